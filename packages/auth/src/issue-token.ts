import { SignJWT } from "jose";
import type { AuthCall, IssuedToken } from "./contract.ts";
import { attempt, type Desk, whoAsks } from "./desk.ts";
import { audienceFields, readFields } from "./input.ts";
import { AuthError, type AuthResult } from "./result.ts";
import { tokenAlgorithm } from "./signing-keys.ts";
import { tokenSeconds } from "./tokens.ts";

/**
 * A token that says who is signed in, and as what, to the service it is made for. One made for us ends with
 * the session; one made for another is nothing to us, so that who is shown it cannot come here with it.
 */
export function issueToken(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<IssuedToken>> {
  return attempt<IssuedToken>(desk, call, async () => {
    const { user, session, credential, refusal } = await whoAsks(desk, call.headers);
    if (refusal === "BANNED") throw new AuthError("BANNED", "This account is banned.");
    if (user === null || session === null || credential === "token") {
      const why = user === null ? "Sign in to do this." : "Only a session gets a token.";
      throw new AuthError("UNAUTHENTICATED", why);
    }
    const read = readFields(audienceFields, given);
    if (!("fields" in read)) return read;
    await desk.options.limits.consume("token", user.id);
    const { keys, issuer, clock } = desk.authenticator.tokens;
    const { kid, privateKey } = await keys.signer();
    const issuedAt = Math.floor(clock().getTime() / 1_000);
    const token = await new SignJWT({
      role: user.role,
      sid: session.id,
      // An admin who acts as somebody else is named.
      ...(session.impersonatedBy !== null && { act: { sub: session.impersonatedBy } }),
    })
      .setProtectedHeader({ alg: tokenAlgorithm, kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(read.fields.audience ?? issuer)
      .setSubject(user.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenSeconds)
      .setJti(crypto.randomUUID())
      .sign(privateKey);
    const expiresAt = new Date((issuedAt + tokenSeconds) * 1_000);
    return { ok: true, headers: new Headers(), token, expiresAt };
  });
}
