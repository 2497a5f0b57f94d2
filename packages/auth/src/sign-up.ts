import { type Db, isUniqueViolation, Users } from "@quoin/db";
import { z } from "zod";
import { openAccounts, type Person } from "./accounts.ts";
import type { AuthCall, SignedIn } from "./contract.ts";
import { attempt, type Desk, done, linkTo, mail, note, sameTime, signedIn } from "./desk.ts";
import { invalidInput, readFields, signUpFields, tokenFields } from "./input.ts";
import { accountKey, clientKey } from "./limits.ts";
import { issueLink, consumeLink } from "./links.ts";
import { hashPassword, weaknessOf } from "./passwords.ts";
import type { AuthFailure, AuthResult } from "./result.ts";

// An account begins when its address is proven, not before. Until then it is a row among the
// mailed links, with the password of the one who asked for that very link: nobody can prepare an
// account with a password of theirs for the owner of an address to confirm unawares, and no
// unproven address stands in the list of users or takes a handle.
const pendingSignUp = z.object({ name: z.string(), email: z.string(), password: z.string() });
type PendingSignUp = z.infer<typeof pendingSignUp>;

const closed: AuthFailure = {
  ok: false,
  code: "SIGN_UP_CLOSED",
  message: "This publication does not take new accounts at the moment.",
};
const usedUp: AuthFailure = {
  ok: false,
  code: "INVALID_TOKEN",
  message:
    "This link was used or has expired. If you confirmed before, sign in; if not, sign up again.",
};

export function signUp(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const read = readFields(signUpFields, given);
    if (!("fields" in read)) return read;
    const { name, email, password, redirectTo } = read.fields;
    const weakness = weaknessOf(password, [name, email]);
    if (weakness) return invalidInput({ password: [weakness] });
    if (!(await desk.options.signUpOpen())) return closed;

    await desk.options.limits.consume("signUpAddress", clientKey(call.headers));
    await desk.options.limits.consume("signUpAccount", accountKey(email));
    return sameTime(desk, async () => {
      const pending = { name, email, password: await hashPassword(password) };
      await desk.engine.together((tx) => invite(desk, tx, call, pending, redirectTo));
      return done();
    });
  });
}

/** Mails the link to go on, or to the owner of an account the news that there is one. */
async function invite(
  desk: Desk,
  tx: Db,
  call: AuthCall,
  pending: PendingSignUp,
  redirectTo: string | undefined,
): Promise<void> {
  const { name, email } = pending;
  const [owner] = await Users.select(tx, { email, isProfile: false }, { columns: ["id", "name"] });
  if (owner) {
    const url = linkTo(desk, call, "signIn");
    return mail(desk, tx, { kind: "account-exists", to: email, url, user: owner });
  }
  const token = await issueLink(desk.engine, "sign-up", JSON.stringify(pending));
  const url = linkTo(desk, call, "verifyEmail", { token, redirectTo });
  return mail(desk, tx, { kind: "verify", to: email, url, user: { id: null, name } });
}

export function verifyEmail(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<SignedIn>> {
  return attempt(desk, call, async () => {
    const read = readFields(tokenFields, given);
    if (!("fields" in read)) return usedUp;
    if (!(await desk.options.signUpOpen())) return closed;
    const { token, redirectTo } = read.fields;
    try {
      const opened = await desk.engine.together((tx) => open(desk, tx, call, token));
      return opened === null ? usedUp : await signedIn(desk, opened, redirectTo);
    } catch (error) {
      // Two links for one address: the other one was followed first.
      if (isUniqueViolation(error, "users_email_key")) return usedUp;
      throw error;
    }
  });
}

/** Makes the account and its first session together. Null when the link is not good. */
async function open(desk: Desk, tx: Db, call: AuthCall, token: string) {
  const value = await consumeLink(desk.engine, "sign-up", token);
  if (value === null) return null;
  const { name, email, password } = pendingSignUp.parse(JSON.parse(value));
  const person: Person = { name, email, passwordHash: password, role: "reader" };
  const [account] = await openAccounts(tx, [person], desk.options.handleOf);
  if (!account) return null;
  await note(desk, tx, "user.signed_up", account);
  return desk.engine.openSession(account.id, call.headers);
}
