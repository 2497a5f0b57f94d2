import { ApiKeys, type Db, Users } from "@quoin/db";
import type { AuthCall } from "./contract.ts";
import {
  attempt,
  cookiesOf,
  countedTry,
  type Desk,
  done,
  engineCode,
  linkTo,
  mail,
  note,
  requireOwnSession,
  sameTime,
} from "./desk.ts";
import {
  changePasswordFields,
  emailFields,
  invalidInput,
  readFields,
  resetPasswordFields,
} from "./input.ts";
import { invite, isInvited } from "./invitation.ts";
import { accountKey, clientKey } from "./limits.ts";
import { issueLink, peekLink } from "./links.ts";
import { weaknessOf } from "./passwords.ts";
import { AuthError, type AuthResult } from "./result.ts";
import { findReachable } from "./sign-in.ts";

export function requestPasswordReset(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const read = readFields(emailFields, given);
    if (!("fields" in read)) return read;
    const { email, redirectTo } = read.fields;
    await desk.options.limits.consume("passwordResetAddress", clientKey(call.headers));
    await desk.options.limits.consume("passwordResetAccount", accountKey(email));
    return sameTime(desk, async () => {
      await desk.engine.together(async (tx) => {
        const user = await findReachable(desk, tx, email);
        if (user === null) return;
        const { id, name, role } = user;
        if (await isInvited(tx, user)) return invite(desk, [{ id, name, email, role }], tx);
        const token = await issueLink(desk.engine, "reset-password", id);
        const url = linkTo(desk, call, "resetPassword", { token, redirectTo });
        await mail(desk, tx, { kind: "reset", to: email, url, user: { id, name } });
      });
      return done();
    });
  });
}

export function resetPassword(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const read = readFields(resetPasswordFields, given);
    if (!("fields" in read)) {
      const incomplete = read.fieldErrors?.["token"];
      return incomplete ? { ...read, code: "INVALID_TOKEN" } : read;
    }
    const { token, password } = read.fields;
    const owner = await ownerOf(desk, token);
    const weakness = weaknessOf(password, [owner.name, owner.email]);
    if (weakness) return invalidInput({ password: [weakness] });

    await desk.engine.together(async (tx) => {
      await desk.engine.resetPassword(token, password);
      // Following the link proves the address.
      await Users.update(tx, { id: owner.id, emailVerified: false }, { emailVerified: true });
      await note(desk, tx, "user.password_reset", owner);
      const url = linkTo(desk, call, "forgotPassword");
      await mail(desk, tx, { kind: "password-changed", to: owner.email, url, user: owner });
    });
    // Whoever holds the mailbox is not the one who was guessing.
    await desk.options.limits.reset("signInAccount", accountKey(owner.email));
    return done();
  });
}

/** Whose password a link may set. Throws INVALID_TOKEN for a link that is not good. */
async function ownerOf(desk: Desk, token: string) {
  const id = await peekLink(desk.engine, "reset-password", token);
  const [owner] =
    id === null
      ? []
      : await Users.select(desk.options.db, { id }, { columns: ["id", "name", "email"] });
  if (!owner) {
    throw new AuthError("INVALID_TOKEN", "This link was used or has expired. Ask for another one.");
  }
  return owner;
}

export function changePassword(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const onlyOwner = "Only the owner of an account changes its password.";
    const user = await requireOwnSession(desk, call, onlyOwner);
    const read = readFields(changePasswordFields, given);
    if (!("fields" in read)) return read;
    const { currentPassword, newPassword, revokeKeys = false } = read.fields;
    const weakness = weaknessOf(newPassword, [user.name, user.email]);
    if (weakness) return invalidInput({ newPassword: [weakness] });

    return countedTry(desk, user.email, call.headers, async () => {
      try {
        const cookies = await desk.engine.together(async (tx) => {
          const headers = await desk.engine.changePassword(
            currentPassword,
            newPassword,
            call.headers,
          );
          const keysRevoked = revokeKeys ? await revokeAllKeys(desk, tx, user.id) : 0;
          await note(desk, tx, "user.password_changed", user, keysRevoked > 0 && { keysRevoked });
          const url = linkTo(desk, call, "forgotPassword");
          await mail(desk, tx, { kind: "password-changed", to: user.email, url, user });
          return cookiesOf(headers);
        });
        return done(cookies);
      } catch (error) {
        if (engineCode(error) !== "INVALID_PASSWORD") throw error;
        const message = "This is not your password.";
        const fieldErrors = { currentPassword: [message] };
        return { ok: false, code: "INVALID_CREDENTIALS", message, fieldErrors };
      }
    });
  });
}

/** Ends the keys that are not ended yet. Returns how many. */
async function revokeAllKeys(desk: Desk, tx: Db, userId: string): Promise<number> {
  const revokedAt = desk.authenticator.clock();
  return (await ApiKeys.update(tx, { userId, revokedAt: null }, { revokedAt })).length;
}
