import { ApiKeys, type Db, Sessions } from "@quoin/db";
import type { AuthLog } from "./contract.ts";
import { readSessionCookie, readSignedToken } from "./cookies.ts";
import { anonymous, type Identity, type SessionUser } from "./identity.ts";
import { hashKey, isKey } from "./keys.ts";
import { AuthError } from "./result.ts";
import { lesserRole } from "./roles.ts";
import { isToken, readToken, type TokenReader } from "./tokens.ts";

type PersonRow = Awaited<ReturnType<typeof Sessions.byToken>>[number]["user"];

/** How stale `lastUsedAt` of a key may be: a busy key is one write a minute. */
const keyNoteMs = 60_000;

/** True while a ban holds. */
export const isBanned = (
  user: { readonly banned: boolean; readonly banExpires: Date | null },
  now: Date,
): boolean => user.banned && (user.banExpires === null || user.banExpires > now);

function sessionUserOf(row: PersonRow): SessionUser {
  const { isProfile: _isProfile, banned: _banned, banExpires: _banExpires, ...user } = row;
  return user;
}

/** What stands in `Authorization: Bearer …`, if only nothing; null under another scheme or none. */
function bearerOf(headers: Headers): string | null {
  const found = /^bearer(?: +(.*))?$/i.exec(headers.get("authorization")?.trim() ?? "");
  return found && (found[1] ?? "").trim();
}

/** The credential that counts: an explicit one before the cookie that a browser always sends. */
function credentialOf(headers: Headers): { kind: "key" | "bearer"; value: string } | null {
  const key = headers.get("x-api-key");
  if (key !== null) return { kind: "key", value: key.trim() };
  const bearer = bearerOf(headers);
  if (bearer === null) return null;
  return { kind: bearer.startsWith("qn_") ? "key" : "bearer", value: bearer };
}

export interface Authenticator {
  readonly db: Db;
  readonly secret: string;
  readonly cookieSecure: boolean;
  readonly clock: () => Date;
  readonly log: AuthLog | undefined;
  readonly tokens: TokenReader;
}

async function byKey({ db, clock, log }: Authenticator, key: string): Promise<Identity> {
  const [found] = isKey(key) ? await ApiKeys.byHash(db, hashKey(key)) : [];
  if (!found || found.user.isProfile)
    throw new AuthError("INVALID_KEY", "This API key is unknown.");
  const { key: record, user } = found;
  const now = clock();
  if (record.revokedAt !== null) throw new AuthError("INVALID_KEY", "This API key was revoked.");
  if (record.expiresAt !== null && record.expiresAt <= now) {
    throw new AuthError("INVALID_KEY", "This API key has expired.");
  }
  if (isBanned(user, now)) throw new AuthError("BANNED", "The owner of this API key is banned.");

  const stale = new Date(now.getTime() - keyNoteMs);
  if (record.lastUsedAt === null || record.lastUsedAt < stale) {
    // A note in passing: the call itself does not depend on it.
    await ApiKeys.touch(db, [record.id], now, stale).catch((error: unknown) =>
      log?.warn({ err: error }, "could not note that an API key was used"),
    );
  }
  return {
    ...anonymous,
    user: { ...sessionUserOf(user), role: lesserRole(user.role, record.role) },
    credential: "key",
    key: {
      id: record.id,
      role: record.role,
      scopes: record.scopes,
      expiresAt: record.expiresAt,
    },
  };
}

type SessionRow = Awaited<ReturnType<typeof Sessions.byToken>>[number];

/** An admin acts as somebody only while they are one, and never as another. */
function mayStillAct({ session, user, actor }: SessionRow, now: Date): boolean {
  if (session.impersonatedBy === null) return true;
  return actor?.role === "admin" && !isBanned(actor, now) && user.role !== "admin";
}

/** Whose session this is, when it stands; why not, when it does not. */
function standing(
  found: SessionRow | undefined,
  now: Date,
  credential: "cookie" | "bearer" | "token",
): Identity {
  if (!found || found.user.isProfile || found.session.expiresAt <= now) {
    return { ...anonymous, credential, refusal: "EXPIRED" };
  }
  if (isBanned(found.user, now)) return { ...anonymous, credential, refusal: "BANNED" };
  if (!mayStillAct(found, now)) return { ...anonymous, credential, refusal: "EXPIRED" };
  return { ...anonymous, user: sessionUserOf(found.user), session: found.session, credential };
}

/** By the session that a token for other services names: its end is the end of the token here. */
async function byToken({ db, clock, tokens }: Authenticator, token: string) {
  const claims = await readToken(tokens, token);
  if (claims === null) return null;
  const [found] = await Sessions.byId(db, claims.sessionId);
  return found?.user.id === claims.userId ? standing(found, clock(), "token") : null;
}

async function bySignedSession({ db, clock, secret }: Authenticator, signed: string) {
  const token = readSignedToken(decode(signed), secret);
  if (token === null) return null;
  const [found] = await Sessions.byToken(db, token);
  return standing(found, clock(), "bearer");
}

async function byBearer(authenticator: Authenticator, given: string): Promise<Identity> {
  const identity = isToken(given)
    ? await byToken(authenticator, given)
    : await bySignedSession(authenticator, given);
  if (identity?.refusal === "BANNED") throw new AuthError("BANNED", "This account is banned.");
  if (!identity?.user) throw new AuthError("UNAUTHENTICATED", "This token is not valid.");
  return identity;
}

// Copied from a cookie, a token comes percent-encoded.
function decode(signed: string): string {
  try {
    return decodeURIComponent(signed);
  } catch {
    return signed;
  }
}

/**
 * Who these headers speak for, read fresh: one query, or none without a credential. Throws an
 * AuthError for a key or a bearer token that is refused. A cookie that is refused leaves a
 * reader without an account.
 */
export async function authenticate(
  authenticator: Authenticator,
  headers: Headers,
): Promise<Identity> {
  const explicit = credentialOf(headers);
  if (explicit?.kind === "key") return byKey(authenticator, explicit.value);
  if (explicit?.kind === "bearer") return byBearer(authenticator, explicit.value);
  const token = readSessionCookie(headers, authenticator.secret, authenticator.cookieSecure);
  if (token === null) return anonymous;
  const [found] = await Sessions.byToken(authenticator.db, token);
  return standing(found, authenticator.clock(), "cookie");
}
