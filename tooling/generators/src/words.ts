import { Refusal } from "./refusal.ts";

/** One name in every form that the house writes it in. */
export interface Word {
  /** `readingList` */
  readonly camel: string;
  /** `ReadingList` */
  readonly pascal: string;
  /** `reading-list` */
  readonly kebab: string;
  /** `reading_list` */
  readonly snake: string;
  /** `reading list` */
  readonly spoken: string;
}

/** A noun, for one record and for many. */
export interface Noun {
  readonly one: Word;
  readonly many: Word;
}

/** As long as a name may be: PostgreSQL cuts names at 63 bytes, and ours carry prefixes and suffixes. */
const MAX_NAME = 24;

/**
 * Reads a name however it was written: `reading list`, `reading-list`, `readingList`. Refuses what is not
 * made of plain letters and figures, so nothing that is typed here can be more than a name.
 */
export function wordOf(what: string, given: string): Word {
  const text = given.trim();
  if (text === "") throw new Refusal(`Give the ${what} a name`);
  if (!/^[A-Za-z][A-Za-z0-9]*([ _-][A-Za-z0-9]+)*$/.test(text))
    throw new Refusal(
      `“${printable(text)}” is not a name for a ${what}: use the letters a to z and figures, a letter first, words joined by hyphens`,
    );
  if (text.length > MAX_NAME)
    throw new Refusal(`“${text}” is too long for a ${what}: at most ${MAX_NAME} characters`);
  return fromParts(
    text
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
      .toLowerCase()
      .split(/[ _-]/),
  );
}

/** The noun of an entity, in the singular; `cactus:cacti` gives it a plural that is not found by rule. */
export function nounOf(given: string): Noun {
  const [single = "", plural = "", ...more] = given.split(":");
  const one = wordOf("entity", more.length > 0 ? given : single);
  const last = one.kebab.split("-").at(-1) ?? "";
  if (uncountable.has(last) && plural.trim() === "")
    throw new Refusal(
      `“${one.spoken}” is the same for one and for many; choose a noun that can be counted, such as “${one.spoken} item”`,
    );
  if (looksPlural(last)) throw new Refusal(pluralRefusal(one.kebab, last));
  const many =
    plural.trim() === ""
      ? fromParts([...one.kebab.split("-").slice(0, -1), pluralOf(last)])
      : wordOf("plural", plural);
  if (many.kebab === one.kebab)
    throw new Refusal(`One and many are both called “${one.spoken}”; give it a plural of its own`);
  return { one, many };
}

/** The plural of one English word in lower case. */
export function pluralOf(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}

function looksPlural(word: string): boolean {
  if (plurals.has(word)) return true;
  // `status`, `address` and `axis` end in s and are one.
  return /[^s]s$/.test(word) && !/(us|is|as|os)$/.test(word);
}

function pluralRefusal(name: string, last: string): string {
  const single =
    plurals.get(last) ??
    (last.endsWith("ies") ? `${last.slice(0, -3)}y` : last.replace(/(?<=x|z|ch|sh)es$|s$/, ""));
  const suggestion = `${name.slice(0, name.length - last.length)}${single}`;
  return `“${name}” looks like a plural; name one of them, such as “${suggestion}”`;
}

function fromParts(parts: readonly string[]): Word {
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return {
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    kebab: parts.join("-"),
    snake: parts.join("_"),
    spoken: parts.join(" "),
  };
}

/** `a book`, `an author`. */
export const withArticle = (spoken: string): string =>
  `${/^[aeiou]/.test(spoken) ? "an" : "a"} ${spoken}`;

/** `Reading list`. */
export const sentenceCase = (spoken: string): string =>
  spoken.charAt(0).toUpperCase() + spoken.slice(1);

/** What was typed, without what a terminal would obey. */
const printable = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?").slice(0, 60);

const irregular: ReadonlyMap<string, string> = new Map([
  ["child", "children"],
  ["criterion", "criteria"],
  ["foot", "feet"],
  ["half", "halves"],
  ["index", "indexes"],
  ["leaf", "leaves"],
  ["life", "lives"],
  ["man", "men"],
  ["mouse", "mice"],
  ["person", "people"],
  ["quiz", "quizzes"],
  ["shelf", "shelves"],
  ["tooth", "teeth"],
  ["woman", "women"],
  ["axis", "axes"],
  ["analysis", "analyses"],
  ["basis", "bases"],
]);
const plurals: ReadonlyMap<string, string> = new Map(
  [...irregular].map(([one, many]) => [many, one]),
);
const uncountable: ReadonlySet<string> = new Set([
  "advice",
  "content",
  "data",
  "equipment",
  "feedback",
  "information",
  "media",
  "metadata",
  "music",
  "news",
  "progress",
  "research",
  "series",
  "software",
  "species",
]);
