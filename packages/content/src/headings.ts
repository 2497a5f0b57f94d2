import type { Root } from "hast";
import { textOf } from "./plain-text.ts";
import { attributeOf, classesOf, walk } from "./tree.ts";

/** One heading, for a table of contents. */
export interface TocEntry {
  /** What to put after `#`; unique in the document. */
  readonly id: string;
  readonly text: string;
  /** 2 to 6. */
  readonly level: number;
}

// Names that the page around an article uses as ids, and names that scripts look for on `window`,
// where an element with such an id would answer in their place.
const reservedIds = new Set(
  [
    "app banner body category close comments content contents dialog feed footer footnotes head",
    "header help login main menu nav page profile q root search share sidebar sign-in skip status",
    "subscribe tags theme toc toast top author email name message title",
    "amd browser buffer bun chrome config console define deno document env event exports global",
    "history init jquery length location module next nonce opener origin parent process push react",
    "require self settings state system window zone",
  ]
    .join(" ")
    .split(" "),
);

/**
 * The id of a heading as GitHub makes it, so that links written for GitHub arrive: lower case,
 * punctuation dropped, spaces to hyphens, any script.
 */
export function headingId(text: string): string {
  const id = text
    .trim()
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replace(/ /g, "-")
    .toWellFormed();
  if (!id) return "section";
  return reservedIds.has(id) || /^(c|fn|fnref)-?\d+$/.test(id) ? `section-${id}` : id;
}

/**
 * Demotes every `h1` to `h2` (the page's title is the `h1`), gives each heading an id that no other
 * element has, and lists those that a reader could jump to. Headings in quotes and footnotes get no entry.
 */
export function setHeadings(root: Root): TocEntry[] {
  const ids = new Set<string>();
  walk(root, (node) => {
    const { id } = node.properties;
    if (typeof id !== "string") return;
    // A second element of the same name could never be reached.
    if (ids.has(id)) delete node.properties.id;
    else ids.add(id);
  });

  const toc: TocEntry[] = [];
  const quoted = new Set<unknown>();
  const next = new Map<string, number>();
  walk(root, (node, _index, parent) => {
    const isAside = node.tagName === "blockquote" || classesOf(node).includes("footnotes");
    if (isAside || quoted.has(parent)) quoted.add(node);
    if (!/^h[1-6]$/.test(node.tagName)) return;
    if (node.tagName === "h1") node.tagName = "h2";
    const text = textOf(node).replace(/\s+/g, " ");
    const id = attributeOf(node, "id") || unusedId(headingId(text), ids, next);
    ids.add(id);
    node.properties.id = id;
    if (text && !quoted.has(node)) {
      toc.push({ id, text, level: Number(node.tagName[1]) });
    }
    return false;
  });
  return toc;
}

function unusedId(id: string, ids: ReadonlySet<string>, next: Map<string, number>): string {
  if (!ids.has(id)) return id;
  // Remembered, so that a thousand equal headings do not count from one a thousand times.
  let number = next.get(id) ?? 1;
  while (ids.has(`${id}-${number}`)) number += 1;
  next.set(id, number + 1);
  return `${id}-${number}`;
}
