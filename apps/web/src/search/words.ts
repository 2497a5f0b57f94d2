/** The words of a search that are worth trying one by one; none when there is only one. */
export function wordsToTry(query: string, most = 3): string[] {
  const words = query
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
    .filter((word) => word.length > 1);
  const distinct = [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
  return distinct.length > 1 ? distinct.slice(0, most) : [];
}
