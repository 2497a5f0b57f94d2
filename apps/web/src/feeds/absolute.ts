const tag = /<[a-z][^\s<>/]*(?:\s+[^\s=<>/]+(?:="[^"]*")?)*\s*\/?>/gi;
const link = /(\s(?:href|src|poster))="([^"]*)"/gi;

/**
 * Rendered HTML with every link leading where it does on the page, for readers who see it elsewhere.
 * `base` is the page's own address; text that only looks like a link is left alone.
 */
export function absoluteLinks(html: string, base: string): string {
  return html.replaceAll(tag, (whole) =>
    whole.replaceAll(link, (attribute: string, name: string, value: string) =>
      // What is left escaped (`&amp;`) is not touched by resolving it.
      URL.canParse(value, base) ? `${name}="${resolve(value, base)}"` : attribute,
    ),
  );
}

function resolve(value: string, base: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value;
  if (value.startsWith("#")) return base + value;
  if (value.startsWith("//")) return new URL(base).protocol + value;
  return new URL(value, base).href;
}
