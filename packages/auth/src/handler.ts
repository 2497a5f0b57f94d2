import { isUnavailable } from "@quoin/db";
import { z } from "zod";
import type { Auth, AuthCall } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { safeRedirect } from "./redirects.ts";
import {
  AuthError,
  type AuthFailure,
  type AuthResult,
  failureStatus,
  isAuthError,
} from "./result.ts";

type Fields = Readonly<Record<string, unknown>>;
type Flow = (auth: Auth, fields: Fields, call: AuthCall) => Promise<AuthResult>;
type LinkFlow = (
  auth: Auth,
  query: URLSearchParams,
  call: AuthCall,
) => Promise<AuthResult<{ readonly redirectTo?: string }>>;

/** Every address that takes a POST. What is not in here does not exist. */
const flows: Readonly<Record<string, Flow>> = {
  "sign-up/email": (auth, fields, call) => auth.signUp(fields, call),
  "verify-email": (auth, fields, call) => auth.verifyEmail(fields, call),
  "sign-in/email": (auth, fields, call) => auth.signIn(fields, call),
  "sign-in/magic-link": (auth, fields, call) => auth.requestMagicLink(fields, call),
  "magic-link/verify": (auth, fields, call) => auth.signInWithLink(fields, call),
  "sign-out": (auth, _fields, call) => auth.signOut(call),
  "accept-invitation": (auth, fields, call) => auth.acceptInvitation(fields, call),
  "request-password-reset": (auth, fields, call) => auth.requestPasswordReset(fields, call),
  "reset-password": (auth, fields, call) => auth.resetPassword(fields, call),
  "change-password": (auth, fields, call) => auth.changePassword(fields, call),
  "sign-in/code": (auth, fields, call) => auth.signInWithCode(fields, call),
  "connections/remove": (auth, fields, call) => auth.disconnect(fields, call),
  "two-factor/begin": (auth, fields, call) => auth.beginTwoFactor(fields, call),
  "two-factor/confirm": (auth, fields, call) => auth.confirmTwoFactor(fields, call),
  "two-factor/disable": (auth, fields, call) => auth.disableTwoFactor(fields, call),
  "two-factor/recovery-codes": (auth, fields, call) => auth.renewRecoveryCodes(fields, call),
  impersonate: (auth, fields, call) => auth.impersonate(fields, call),
  "impersonate/stop": (auth, _fields, call) => auth.stopImpersonating(call),
  token: (auth, fields, call) => auth.issueToken(fields, call),
};

/** Links that may be followed as they are: they lead on. */
const linkFlows: Readonly<Record<string, LinkFlow>> = {
  "verify-email": (auth, query, call) => auth.verifyEmail(Object.fromEntries(query), call),
  "magic-link/verify": (auth, query, call) => auth.signInWithLink(Object.fromEntries(query), call),
  oidc: (auth, query, call) => auth.beginElsewhere(Object.fromEntries(query), call),
  "oidc/callback": (auth, query, call) => auth.finishElsewhere(query, call),
};

// Far more than the longest form.
const longestBody = 16 * 1024;

/** A request that cannot be read as one of ours. */
class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function answer(status: number, body: object | null, headers: Headers = new Headers()): Response {
  headers.set("cache-control", "private, no-store");
  return Response.json(body, { status, headers });
}

function refuse(failure: Omit<AuthFailure, "ok">): Response {
  const { code, message, fieldErrors, retryAfterSeconds } = failure;
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  return answer(
    failureStatus[code],
    { code, message, ...(fieldErrors && { fieldErrors }) },
    headers,
  );
}

/** The body's text, at most so long: a longer one is left unread. */
async function readText(request: Request): Promise<string> {
  const tooLong = new Unreadable(413, "TOO_LARGE", "The body is too large.");
  if (Number(request.headers.get("content-length") ?? 0) > longestBody) throw tooLong;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > longestBody) throw tooLong;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Unreadable(400, "INVALID_INPUT", "The body is not UTF-8.");
  }
}

const jsonFields = z.record(z.string(), z.unknown());

async function readBody(request: Request): Promise<Fields> {
  const text = await readText(request);
  if (text === "") return {};
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  switch (type?.trim().toLowerCase()) {
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(text));
    case "application/json":
      return readJson(text);
    default:
      throw new Unreadable(415, "UNSUPPORTED_TYPE", "Send application/json or a form.");
  }
}

function readJson(text: string): Fields {
  try {
    return jsonFields.parse(JSON.parse(text));
  } catch {
    throw new Unreadable(400, "INVALID_INPUT", "The body is not a JSON object.");
  }
}

function succeed(result: Extract<AuthResult, { ok: true }>): Response {
  const { ok: _ok, headers, ...data } = result;
  return answer(200, Object.keys(data).length > 0 ? data : { status: true }, headers);
}

