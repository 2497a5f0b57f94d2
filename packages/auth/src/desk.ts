import { setTimeout as sleep } from "node:timers/promises";
import { type Db, isUnavailable, isUnstorable } from "@quoin/db";
import { authenticate, type Authenticator } from "./authenticate.ts";
import type {
  AuthAuditEntry,
  AuthCall,
  AuthMail,
  AuthOptions,
  AuthPages,
  SignedIn,
} from "./contract.ts";
import { signToken } from "./cookies.ts";
import type { Engine } from "./engine.ts";
import { anonymous, type Identity, type SessionUser } from "./identity.ts";
import { accountKey, clientKey } from "./limits.ts";
import { checkOrigin } from "./origins.ts";
import type { Provider } from "./provider.ts";
import { safeRedirect } from "./redirects.ts";
import {
  type AuthFailure,
  type AuthResult,
  type AuthSuccess,
  AuthError,
  isAuthError,
} from "./result.ts";

/** What every flow works with: made once, in `createAuth`. */
export interface Desk {
  readonly options: AuthOptions;
  readonly engine: Engine;
  readonly authenticator: Authenticator;
  readonly origins: readonly string[];
  readonly pages: AuthPages;
  /** Where else one may sign in; null when nowhere. */
  readonly provider: {
    readonly id: string;
    readonly name: string;
    readonly client: Provider;
  } | null;
}

export const done = (headers: Headers = new Headers()): AuthResult => ({ ok: true, headers });

// better-auth's words for it, and ours.
const engineRefusals: Readonly<Record<string, readonly [AuthFailure["code"], string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ["INVALID_CREDENTIALS", "The address or the password is not right."],
  INVALID_PASSWORD: ["INVALID_CREDENTIALS", "This is not your password."],
  CREDENTIAL_ACCOUNT_NOT_FOUND: [
    "INVALID_CREDENTIALS",
    "You have no password yet. Ask for a link to set one.",
  ],
  BANNED: ["BANNED", "This account is banned."],
  UNAUTHORIZED: ["UNAUTHENTICATED", "Sign in to do this."],
  SESSION_NOT_FRESH: [
    "UNAUTHENTICATED",
    "You signed in more than a day ago. Sign in once more to do this.",
  ],
  INVALID_TOKEN: ["INVALID_TOKEN", "This link was used or has expired. Ask for another one."],
  USER_NOT_FOUND: ["INVALID_TOKEN", "This link was used or has expired. Ask for another one."],
};

/** The code that better-auth refused with; null for any other error. */
export function engineCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "APIError" || !("body" in error)) return null;
  const { body } = error as { body?: { code?: unknown } };
  return typeof body?.code === "string" ? body.code : null;
}

