import type { IncomingMessage } from "node:http";

/**
 * What an answer of this server may give as its code: the part of the API's closed list that can
 * happen here. Clients rely on that list, so a new refusal takes one of these.
 */
export type ProblemCode =
  | "validation"
  | "method_not_allowed"
  | "too_large"
  | "unsupported_media_type"
  | "unavailable"
  | "internal";

export interface Refusal {
  readonly status: number;
  readonly code: ProblemCode;
  readonly message: string;
}

const MAX_URL = 8_192;

/**
 * The path of a request that makes sense, or why it is refused. Refused here, because
 * what is behind would answer with an error of its own making.
 */
export function readTarget(url: string): { path: string } | { refusal: Refusal } {
  if (url.length > MAX_URL)
    return refuse(414, "too_large", "The address is longer than 8,192 characters");
  if (!url.startsWith("/"))
    return refuse(400, "validation", "The request does not name a path of this server");
  const path = pathOf(url);
  if (path.includes("\\") || path.includes("#"))
    return refuse(400, "validation", "The address is malformed");
  try {
    if (decodeURIComponent(path).includes("\0"))
      return refuse(400, "validation", "The address holds a NUL character");
  } catch {
    return refuse(
      400,
      "validation",
      "The address is malformed: a % must be followed by two hex digits of UTF-8",
    );
  }
  return { path };
}

/** True for `root` and all addresses below it; asked of the address as it came, which may be refused. */
export function isUnder(root: string, url: string): boolean {
  const path = pathOf(url);
  return path === root || path.startsWith(`${root}/`);
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

function refuse(status: number, code: ProblemCode, message: string): { refusal: Refusal } {
  return { refusal: { status, code, message } };
}

const apiMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const pageMethods = new Set(["GET", "HEAD", "POST"]);

/** What `Allow` lists when the method is none of these; undefined when it is fine. */
export function methodsInstead(method: string, isApi: boolean): string | undefined {
  const methods = isApi ? apiMethods : pageMethods;
  return methods.has(method) ? undefined : [...methods].join(", ");
}

/** Sets and removes headers as if the client had sent them so, in both forms that Node keeps. */
export function rewriteHeaders(
  req: IncomingMessage,
  remove: (name: string) => boolean,
  add: Readonly<Record<string, string>>,
): void {
  const raw: string[] = [];
  for (let index = 0; index < req.rawHeaders.length; index += 2) {
    const name = req.rawHeaders[index] ?? "";
    const lower = name.toLowerCase();
    if (!remove(lower) && !(lower in add)) raw.push(name, req.rawHeaders[index + 1] ?? "");
  }
  for (const name of Object.keys(req.headers)) if (remove(name)) delete req.headers[name];
  for (const [name, value] of Object.entries(add)) {
    req.headers[name] = value;
    raw.push(name, value);
  }
  req.rawHeaders = raw;
}

/** Cookie names of a request. A cookie's `__Secure-` or `__Host-` is left off. */
export function cookieNames(header: string | undefined): string[] {
  if (!header) return [];
  return header.split(";").map((pair) => {
    const name = pair.slice(0, pair.includes("=") ? pair.indexOf("=") : undefined).trim();
    return name.replace(/^__(?:Secure|Host)-/, "");
  });
}

/** True when the answer may depend on who asks: a session, a bearer token or an API key. */
export function isPersonal(req: IncomingMessage, sessionCookieNames: readonly string[]): boolean {
  const { authorization, cookie, "x-api-key": apiKey } = req.headers;
  if (authorization !== undefined || apiKey !== undefined) return true;
  return cookieNames(cookie).some((name) => sessionCookieNames.includes(name));
}