/** Follows a link in the browser: to where it leads, or to the page that says why not. */
async function follow(desk: Desk, auth: Auth, flow: LinkFlow, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const call = callOf(desk, request);
  const result = await flow(auth, url.searchParams, call);
  const headers = result.ok ? result.headers : new Headers();
  const target = result.ok
    ? (("redirectTo" in result ? result.redirectTo : undefined) ?? "/")
    : `${desk.pages[result.page ?? "signIn"]}?error=${result.code}`;
  headers.set("location", new URL(target, desk.options.baseUrls[call.site ?? "web"]).href);
  headers.set("cache-control", "private, no-store");
  // The address holds the token; nobody further on needs it.
  headers.set("referrer-policy", "no-referrer");
  return new Response(null, { status: 303, headers });
}

/** The site this came to: where links lead back to. The host decides between our two and nothing else. */
function callOf({ options: { baseUrls } }: Desk, request: Request): AuthCall {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  const admin = host === new URL(baseUrls.admin).host && host !== new URL(baseUrls.web).host;
  return { headers: request.headers, site: admin ? "admin" : "web" };
}

/** Addresses that a page's plain form is sent to: a browser that asked for a page is led to one. */
const leadsOn = (path: string, { headers }: Request): boolean =>
  path === "impersonate/stop" && (headers.get("accept") ?? "").includes("text/html");

function lead(desk: Desk, fields: Fields, request: Request, headers: Headers): Response {
  const base = desk.options.baseUrls[callOf(desk, request).site ?? "web"];
  const target = safeRedirect(fields["redirectTo"], desk.origins);
  headers.set("location", new URL(target, base).href);
  headers.set("cache-control", "private, no-store");
  return new Response(null, { status: 303, headers });
}

/** What a key that names scopes needs to be told whose it is. */
const sessionScope = "user:read";

/** Who is signed in, for scripts; extends the session when it is due. */
async function readSession(auth: Auth, request: Request): Promise<Response> {
  const { user, session, credential, key } = await auth.authenticate(request.headers);
  if (key?.scopes && !key.scopes.includes(sessionScope))
    throw new AuthError("NOT_ALLOWED", `This key lacks the scope ${sessionScope}`);
  const headers = await auth.refreshSession(request.headers);
  return answer(200, user && { user, session, credential, key }, headers);
}

/** The keys that prove our tokens, for whoever is shown one. */
async function readKeys(auth: Auth): Promise<Response> {
  const body = await auth.tokenKeys();
  const headers = { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" };
  return Response.json(body, { headers });
}

/** Addresses that are read and do nothing. */
const reads: Readonly<Record<string, (auth: Auth, request: Request) => Promise<Response>>> = {
  "get-session": readSession,
  jwks: readKeys,
  connections: async (auth, request) => answer(200, await auth.connections(request.headers)),
  "two-factor": async (auth, request) => answer(200, await auth.twoFactor(request.headers)),
};

async function route(desk: Desk, auth: Auth, request: Request): Promise<Response> {
  const [, path = ""] = /^\/api\/auth\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
  const post = Object.hasOwn(flows, path) ? flows[path] : undefined;
  const get = Object.hasOwn(linkFlows, path) ? linkFlows[path] : undefined;
  const read = Object.hasOwn(reads, path) ? reads[path] : undefined;
  const methods = [...(get || read ? ["GET"] : []), ...(post ? ["POST"] : [])];
  if (methods.length === 0) throw new Unreadable(404, "NOT_FOUND", "There is nothing here.");
  if (request.method === "GET" && read) return read(auth, request);
  if (request.method === "GET" && get) return follow(desk, auth, get, request);
  if (request.method === "POST" && post) {
    const fields = await readBody(request);
    const result = await post(auth, fields, callOf(desk, request));
    if (!result.ok) return refuse(result);
    return leadsOn(path, request) ? lead(desk, fields, request, result.headers) : succeed(result);
  }
  const response = answer(405, { code: "METHOD_NOT_ALLOWED", message: "Use another method." });
  response.headers.set("allow", methods.join(", "));
  return response;
}

/** Answers `/api/auth/*`. Throws only for what nobody foresaw. */
export async function handleRequest(desk: Desk, auth: Auth, request: Request): Promise<Response> {
  try {
    return await route(desk, auth, request);
  } catch (error) {
    if (error instanceof Unreadable) {
      return answer(error.status, { code: error.code, message: error.message });
    }
    if (isAuthError(error)) return refuse(error);
    if (isUnavailable(error)) {
      return refuse(
        new AuthError("UNAVAILABLE", "Try again in a moment.", { retryAfterSeconds: 2 }),
      );
    }
    throw error;
  }
}
