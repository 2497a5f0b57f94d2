import { Sessions, Users } from "@quoin/db";
import type { AuthCall, CodeNeeded, SignedIn } from "./contract.ts";
import {
  attempt,
  cookiesOf,
  countedTry,
  type Desk,
  done,
  linkTo,
  mail,
  note,
  sameTime,
  signedIn,
  whoAsks,
} from "./desk.ts";
import { isBanned } from "./authenticate.ts";
import { endedCookie, endedSessionCookie } from "./cookies.ts";
import { sessionSeconds } from "./engine.ts";
import { endImpersonation, ownSessionCookie } from "./impersonation.ts";
import { emailFields, readFields, signInFields, tokenFields } from "./input.ts";
import { accountKey, clientKey } from "./limits.ts";
import { issueLink, consumeLink } from "./links.ts";
import { AuthError, type AuthFailure, type AuthResult } from "./result.ts";
import { enter } from "./sign-in-code.ts";

const usedUp: AuthFailure = {
  ok: false,
  code: "INVALID_TOKEN",
  message: "This link was used or has expired. Ask for another one.",
};

export function signIn(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<SignedIn | CodeNeeded>> {
  return attempt<SignedIn | CodeNeeded>(desk, call, async () => {
    const read = readFields(signInFields, given);
    if (!("fields" in read)) return read;
    const { email, password, redirectTo } = read.fields;
    const result = await countedTry<SignedIn | CodeNeeded>(desk, email, call.headers, async () => {
      const entered = await enter(desk, desk.options.db, redirectTo, () =>
        desk.engine.signIn(email, password, call.headers),
      );
      if ("codeNeeded" in entered) return entered.codeNeeded;
      return signedIn(desk, entered.opened, redirectTo);
    });
    if (result.ok && result.user) await note(desk, desk.options.db, "user.signed_in", result.user);
    return result;
  });
}

export function signOut(desk: Desk, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const { user, session, credential } = await whoAsks(desk, call.headers);
    if (credential === "token")
      throw new AuthError("NOT_ALLOWED", "A token ends no session; sign out where you signed in.");
    if (session?.impersonatedBy) return signOutActing(desk, session.id);
    if (session) await Sessions.delete(desk.options.db, { id: session.id });
    if (user && session) await note(desk, desk.options.db, "user.signed_out", user);
    return done(cookiesOf(await desk.engine.signOut(call.headers)));
  });
}

/** An admin who signs out while they act as somebody is gone as themselves, too. */
async function signOutActing(desk: Desk, sessionId: string): Promise<AuthResult> {
  const { db, cookieSecure } = desk.options;
  const ended = await endImpersonation(desk, db, sessionId);
  if (ended?.ownSessionId) await Sessions.delete(db, { id: ended.ownSessionId });
  const headers = new Headers();
  headers.append("set-cookie", endedSessionCookie(cookieSecure));
  headers.append("set-cookie", endedCookie(ownSessionCookie, cookieSecure));
  return done(headers);
}

export function requestMagicLink(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const read = readFields(emailFields, given);
    if (!("fields" in read)) return read;
    const { email, redirectTo } = read.fields;
    await desk.options.limits.consume("magicLinkAddress", clientKey(call.headers));
    await desk.options.limits.consume("magicLinkAccount", accountKey(email));
    return sameTime(desk, async () => {
      await desk.engine.together(async (tx) => {
        const user = await findReachable(desk, tx, email);
        if (user === null) return;
        const token = await issueLink(desk.engine, "magic-link", user.id);
        const url = linkTo(desk, call, "magicLink", { token, redirectTo });
        const { id, name } = user;
        await mail(desk, tx, { kind: "magic-link", to: email, url, user: { id, name } });
      });
      return done();
    });
  });
}

/** The account that may get a link by mail; null for an unknown address, a byline, a banned user. */
export async function findReachable(desk: Desk, db: Desk["options"]["db"], email: string) {
  const [user] = await Users.select(
    db,
    { email, isProfile: false },
    { columns: ["id", "name", "role", "emailVerified", "banned", "banExpires"] },
  );
  if (!user || isBanned(user, desk.authenticator.clock())) return null;
  const { id, name, role, emailVerified } = user;
  return { id, name, role, emailVerified };
}

export function signInWithLink(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<SignedIn | CodeNeeded>> {
  return attempt<SignedIn | CodeNeeded>(desk, call, async () => {
    const read = readFields(tokenFields, given);
    if (!("fields" in read)) return usedUp;
    const { token, redirectTo } = read.fields;
    const entered = await desk.engine.together(async (tx) => {
      const userId = await consumeLink(desk.engine, "magic-link", token);
      if (userId === null) return null;
      // Following the link proves the address.
      await Users.update(tx, { id: userId, emailVerified: false }, { emailVerified: true });
      return enter(desk, tx, redirectTo, () => desk.engine.openSession(userId, call.headers));
    });
    if (entered === null) return usedUp;
    if ("codeNeeded" in entered) return entered.codeNeeded;
    const result = await signedIn(desk, entered.opened, redirectTo);
    await note(desk, desk.options.db, "user.signed_in", result.user);
    return result;
  });
}

/** Extends a session whose last extension is a day old; returns the cookie to set, often none. */
export async function refreshSession(desk: Desk, headers: Headers): Promise<Headers> {
  const { session, credential } = await whoAsks(desk, headers);
  if (session === null || credential !== "cookie" || session.impersonatedBy !== null)
    return new Headers();
  const left = session.expiresAt.getTime() - desk.authenticator.clock().getTime();
  if (left > (sessionSeconds.expiresIn - sessionSeconds.updateAge) * 1_000) return new Headers();
  return cookiesOf(await desk.engine.refresh(headers));
}
