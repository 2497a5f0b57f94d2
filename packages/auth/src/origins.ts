const reads = new Set(["GET", "HEAD", "OPTIONS"]);

export type OriginVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const allowed: OriginVerdict = { ok: true };
const refused = (reason: string): OriginVerdict => ({ ok: false, reason });

/** The origin of an address; null when it has none. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin } = new URL(address);
  return origin === "null" ? null : origin;
}

/** True when the browser says that the page which sent this is served by the host it is sent to. */
function isSameOrigin(headers: Headers): boolean {
  if (headers.get("sec-fetch-site") !== "same-origin") return false;
  const origin = headers.get("origin");
  // A form on a page without a referrer says "null".
  if (origin === null || origin === "null") return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/**
 * Whether a state-changing request may use its cookie: it must come from one of `origins`.
 * Reads (GET, HEAD, OPTIONS) always may. Requests by key or bearer token need no check.
 */
export function checkOrigin(
  request: { readonly method: string; readonly headers: Headers },
  origins: readonly string[],
): OriginVerdict {
  const { headers } = request;
  if (reads.has(request.method.toUpperCase()) || isSameOrigin(headers)) return allowed;

  const origin = headers.get("origin");
  if (origin !== null) {
    return origins.includes(origin) ? allowed : refused("The request comes from another site.");
  }
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "none") return refused("The request comes from another site.");

  const referer = headers.get("referer");
  if (referer !== null) {
    const from = originOf(referer);
    const ours = from !== null && origins.includes(from);
    return ours ? allowed : refused("The request comes from another site.");
  }
  // No browser sends a cookie with a write and says nothing of where it comes from.
  return headers.has("cookie") ? refused("The request does not say where it comes from.") : allowed;
}
