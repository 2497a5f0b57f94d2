/** The words of some markup, as far as a comparison needs them. */
const words = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&[a-z#0-9]+;/gi, " ")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * True when an excerpt says something that the text's own beginning does not: an excerpt that was
 * taken from there would stand on the page twice.
 */
export function isOwnWords(excerpt: string, html: string): boolean {
  const said = words(excerpt.replace(/[….]+$/u, ""));
  if (said === "") return false;
  // Markup may take several times the room of its words.
  return !words(html.slice(0, 12_000)).includes(said.slice(0, 80));
}
