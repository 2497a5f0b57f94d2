/** One address of a sitemap; `changed` is when its page last did. */
export interface SitemapEntry {
  readonly url: string;
  readonly changed?: Date | undefined;
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? "");

const line = (name: string, { url, changed }: SitemapEntry) =>
  `<${name}><loc>${escapeXml(url)}</loc>${
    changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ""
  }</${name}>\n`;

/** A sitemap of pages. */
export const urlSet = (entries: readonly SitemapEntry[]): string =>
  `${xmlDeclaration}<urlset ${namespace}>\n${entries
    .map((entry) => line("url", entry))
    .join("")}</urlset>\n`;

/** The list of sitemaps, when one would hold too much. */
export const sitemapIndex = (entries: readonly SitemapEntry[]): string =>
  `${xmlDeclaration}<sitemapindex ${namespace}>\n${entries
    .map((entry) => line("sitemap", entry))
    .join("")}</sitemapindex>\n`;
