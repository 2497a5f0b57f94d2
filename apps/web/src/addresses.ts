// Where things are. Pages, feeds and redirects all ask here, so that an address is written once.

export const postPath = (slug: string) => `/posts/${slug}`;
export const markdownPath = (slug: string) => `/posts/${slug}.md`;
export const categoryPath = (slug: string) => `/categories/${slug}`;
export const tagPath = (slug: string) => `/tags/${slug}`;
export const authorPath = (handle: string) => `/authors/${handle}`;
export const commentAnchor = (id: string) => `comment-${id}`;

/** What the API answers, and no page. */
export const isApi = (path: string) =>
  path.startsWith("/api/") || path === "/healthz" || path === "/readyz";

/** `path` with those of `query` that say something. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | null | undefined>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** Where to sign in, and where that leads back to. */
export const signInPath = (redirectTo?: string) => withQuery("/sign-in", { redirectTo });

/** The first value of a query parameter; a parameter given twice counts once. */
export function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
