/** What of a query a page looks at; everything else (campaigns, trackers) is not seen by it. */
const queries: readonly (readonly [path: RegExp, names: readonly string[]])[] = [
  [/^\/$/, ["cursor"]],
  [/^\/(?:archive|tags)$/, ["cursor"]],
  [/^\/(?:categories|tags|authors)\/[^/]+$/, ["cursor"]],
  [/^\/posts\/[^/]+\.md$/, []],
  [/^\/posts\/[^/]+$/, ["comments", "reply"]],
  [/^\/(?:feed\.xml|atom\.xml|feed\.json|robots\.txt|llms\.txt)$/, []],
  [/^\/(?:categories|authors)\/[^/]+\/feed\.xml$/, []],
  [/^\/sitemap\.xml$/, ["from"]],
];

/**
 * Under what a page is remembered for visitors without a session, or null for a page that is made for
 * each of them: searches are counted by who searches, and forms say who sent them.
 */
export function cacheKey(url: URL): string | null {
  const found = queries.find(([path]) => path.test(url.pathname));
  if (!found) return null;
  const params = new URLSearchParams();
  for (const name of found[1]) {
    const value = url.searchParams.get(name);
    if (value) params.set(name, value);
  }
  const query = params.toString();
  return query ? `${url.pathname}?${query}` : url.pathname;
}
