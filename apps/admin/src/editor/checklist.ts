import type { Draft } from "./draft.ts";

/** Where a check sends the writer to put it right. */
export type Spot =
  | { readonly kind: "field"; readonly name: "title" | "slug" | "excerpt" | "category" | "tags" }
  /** A place in the text, in characters from its start. */
  | { readonly kind: "text"; readonly at: number };

export interface Check {
  readonly id: string;
  /** `warn` is worth a look; `todo` is still to do. */
  readonly state: "ok" | "warn" | "todo";
  readonly say: string;
  readonly fix?: Spot;
}

export const EXCERPT_LENGTH = 160;

const numbers = ["no", "one", "two", "three", "four", "five", "six"];
const inWords = (count: number) => numbers[count] ?? String(count);

/** Code is not text: what looks like a link in it is none. Its length stays, so that places do. */
export const withoutCode = (body: string): string =>
  body.replace(
    /^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|$(?![\s\S]))|`+[^`\n]+`+/gm,
    (code) => code.replace(/[^\n]/g, " "),
  );

/** Every image and link of a text written the usual way. */
function linksOf(body: string) {
  const found = withoutCode(body).matchAll(
    /(!?)\[((?:[^\][\\]|\\.|\[[^\]]*\])*)\]\(\s*(<[^>\n]*>|[^\s)]*)[^)\n]*\)/g,
  );
  return [...found].map((match) => ({
    at: match.index,
    image: match[1] === "!",
    text: (match[2] ?? "").trim(),
    target: (match[3] ?? "").replace(/^<|>$/g, ""),
  }));
}

const leadsNowhere = (target: string) =>
  target === "" ||
  target === "#" ||
  /^(?:https?:\/\/)?(?:example|url|todo)$/i.test(target) ||
  /^https?:\/\/$/i.test(target);

/** What stands between a draft and its readers. Only what can really be told from the draft. */
export function checksOf(draft: Draft, slugIsFree: boolean): Check[] {
  const links = linksOf(draft.body);
  return [head(draft, slugIsFree), shelf(draft), text(draft), figures(links), targets(links)];
}

function head({ title, slug, excerpt }: Draft, slugIsFree: boolean): Check {
  const id = "head";
  if (title.trim() === "")
    return { id, state: "todo", say: "No title yet", fix: { kind: "field", name: "title" } };
  if (!slugIsFree)
    return { id, state: "todo", say: "Slug is taken", fix: { kind: "field", name: "slug" } };
  if (slug !== "" && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug))
    return {
      id,
      state: "todo",
      say: "Slug needs another look",
      fix: { kind: "field", name: "slug" },
    };
  if (excerpt.trim() === "")
    return {
      id,
      state: "warn",
      say: "No excerpt: the first lines stand in",
      fix: { kind: "field", name: "excerpt" },
    };
  if (excerpt.length > EXCERPT_LENGTH)
    return {
      id,
      state: "warn",
      say: `Excerpt is ${excerpt.length - EXCERPT_LENGTH} over ${EXCERPT_LENGTH}`,
      fix: { kind: "field", name: "excerpt" },
    };
  return { id, state: "ok", say: "Title, slug and excerpt" };
}

function shelf({ categoryIds, tags }: Draft): Check {
  const id = "shelf";
  if (categoryIds.length === 0)
    return { id, state: "todo", say: "No category yet", fix: { kind: "field", name: "category" } };
  if (tags.length === 0)
    return { id, state: "warn", say: "No tags yet", fix: { kind: "field", name: "tags" } };
  return {
    id,
    state: "ok",
    say: `Category and ${inWords(tags.length)} ${tags.length === 1 ? "tag" : "tags"}`,
  };
}

const text = ({ body }: Draft): Check =>
  /[\p{L}\p{N}]/u.test(body)
    ? { id: "text", state: "ok", say: "There is something to read" }
    : { id: "text", state: "todo", say: "No text yet", fix: { kind: "text", at: 0 } };

function figures(links: ReturnType<typeof linksOf>): Check {
  const images = links.filter(({ image }) => image);
  const mute = images.filter(({ text }) => text === "");
  const [first] = mute;
  if (first)
    return {
      id: "figures",
      state: "warn",
      say: `${mute.length === 1 ? "One figure has" : `${mute.length} figures have`} no alt text`,
      fix: { kind: "text", at: first.at + 2 },
    };
  return {
    id: "figures",
    state: "ok",
    say: images.length === 0 ? "No figure without alt text" : "Every figure has alt text",
  };
}

function targets(links: ReturnType<typeof linksOf>): Check {
  const loose = links.filter(({ target }) => leadsNowhere(target));
  const [first] = loose;
  if (first)
    return {
      id: "links",
      state: "todo",
      say: `${loose.length === 1 ? "One link leads" : `${loose.length} links lead`} nowhere`,
      fix: { kind: "text", at: first.at },
    };
  return { id: "links", state: "ok", say: "Every link leads somewhere" };
}
