/** One `Set-Cookie` line, as far as we send them. */
export interface CookieLine {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly domain?: string;
  /** Seconds. */
  readonly maxAge?: number;
  readonly expires?: Date;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite?: "lax" | "strict" | "none";
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Reads a `Set-Cookie` line; null when it names no cookie. Unknown attributes are left out. */
export function readSetCookie(line: string): CookieLine | null {
  const [pair = "", ...attributes] = line.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, equals).trim();
  if (equals < 1 || name === "") return null;
  const given = new Map(
    attributes.map((attribute) => {
      const [key = "", ...rest] = attribute.split("=");
      return [key.trim().toLowerCase(), rest.join("=").trim()] as const;
    }),
  );
  const sameSite = given.get("samesite")?.toLowerCase();
  const maxAge = Number.parseInt(given.get("max-age") ?? "", 10);
  const expires = new Date(given.get("expires") ?? "");
  const path = given.get("path");
  const domain = given.get("domain");
  return {
    name,
    value: decode(pair.slice(equals + 1).trim()),
    httpOnly: given.has("httponly"),
    secure: given.has("secure"),
    ...(path && { path }),
    ...(domain && { domain }),
    ...(Number.isFinite(maxAge) && { maxAge }),
    ...(!Number.isNaN(expires.getTime()) && { expires }),
    ...((sameSite === "lax" || sameSite === "strict" || sameSite === "none") && { sameSite }),
  };
}
