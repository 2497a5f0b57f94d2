/** As much as an address may be long once its letters are escaped. */
const maxLength = 480;

/**
 * An address that a post used to have as a path from the root, whatever was written: a slug, a path, a whole
 * address. Escapes are undone, slashes at the end and whatever follows `?` or `#` left out. Null for what
 * leads to no page of a site: nothing, `..`, another scheme, a pattern, a `%` that stands for nothing.
 */
export function aliasPath(written: string): string | null {
  const [path = ""] = written.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").split(/[?#]/);
  const single = decoded(path)?.replace(/\/+/g, "/") ?? "";
  const trimmed = single.replace(/^\/|\/$/g, "").trim();
  if (
    trimmed === "" ||
    /\.\.|\/\.(\/|$)|^[^/]*:|\/:|\\/.test(`${single.startsWith("/") ? "/" : ""}${trimmed}`)
  )
    return null;
  const found = single.includes("/") ? `/${trimmed}` : `/posts/${trimmed}`;
  return addressOf(found).length > maxLength ? null : found;
}

/** A path as browsers ask for it, its letters escaped as they escape them. */
export const addressOf = (path: string): string => new URL(`http://localhost${path}`).pathname;

function decoded(path: string): string | null {
  try {
    return decodeURI(path);
  } catch {
    return null;
  }
}
