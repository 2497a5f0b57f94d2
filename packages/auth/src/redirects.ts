// Browser-safe: no imports.

// Only there to resolve paths against; never returned.
const nowhere = "https://quoin.invalid";

const controlOrSpace = /[\p{Cc}\p{Z}]/u;

/** A path as a server further down may read it: decoded once. Null when it does not decode. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** The target as a URL, when it means the same to every browser and server on the way. */
function readTarget(target: unknown): URL | null {
  if (typeof target !== "string" || target === "" || target.length > 2_000) return null;
  // Browsers drop tabs and newlines anywhere in an address and read a backslash as a slash.
  if (!target.isWellFormed() || controlOrSpace.test(target) || target.includes("\\")) return null;
  if (!URL.canParse(target, nowhere)) return null;
  const url = new URL(target, nowhere);
  const path = decoded(url.pathname);
  if (path === null || path.startsWith("//")) return null;
  if (controlOrSpace.test(path) || path.includes("\\")) return null;
  return url;
}

/**
 * Where to go after signing in: `target` when it is a path of ours or an address at one of
 * `origins`, else `fallback`. Everything that a browser might read as another site is refused.
 */
export function safeRedirect(
  target: unknown,
  origins: readonly string[] = [],
  fallback = "/",
): string {
  const url = readTarget(target);
  if (url === null || typeof target !== "string") return fallback;
  if (url.origin === nowhere) {
    // A relative address would depend on the page it is followed from.
    return target.startsWith("/") ? url.pathname + url.search + url.hash : fallback;
  }
  const web = url.protocol === "https:" || url.protocol === "http:";
  const named = url.username !== "" || url.password !== "";
  return web && !named && origins.includes(url.origin) ? url.href : fallback;
}
