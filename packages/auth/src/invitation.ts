import { Accounts, type Db, Users } from "@quoin/db";
import type { AuthCall, CodeNeeded, Invitation, Invitee, SignedIn } from "./contract.ts";
import { isBanned } from "./authenticate.ts";
import { attempt, type Desk, linkTo, mail, note, signedIn } from "./desk.ts";
import { invalidInput, readFields, resetPasswordFields, tokenFields } from "./input.ts";
import { accountKey } from "./limits.ts";
import { consumeLink, issueLink, peekLink } from "./links.ts";
import { weaknessOf } from "./passwords.ts";
import type { AuthFailure, AuthResult } from "./result.ts";
import { hasRole } from "./roles.ts";
import { enter } from "./sign-in-code.ts";

// One answer for every link that is not good, so that it says nothing about accounts.
const usedUp: AuthFailure = {
  ok: false,
  code: "INVALID_TOKEN",
  message: "This invitation was used or has expired. Ask for another one.",
};

/** Mails each of these people a link to choose their first password, in the transaction `db` if it is one. */
export function invite(desk: Desk, people: readonly Invitee[], db: Db): Promise<void> {
  return desk.engine.together(async (tx) => {
    for (const { id, name, email, role } of people) {
      const token = await issueLink(desk.engine, "invitation", id);
      // Writers begin in the newsroom, readers where they read.
      const site = hasRole(role, "author") ? "admin" : "web";
      const url = linkTo(desk, { site }, "welcome", { token });
      await mail(desk, tx, { kind: "invitation", to: email, url, user: { id, name } });
    }
  }, db);
}

/** True while somebody whose account was made for them has neither proven its address nor chosen a password. */
export async function isInvited(
  db: Db,
  user: { readonly id: string; readonly emailVerified: boolean },
): Promise<boolean> {
  return !user.emailVerified && !(await hasPassword(db, user.id));
}

async function hasPassword(db: Db, userId: string): Promise<boolean> {
  const own = { userId, providerId: "credential" };
  return (await Accounts.select(db, own, { columns: ["id"] })).length > 0;
}

/** Whom a link invites; null for a link that is not good, whatever the reason. Uses nothing up. */
export async function readInvitation(desk: Desk, given: unknown): Promise<Invitation | null> {
  const read = readFields(tokenFields, given);
  if (!("fields" in read)) return null;
  const { db } = desk.options;
  const id = await peekLink(desk.engine, "invitation", read.fields.token);
  if (id === null) return null;
  const [user] = await Users.select(
    db,
    { id, isProfile: false },
    { columns: ["id", "name", "email", "banned", "banExpires"] },
  );
  if (!user || isBanned(user, desk.authenticator.clock()) || (await hasPassword(db, id)))
    return null;
  return { name: user.name, email: user.email };
}

/** Sets the first password, proves the address and signs in: all of it or nothing. */
export function acceptInvitation(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<SignedIn | CodeNeeded>> {
  return attempt<SignedIn | CodeNeeded>(desk, call, async () => {
    const read = readFields(resetPasswordFields, given);
    const invited = await readInvitation(desk, given);
    if (invited === null) return usedUp;
    if (!("fields" in read)) return read;
    const { token, password } = read.fields;
    const weakness = weaknessOf(password, [invited.name, invited.email]);
    if (weakness) return invalidInput({ password: [weakness] });

    const entered = await desk.engine.together(async (tx) => {
      const user = await takeInvitation(desk, tx, token);
      if (user === null) return null;
      // better-auth sets a password by a link of its own, which lives for this one statement.
      const own = await issueLink(desk.engine, "reset-password", user.id);
      await desk.engine.resetPassword(own, password);
      await Users.update(tx, { id: user.id, emailVerified: false }, { emailVerified: true });
      await note(desk, tx, "user.invitation_accepted", user);
      return enter(desk, tx, undefined, () => desk.engine.openSession(user.id, call.headers));
    });
    if (entered === null) return usedUp;
    await desk.options.limits.reset("signInAccount", accountKey(invited.email));
    if ("codeNeeded" in entered) return entered.codeNeeded;
    return signedIn(desk, entered.opened, undefined);
  });
}

/** Uses the link up. Of two links to one person, followed at once, one finds that there is no password yet. */
async function takeInvitation(desk: Desk, tx: Db, token: string) {
  const id = await consumeLink(desk.engine, "invitation", token);
  const [user] = id === null ? [] : await Users.locked(tx, [id]);
  if (!user || user.isProfile || (await hasPassword(tx, user.id))) return null;
  return user;
}
