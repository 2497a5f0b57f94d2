import type { Nodes } from "hast";

const blockNames = new Set(
  "aside blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tr ul".split(
    " ",
  ),
);

export interface TextOptions {
  /** Leaves out code blocks, which nobody reads word by word. */
  readonly withoutCode?: boolean;
}

/** What a reader would hear: the words alone, one block a line, without footnote marks. */
export function textOf(node: Nodes, options: TextOptions = {}): string {
  const parts: string[] = [];
  collect(node, options, parts, false);
  return parts
    .join("")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

function collect(node: Nodes, options: TextOptions, parts: string[], inCode: boolean): void {
  if (node.type === "text") {
    // A line break in the source of a paragraph is a space; in code it is a line break.
    parts.push(inCode ? node.value : node.value.replace(/\s+/g, " "));
    return;
  }
  if (!("children" in node)) return;
  const name = node.type === "element" ? node.tagName : "";
  if (node.type === "element" && isFootnoteMark(node.properties)) return;
  const isCode = name === "pre";
  const edge = blockNames.has(name) ? "\n" : name === "td" || name === "th" ? " " : "";
  parts.push(edge);
  if (!isCode || !options.withoutCode) {
    for (const child of node.children) collect(child, options, parts, inCode || isCode);
  }
  parts.push(edge);
}

function isFootnoteMark(properties: Readonly<Record<string, unknown>>): boolean {
  const { className } = properties;
  return Array.isArray(className) && (className.includes("fn") || className.includes("fn-back"));
}

const sentenceEnd = /[.!?…。！？]["'”’»)\]]*(?=\s|$)|[。！？]/gu;

/**
 * The start of a text, at most `max` characters: whole sentences when they fill at least half of
 * it, else whole words with an ellipsis. White space is folded.
 */
export function excerptOf(text: string, max = 160): string {
  // Enough to find the cut; the rest of a long post need not be folded.
  const flat = text
    .slice(0, max * 4 + 100)
    .replace(/\s+/g, " ")
    .trim();
  if (flat.length <= max) return flat.toWellFormed();
  let end = 0;
  for (const match of flat.slice(0, max + 1).matchAll(sentenceEnd)) {
    const stop = match.index + match[0].length;
    if (stop <= max) end = stop;
  }
  if (end >= max / 2) return flat.slice(0, end).toWellFormed();
  const room = flat.slice(0, max);
  const space = room.lastIndexOf(" ");
  const cut = space > max / 2 ? room.slice(0, space) : wholeCharacters(room.slice(0, max - 1));
  return `${cut.replace(/[\s,;:.!?–—-]+$/u, "")}…`.toWellFormed();
}

/** Drops half a surrogate pair at the end. */
function wholeCharacters(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;
const ideograph = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/gu;

/** Words of a text. Scripts written without spaces count two characters a word. */
export function countWords(text: string): number {
  let characters = 0;
  const rest = text.replace(ideograph, () => {
    characters += 1;
    return " ";
  });
  let words = 0;
  for (const _ of rest.matchAll(word)) words += 1;
  return words + Math.ceil(characters / 2);
}

const wordsPerMinute = 225;

/** Whole minutes at 225 words a minute, never less than one. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / wordsPerMinute));
}
