// Bundlers turn these into the addresses that the style sheet uses too.
const fonts = [
  new URL("./fonts/serif.woff2", import.meta.url).href,
  new URL("./fonts/sans.woff2", import.meta.url).href,
];

/**
 * Asks for the two fonts that every page sets its first words in, before the style sheet
 * does. Put it in `<head>`. Italic, mono and accents come when a page uses them.
 */
export function FontPreloads() {
  return fonts.map((href) => (
    <link
      key={href}
      rel="preload"
      as="font"
      type="font/woff2"
      crossOrigin="anonymous"
      href={href}
    />
  ));
}
