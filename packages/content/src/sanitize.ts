import type { Options as Schema } from "rehype-sanitize";

/** Every `id` in written HTML gets this prefix, so that no post can stand in for a name the page relies on. */
export const idPrefix = "user-content-";

const protocols = {
  cite: ["http", "https"],
  href: ["http", "https", "mailto", "tel", "irc", "ircs", "xmpp"],
  src: ["http", "https"],
};

/**
 * True for an address that may stand in a link or an image: relative, or with one of the
 * protocols above. Everything else (`javascript:`, `data:`, `vbscript:` …) is refused, whatever it hides behind.
 */
export function isSafeUrl(url: string, kind: keyof typeof protocols): boolean {
  const protocol = /^([^/?#]*?):/.exec(url)?.[1];
  return protocol === undefined || protocols[kind].includes(protocol);
}

const mathNames =
  "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mstyle mpadded mphantom menclose semantics".split(
    " ",
  );

const flag = ["true", "false"];
const length = /^-?\d{0,4}(\.\d{1,4})?(em|ex|px|pt|rem|%)?$/;
const mathAttributes: NonNullable<Schema["attributes"]>[string] = [
  ["display", "block", "inline"],
  ["displaystyle", ...flag],
  ["stretchy", ...flag],
  ["fence", ...flag],
  ["separator", ...flag],
  ["accent", ...flag],
  ["accentunder", ...flag],
  ["columnalign", /^[a-z ]{1,100}$/],
  ["columnspan", /^\d{1,2}$/],
  ["mathvariant", /^[a-z-]{1,30}$/],
  ["linethickness", length],
  ["lspace", length],
  ["rspace", length],
  ["width", length],
  ["height", length],
  ["depth", length],
];

const small = /^\d{1,4}$/;

/**
 * What may remain of a post. Runs after raw HTML has been parsed. No scripts, no styles, no
 * forms, no frames, no SVG; classes only where this package itself puts them. None of the
 * elements holds raw text, so that a browser reads the output the way it was checked.
 */
export const articleSchema: Schema = {
  tagNames: [
    ..."a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div".split(
      " ",
    ),
    ..."dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q".split(
      " ",
    ),
    ..."rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th".split(
      " ",
    ),
    ..."thead time tr u ul var wbr".split(" "),
    ...mathNames,
  ],
  strip:
    "annotation annotation-xml audio canvas embed head iframe object script select style svg template textarea title video".split(
      " ",
    ),
  ancestors: {
    ...Object.fromEntries(
      ["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"].map((name) => [
        name,
        ["table"],
      ]),
    ),
    ...Object.fromEntries(mathNames.slice(1).map((name) => [name, ["math"]])),
  },
  attributes: {
    "*": ["id", "lang", ["dir", "ltr", "rtl", "auto"], "title"],
    a: ["href", "name", "dataFootnoteRef", "dataFootnoteBackref"],
    blockquote: ["cite"],
    code: [["className", /^language-./], "dataMeta"],
    col: [["span", small]],
    colgroup: [["span", small]],
    del: ["cite", "dateTime"],
    details: ["open"],
    img: ["src", "alt", ["width", small], ["height", small]],
    input: [
      ["type", "checkbox"],
      ["disabled", true],
      ["checked", true],
    ],
    ins: ["cite", "dateTime"],
    li: [
      ["value", /^-?\d{1,6}$/],
      ["className", "task-list-item"],
    ],
    ol: [
      ["start", /^-?\d{1,9}$/],
      ["reversed", true],
      ["type", "1", "a", "A", "i", "I"],
      ["className", "contains-task-list"],
    ],
    q: ["cite"],
    section: ["dataFootnotes", ["className", "footnotes"]],
    td: [
      ["align", "left", "center", "right"],
      ["colSpan", small],
      ["rowSpan", small],
    ],
    th: [
      ["align", "left", "center", "right"],
      ["colSpan", small],
      ["rowSpan", small],
      ["scope", "row", "col", "rowgroup", "colgroup"],
      "abbr",
    ],
    time: ["dateTime"],
    ul: [["className", "contains-task-list"]],
    ...Object.fromEntries(mathNames.map((name) => [name, mathAttributes])),
  },
  clobber: ["id", "name"],
  clobberPrefix: idPrefix,
  protocols,
  required: { input: { disabled: true, type: "checkbox" } },
};

/** What may remain of a comment: text, emphasis, code, links, lists and quotes. */
export const commentSchema: Schema = {
  tagNames: ["a", "blockquote", "br", "code", "del", "em", "li", "ol", "p", "pre", "strong", "ul"],
  strip: [],
  ancestors: {},
  attributes: { a: ["href"], ol: [["start", /^-?\d{1,9}$/]] },
  clobber: [],
  protocols,
  required: {},
};
