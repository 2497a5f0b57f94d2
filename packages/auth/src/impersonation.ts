import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { newId, Sessions, Users } from "@quoin/db";
import { isBanned } from "./authenticate.ts";
import type { AuthCall } from "./contract.ts";
import {
  endedCookie,
  endedSessionCookie,
  readSessionCookie,
  readShortCookie,
  sessionCookie,
  shortCookie,
} from "./cookies.ts";
import { attempt, type Desk, done, requireOwnSession, whoAsks } from "./desk.ts";
import { sessionSeconds } from "./engine.ts";
import { impersonateFields, readFields } from "./input.ts";
import { clientKey } from "./limits.ts";
import { AuthError, type AuthResult } from "./result.ts";

/** How long an admin may act as somebody before they have to say so again, in seconds. */
const impersonationSeconds = 60 * 60;

/** Keeps the admin's own session while they act as somebody else. */
export const ownSessionCookie = "own_session";

/** Proves that we put this session aside for that one: the database knows both tokens, and not the secret. */
const proofOf = (secret: string, own: string, acting: string): string =>
  createHmac("sha256", secret).update(`quoin:own-session:${acting}:${own}`).digest("base64url");

const proofLength = 43;

/** The session that was put aside for the one that acts; null when we did not do so. */
function putAside(secret: string, kept: string | null, acting: string | null): string | null {
  if (kept === null || acting === null || kept.length <= proofLength) return null;
  const own = kept.slice(0, -proofLength);
  const given = Buffer.from(kept.slice(-proofLength));
  const due = Buffer.from(proofOf(secret, own, acting));
  return given.length === due.length && timingSafeEqual(given, due) ? own : null;
}

/** Lets an admin act as somebody: never as another admin, and never from within. */
export function impersonate(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const { db, secret, cookieSecure, audit } = desk.options;
    const admin = await requireOwnSession(desk, call, "Stop acting as somebody else first.");
    if (admin.role !== "admin") throw new AuthError("NOT_ALLOWED", "Only admins can do this.");
    const read = readFields(impersonateFields, given);
    if (!("fields" in read)) return read;
    const now = desk.authenticator.clock();
    const expiresAt = new Date(now.getTime() + impersonationSeconds * 1_000);
    const token = randomBytes(24).toString("base64url");
    const own = readSessionCookie(call.headers, secret, cookieSecure) ?? "";

    await db.transaction(async (tx) => {
      const person = await findSubject(tx, read.fields.userId, now);
      const [from] = await Sessions.select(tx, { token: own, userId: admin.id });
      if (!from) throw new AuthError("UNAUTHENTICATED", "Sign in to do this.");
      await Sessions.insert(tx, [
        {
          id: newId(),
          userId: person.id,
          token,
          expiresAt,
          ipAddress: clientKey(call.headers).slice(0, 64) || null,
          userAgent: call.headers.get("user-agent")?.slice(0, 500) ?? null,
          impersonatedBy: admin.id,
          impersonatedFrom: from.id,
        },
      ]);
      await audit?.(
        {
          actorId: admin.id,
          action: "user.impersonation_started",
          entity: "user",
          entityId: person.id,
          label: person.name,
          details: { until: expiresAt.toISOString() },
        },
        tx,
      );
    });
    const headers = new Headers();
    headers.append("set-cookie", sessionCookie(token, impersonationSeconds, secret, cookieSecure));
    headers.append(
      "set-cookie",
      shortCookie(
        ownSessionCookie,
        own + proofOf(secret, own, token),
        impersonationSeconds,
        cookieSecure,
      ),
    );
    return done(headers);
  });
}

/** Whom an admin may act as: an account that may sign in, and no admin. */
async function findSubject(db: Desk["options"]["db"], id: string, now: Date) {
  const columns = ["id", "name", "role", "isProfile", "banned", "banExpires"] as const;
  const [person] = await Users.select(db, { id }, { columns });
  if (!person || person.isProfile)
    throw new AuthError("INVALID_INPUT", "There is no such account.");
  if (person.role === "admin")
    throw new AuthError("NOT_ALLOWED", "Nobody can act as an admin, not even an admin.");
  if (isBanned(person, now))
    throw new AuthError("NOT_ALLOWED", "This account is suspended; let them back in first.");
  return person;
}

/** Ends acting as somebody, and gives the admin their own session back where it still stands. */
export function stopImpersonating(desk: Desk, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const { db, secret, cookieSecure } = desk.options;
    const { session, credential } = await whoAsks(desk, call.headers);
    if (credential !== "cookie" && credential !== "none")
      throw new AuthError("NOT_ALLOWED", "Only the browser that began this ends it.");
    if (session !== null && session.impersonatedBy === null) return done();
    const acting = readSessionCookie(call.headers, secret, cookieSecure);
    const kept = readShortCookie(call.headers, ownSessionCookie, cookieSecure);
    const own = putAside(secret, kept, acting);
    const mayReturn = own !== null && acting !== null && (await stillStands(desk, own, acting));
    if (session !== null) await endImpersonation(desk, db, session.id);

    const headers = new Headers();
    headers.append("set-cookie", endedCookie(ownSessionCookie, cookieSecure));
    headers.append(
      "set-cookie",
      mayReturn
        ? sessionCookie(own, sessionSeconds.expiresIn, secret, cookieSecure)
        : endedSessionCookie(cookieSecure),
    );
    return done(headers);
  });
}

/** True while the session that began the other is good; the other may be over and gone. */
async function stillStands(
  { options: { db }, authenticator }: Desk,
  token: string,
  acting: string,
): Promise<boolean> {
  const [found] = await Sessions.byToken(db, token);
  const [begun] = await Sessions.select(db, { token: acting }, { columns: ["impersonatedFrom"] });
  const now = authenticator.clock();
  return (
    found !== undefined &&
    (begun === undefined || begun.impersonatedFrom === found.session.id) &&
    found.session.expiresAt > now &&
    found.session.impersonatedBy === null &&
    !isBanned(found.user, now)
  );
}

/** Ends a session in which an admin acts as somebody, and notes it. Does nothing to any other. */
export async function endImpersonation(
  desk: Desk,
  db: Desk["options"]["db"],
  sessionId: string,
): Promise<{ readonly ownSessionId: string | null } | null> {
  return db.transaction(async (tx) => {
    const columns = ["userId", "impersonatedBy", "impersonatedFrom"] as const;
    const [session] = await Sessions.select(tx, { id: sessionId }, { columns });
    if (!session?.impersonatedBy) return null;
    const [person] = await Users.select(tx, { id: session.userId }, { columns: ["name"] });
    const gone = await Sessions.delete(tx, { id: sessionId });
    if (gone.length > 0)
      await desk.options.audit?.(
        {
          actorId: session.impersonatedBy,
          action: "user.impersonation_ended",
          entity: "user",
          entityId: session.userId,
          label: person?.name ?? "",
        },
        tx,
      );
    return { ownSessionId: session.impersonatedFrom };
  });
}
