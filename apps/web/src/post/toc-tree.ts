export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}
export interface TocSection extends Heading {
  readonly parts: readonly Heading[];
}

/** The headings of a post in two levels; what lies deeper is left to the text itself. */
export function tocTree(headings: readonly Heading[]): TocSection[] {
  const top = Math.min(...headings.map(({ level }) => level));
  const tree: (TocSection & { parts: Heading[] })[] = [];
  for (const heading of headings) {
    if (heading.level === top) tree.push({ ...heading, parts: [] });
    else if (heading.level === top + 1) tree.at(-1)?.parts.push(heading);
  }
  return tree;
}