/** What to return for an error that was to be expected; null for one that was not. */
function failureOf(error: unknown): AuthFailure | null {
  if (isAuthError(error)) {
    const { code, message, retryAfterSeconds } = error;
    return {
      ok: false,
      code,
      message,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
  const known = engineRefusals[engineCode(error) ?? ""];
  if (known) return { ok: false, code: known[0], message: known[1] };
  if (isUnstorable(error)) {
    return { ok: false, code: "INVALID_INPUT", message: "Contains a value that cannot be stored." };
  }
  if (isUnavailable(error)) {
    const message = "This cannot be done right now. Try again in a moment.";
    return { ok: false, code: "UNAVAILABLE", message, retryAfterSeconds: 2 };
  }
  return null;
}

/** Runs one flow: refuses other sites, and turns the errors that are to be expected into results. */
export async function attempt<Data extends object>(
  desk: Desk,
  call: AuthCall,
  work: () => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  const verdict = checkOrigin({ method: "POST", headers: call.headers }, desk.origins);
  if (!verdict.ok) return { ok: false, code: "FOREIGN_ORIGIN", message: verdict.reason };
  return expected(work);
}

/** The same for what anybody may ask from anywhere: it guards itself by other means. */
export async function expected<Data extends object>(
  work: () => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  try {
    return await work();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) throw error;
    return failure;
  }
}

/** Answers no sooner than the floor, so that a stopwatch cannot tell which way was taken inside. */
export async function sameTime<Result>(desk: Desk, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  const left = (desk.options.answerFloorMs ?? 400) - (performance.now() - started);
  if (left > 0) await sleep(left);
  return result;
}

/** Counts a try at a password against the account and the address, and forgets it when it was right. */
export async function countedTry<Data extends object>(
  { options: { limits } }: Desk,
  email: string,
  headers: Headers,
  work: () => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  const [address, account] = [clientKey(headers), accountKey(email)];
  // The address first: one that is out of tries must not use up an account's.
  await limits.consume("signInAddress", address);
  await limits.consume("signInAccount", account);
  const result = await work();
  if (result.ok) {
    await Promise.all([
      limits.refund("signInAddress", address),
      limits.reset("signInAccount", account),
    ]);
  }
  return result;
}

/** An address of one of our pages: our own base, whatever the request says its host is. */
export function linkTo(
  desk: Desk,
  call: Pick<AuthCall, "site">,
  page: keyof AuthPages,
  params: { readonly token?: string; readonly redirectTo?: string | undefined } = {},
): string {
  const base = desk.options.baseUrls[call.site ?? "web"];
  const url = new URL(base.replace(/\/+$/, "") + desk.pages[page]);
  if (params.token !== undefined) url.searchParams.set("token", params.token);
  const redirectTo = safeRedirect(params.redirectTo, desk.origins);
  if (redirectTo !== "/") url.searchParams.set("redirectTo", redirectTo);
  return url.href;
}

export const mail = (desk: Desk, db: Db, letter: AuthMail): Promise<void> =>
  desk.options.sendMail(letter, db);

export async function note(
  desk: Desk,
  db: Db,
  action: AuthAuditEntry["action"],
  { id, name: label }: { readonly id: string; readonly name: string },
  details: Readonly<Record<string, unknown>> | false = false,
): Promise<void> {
  await desk.options.audit?.(
    { actorId: id, action, entity: "user", entityId: id, label, ...(details && { details }) },
    db,
  );
}

/** The cookies alone of what better-auth answered. */
export function cookiesOf(headers: Headers): Headers {
  const cookies = new Headers();
  for (const cookie of headers.getSetCookie()) cookies.append("set-cookie", cookie);
  return cookies;
}

/** Who asks, where a bad credential is as good as none. */
export async function whoAsks(desk: Desk, headers: Headers): Promise<Identity> {
  try {
    return await authenticate(desk.authenticator, headers);
  } catch (error) {
    if (isAuthError(error) && error.code !== "UNAVAILABLE") return anonymous;
    throw error;
  }
}

/**
 * The session that these cookies carry, for what its owner alone may do: neither a machine nor an admin
 * who acts as them. `onlyOwner` says so to the admin.
 */
export async function ownSession(desk: Desk, call: AuthCall, onlyOwner: string) {
  const { user, session, credential, refusal } = await whoAsks(desk, call.headers);
  if (user === null || session === null || credential !== "cookie") {
    if (refusal === "BANNED") throw new AuthError("BANNED", "This account is banned.");
    throw new AuthError("UNAUTHENTICATED", "Sign in to do this.");
  }
  if (session.impersonatedBy !== null) throw new AuthError("IMPERSONATING", onlyOwner);
  return { user, session };
}

/** Whose session that is. */
export async function requireOwnSession(
  desk: Desk,
  call: AuthCall,
  onlyOwner: string,
): Promise<SessionUser> {
  return (await ownSession(desk, call, onlyOwner)).user;
}

/** The result of a session that was just opened. */
export async function signedIn(
  desk: Desk,
  opened: { readonly token: string; readonly headers: Headers },
  redirectTo: string | undefined,
): Promise<AuthSuccess<SignedIn>> {
  const token = signToken(opened.token, desk.options.secret);
  const { user } = await authenticate(
    desk.authenticator,
    new Headers({ authorization: `Bearer ${token}` }),
  );
  if (user === null) throw new AuthError("UNAUTHENTICATED", "Sign in to do this.");
  const target = safeRedirect(redirectTo, desk.origins);
  return { ok: true, headers: cookiesOf(opened.headers), user, token, redirectTo: target };
}
