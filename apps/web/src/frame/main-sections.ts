/** The sections that hold most, at most `count` of them, in the order the publication gave them. */
export function mainSections<Section extends { readonly postCount: number }>(
  sections: readonly Section[],
  count: number,
): Section[] {
  const largest = new Set(
    sections
      .filter(({ postCount }) => postCount > 0)
      .toSorted((a, b) => b.postCount - a.postCount)
      .slice(0, count),
  );
  return sections.filter((section) => largest.has(section));
}
