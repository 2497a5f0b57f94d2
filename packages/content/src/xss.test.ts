import fc from "fast-check";
import type { Element, Nodes, Root } from "hast";
import rehypeRaw from "rehype-raw";
import { unified } from "unified";
import { expect, test } from "vitest";
import { renderComment, renderMarkdown } from "./index.ts";

const parser = unified().use(rehypeRaw).freeze();

/** What a browser would make of `html`: every element, as an HTML parser sees it. */
function elementsOf(html: string): Element[] {
  const source = { type: "root", children: [{ type: "raw", value: html }] } as unknown as Root;
  const found: Element[] = [];
  const visit = (node: Nodes) => {
    if (node.type === "element") found.push(node);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(parser.runSync(source));
  return found;
}

const harmless =
  /^(a|abbr|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|input|ins|kbd|li|m[a-z]+|ol|p|pre|q|rp|rt|ruby|s|samp|section|semantics|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr)$/;
const addresses = new Set([
  "href",
  "src",
  "cite",
  "action",
  "formAction",
  "xLinkHref",
  "data",
  "poster",
  "srcSet",
]);

/** Everything in `html` that could run a script, load a style or take over a name; empty when it is safe. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  for (const match of html.matchAll(
    /<\s*\/?\s*(script|style|iframe|object|embed|svg|base|meta|link|form)\b/gi,
  )) {
    dangers.push(`the text ${match[0]}`);
  }
  for (const { tagName, properties } of elementsOf(html)) {
    if (!harmless.test(tagName)) dangers.push(`<${tagName}>`);
    for (const [name, value] of Object.entries(properties)) {
      const text = Array.isArray(value) ? value.join(" ") : String(value);
      if (/^on/i.test(name) || /^(style|srcDoc|xmlns|autoFocus|contentEditable)/i.test(name)) {
        dangers.push(`${tagName} ${name}`);
      }
      // Browsers drop control characters from addresses before they look at the scheme.
      const address = text.replace(/[\p{Cc} ]/gu, "");
      if (
        addresses.has(name) &&
        /^[a-z][a-z0-9+.-]*:/i.test(address) &&
        !/^(https?|mailto|tel|ircs?|xmpp):/i.test(address)
      ) {
        dangers.push(`${tagName} ${name}=${text}`);
      }
      if (
        name === "id" &&
        tagName !== "h2" &&
        !/^h[3-6]$/.test(tagName) &&
        !text.startsWith("user-content-")
      ) {
        dangers.push(`${tagName} id=${text}`);
      }
    }
  }
  return dangers;
}

test("the check itself sees what it looks for", () => {
  expect(dangersIn("<p onclick=x>a</p>")).not.toEqual([]);
  expect(dangersIn('<a href="java&#10;script:x">a</a>')).not.toEqual([]);
  expect(dangersIn("<p style='color:red'>a</p>")).not.toEqual([]);
  expect(dangersIn("<img src=data:text/html,x>")).not.toEqual([]);
  expect(dangersIn("<svg><script>x</script></svg>")).not.toEqual([]);
  expect(dangersIn("<custom-thing>a</custom-thing>")).not.toEqual([]);
  expect(dangersIn('<p id="location">a</p>')).not.toEqual([]);
  expect(dangersIn('<p>onclick=x javascript:y</p><a href="https://a.b">c</a>')).toEqual([]);
});

const payloads = [
  // Scripts and event handlers.
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://evil.test/x.js></SCRIPT>",
  "<script/xss>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<script>alert(1)",
  "<img src=x onerror=alert(1)>",
  "<img/src=x/onerror=alert(1)>",
  '<img """><script>alert(1)</script>">',
  "<img src=x onerror\n=\nalert(1)>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)>x</details>",
  "<input autofocus onfocus=alert(1)>",
  "<video src=x onerror=alert(1)></video>",
  "<audio src=x onerror=alert(1)>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<div onpointerenter=alert(1)>x</div>",
  "<a onmouseover=alert(1)>x</a>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href='javascript:alert(1)'><text y=10>x</text></a></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<svg><set attributeName=href to=javascript:alert(1)>",
  "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
  "<x onclick=alert(1)>x</x>",
  "<a href=x\tonclick=alert(1)>x</a>",
  "`<img src=x onerror=alert(1)>",
  // Addresses.
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](  javascript:alert(1) )",
  "[x](java&#x0A;script:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](javascript&#58;alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](vbscript:msgbox(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](blob:https://a.test/1)",
  "[x](file:///etc/passwd)",
  "[x](<javascript:alert(1)>)",
  "[x]: javascript:alert(1)\n\n[x]",
  "<javascript:alert(1)>",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
  '![x](a "t\\" onerror=alert(1) ")',
  '![" onerror="alert(1)](a)',
  "![<script>alert(1)</script>](a)",
  '[a](https://x.test/" onclick=alert(1) ")',
  "<a href='jav&Tab;ascript:alert(1)'>x</a>",
  "<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>x</a>",
  "<a href=' &#14;  javascript:alert(1)'>x</a>",
  "<a href=javas\0cript:alert(1)>x</a>",
  "<img src=`javascript:alert(1)`>",
  "<img srcset='javascript:alert(1) 1x' src=a>",
  "<picture><source srcset=javascript:alert(1)><img src=a></picture>",
  "<blockquote cite=javascript:alert(1)>x</blockquote>",
  "<form action=javascript:alert(1)><button>x</button></form>",
  "<button formaction=javascript:alert(1)>x</button>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<iframe src='data:text/html,<script>alert(1)</script>' title='<script>'></iframe>",
  "<object data=javascript:alert(1)></object>",
  "<embed src=javascript:alert(1)>",
  "<video><source src=javascript:alert(1)></video>",
  "<base href=javascript:alert(1)//>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href=javascript:alert(1)>",
  "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)>x</table>",
  // Styles.
  "<style>@import 'https://evil.test/x.css';</style>",
  "<div style='background:url(javascript:alert(1))'>x</div>",
  "<span style=position:fixed;inset:0>x</span>",
  "<p class='toast is-open'>x</p>",
  // Text that one parser reads differently from another.
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
  "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
  "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
  "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
  "<template><script>alert(1)</script></template>",
  "<plaintext><script>alert(1)</script>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
  "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
  "<math><mi href=javascript:alert(1)>x</mi></math>",
  "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<?xml <img src=x onerror=alert(1)>?>",
  "<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror=alert(1)>'>",
  "<img alt='--><script>alert(1)</script>' src=a>",
  "<a title='</a><script>alert(1)</script>'>x</a>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "```html\n<script>alert(1)</script>\n```",
  '```"><script>alert(1)</script>\nx\n```',
  '```js title="<img src=x onerror=alert(1)>"\nx\n```',
  "<pre><code class='language-js' data-meta='title=\"&lt;script&gt;\"'>x</code></pre>",
  "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
  "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
  "[^<script>]\n\n[^<script>]: x",
  "# <img src=x onerror=alert(1)>",
  // Names that scripts of the page rely on.
  "<form id=document><input name=cookie></form>",
  "<a id=location><a id=location name=href href=https://evil.test>x</a>",
  "<img name=getElementById>",
  "<p id=__NEXT_DATA__>x</p>",
];

test("there are enough attacks to mean something", () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(60);
});

test.each(payloads)("a post is safe from %j", async (payload) => {
  for (const source of [
    payload,
    `text ${payload} text`,
    `> - ${payload}`,
    `<div>\n\n${payload}\n\n</div>`,
  ]) {
    const { html } = await renderMarkdown(source);
    expect(dangersIn(html), html).toEqual([]);
  }
});

test.each(payloads)("a comment is safe from %j", (payload) => {
  for (const source of [payload, `text ${payload} text`, `> - ${payload}`]) {
    const { html } = renderComment(source);
    expect(dangersIn(html), html).toEqual([]);
    expect(html).not.toMatch(/<(?!\/?(a|blockquote|br|code|del|em|li|ol|p|pre|strong|ul)\b)/);
  }
});

test("a heading cannot take the place of a name that scripts look for", async () => {
  const { toc } = await renderMarkdown(
    "# process\n\n# config\n\n# Main\n\n# Comments\n\n# c1\n\n# fn-1\n\n# Plain",
  );
  expect(toc.map(({ id }) => id)).toEqual([
    "section-process",
    "section-config",
    "section-main",
    "section-comments",
    "section-c1",
    "section-fn-1",
    "plain",
  ]);
});

const soup = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...payloads) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ..."<div> </div> <p <b> </b> <a href= <img <table> <tr> <td> </table> <math> </math> <mi> <svg> </svg> <!-- --> <pre> </pre> <code> ``` ~~~ ` > - * ** _ # | \\ [ ] ( ) ![ ](x) [^1] [^1]: :--- & &lt; &#x3c; \" ' = javascript: data: on style= <select> <option> <details> <summary> <h1> </h1> <ol> <li> <dl> <dd> <template> <title> <textarea> <plaintext> <iframe".split(
            " ",
          ),
          "\n",
          "\n\n",
          "    ",
          "\t",
          "\0",
          "\ud800",
        ),
      },
      { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));

test("whatever soup of Markdown and HTML is written, a post renders and is safe", async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (source) => {
      const { html, text, toc, excerpt } = await renderMarkdown(source);
      expect(dangersIn(html)).toEqual([]);
      expect(html.isWellFormed() && text.isWellFormed() && excerpt.isWellFormed()).toBe(true);
      expect(html + text).not.toContain("\0");
      expect(new Set(toc.map(({ id }) => id)).size).toBe(toc.length);
    }),
    { numRuns: 400 },
  );
});

test("whatever soup of Markdown and HTML is written, a comment renders and is safe", () => {
  fc.assert(
    fc.property(soup, (source) => {
      const { html } = renderComment(source);
      expect(dangersIn(html)).toEqual([]);
      expect(html).not.toMatch(/<(?!\/?(a|blockquote|br|code|del|em|li|ol|p|pre|strong|ul)\b)/);
    }),
    { numRuns: 400 },
  );
});
