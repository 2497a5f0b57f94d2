import { createHmac, timingSafeEqual } from "node:crypto";

export const cookiePrefix = "quoin";
const plainName = `${cookiePrefix}.session_token`;
const secureName = `__Secure-${plainName}`;

/** The names under which the session cookie may arrive. */
export const sessionCookieNames: readonly string[] = [plainName, secureName];

/** The one name that counts: over https a cookie that anything on http could have set does not. */
export const sessionCookieName = (secure: boolean): string => (secure ? secureName : plainName);

// Ours are 77 characters; a longer one is nobody's.
const longest = 512;

const signature = (token: string, secret: string): string =>
  createHmac("sha256", secret).update(token).digest("base64");

/** A session token as cookies and bearer headers carry it, in better-auth's format. */
export const signToken = (token: string, secret: string): string =>
  `${token}.${signature(token, secret)}`;

/** The token inside a signed one; null for a forged one, which thus never costs a query. */
export function readSignedToken(signed: string, secret: string): string | null {
  if (signed.length > longest) return null;
  const dot = signed.lastIndexOf(".");
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1));
  const expected = Buffer.from(signature(token, secret));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The line that carries a session in a browser for so many seconds, as better-auth writes it. */
export const sessionCookie = (
  token: string,
  seconds: number,
  secret: string,
  secure: boolean,
): string => sessionLine(encodeURIComponent(signToken(token, secret)), seconds, secure);

/** The line that takes it away. */
export const endedSessionCookie = (secure: boolean): string => sessionLine("", 0, secure);

const sessionLine = (value: string, seconds: number, secure: boolean): string =>
  `${sessionCookieName(secure)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; ${secure ? "Secure; " : ""}SameSite=Lax`;

/** A cookie of ours beside the session's: over https bound to this very host. */
const nameOf = (name: string, secure: boolean): string =>
  `${secure ? "__Host-" : ""}${cookiePrefix}.${name}`;

/** The line that sets such a cookie for so many seconds, out of reach of scripts. */
export const shortCookie = (
  name: string,
  value: string,
  seconds: number,
  secure: boolean,
): string =>
  `${nameOf(name, secure)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** The line that ends it. */
export const endedCookie = (name: string, secure: boolean): string =>
  shortCookie(name, "", 0, secure);

/** What such a cookie holds, when it can be ours: the first one that arrives. */
export function readShortCookie(headers: Headers, name: string, secure: boolean): string | null {
  const values = cookieValues(headers.get("cookie") ?? "", nameOf(name, secure));
  for (const value of values) if (/^[\w-]{16,128}$/.test(value)) return value;
  return null;
}

/** What cookies of this name hold, in the order sent: another site under our domain may have set one too. */
function* cookieValues(header: string, name: string): Generator<string> {
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) {
      yield decode(part.slice(equals + 1).trim());
    }
  }
}

/** The session token of the first cookie that carries our signature, else null. */
export function readSessionCookie(
  headers: Headers,
  secret: string,
  secure: boolean,
): string | null {
  const header = headers.get("cookie");
  if (header === null) return null;
  for (const value of cookieValues(header, sessionCookieName(secure))) {
    const token = readSignedToken(value, secret);
    if (token !== null) return token;
  }
  return null;
}
