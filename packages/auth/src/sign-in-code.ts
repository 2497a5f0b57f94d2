import { Accounts, Users } from "@quoin/db";
import { z } from "zod";
import type { AuthCall, CodeNeeded, SignedIn } from "./contract.ts";
import { endedCookie, readShortCookie, shortCookie } from "./cookies.ts";
import { attempt, type Desk, note, signedIn } from "./desk.ts";
import { codeNeededBy, type OpenedSession } from "./engine.ts";
import { readFields, signInCodeFields } from "./input.ts";
import { consumeLink, issueLink, lifetimes, peekLink } from "./links.ts";
import { safeRedirect } from "./redirects.ts";
import { AuthError, type AuthFailure, type AuthResult } from "./result.ts";
import { countedCode, spendCode, tell, wrongCode } from "./two-factor.ts";

const cookieName = "two_factor";

const challenge = z.object({
  userId: z.string(),
  redirectTo: z.string(),
  /** When the password was set that this sign-in went by; a new one ends it. */
  passwordSetAt: z.string().nullable(),
});

const tooLate: AuthFailure = {
  ok: false,
  code: "INVALID_TOKEN",
  message: "This took too long. Sign in once more.",
};

/** When a person's password was set; null for one without. */
async function passwordSetAt(db: Desk["options"]["db"], userId: string): Promise<string | null> {
  const own = { userId, providerId: "credential" };
  const [account] = await Accounts.select(db, own, { columns: ["updatedAt"] });
  return account?.updatedAt.toISOString() ?? null;
}

/**
 * Opens a session, or, where the account asks for a code as well, remembers that the first half of
 * signing in is done: there is no session before the second.
 */
export async function enter(
  desk: Desk,
  db: Desk["options"]["db"],
  redirectTo: string | undefined,
  open: () => Promise<OpenedSession>,
): Promise<{ readonly opened: OpenedSession } | { readonly codeNeeded: AuthResult<CodeNeeded> }> {
  try {
    return { opened: await open() };
  } catch (error) {
    const userId = codeNeededBy(error);
    if (userId === null) throw error;
    const value: z.input<typeof challenge> = {
      userId,
      redirectTo: safeRedirect(redirectTo, desk.origins),
      passwordSetAt: await passwordSetAt(db, userId),
    };
    const token = await issueLink(desk.engine, "two-factor", JSON.stringify(value));
    const seconds = lifetimes["two-factor"] / 1_000;
    const headers = new Headers();
    headers.append("set-cookie", shortCookie(cookieName, token, seconds, isSecure(desk)));
    return {
      codeNeeded: {
        ok: true,
        headers,
        user: null,
        token: null,
        challenge: token,
        redirectTo: desk.pages.signInCode,
      },
    };
  }
}

const isSecure = (desk: Desk): boolean => desk.options.cookieSecure;

/** The second half of signing in: a code of the app, or a recovery code. */
export function signInWithCode(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<SignedIn>> {
  return attempt<SignedIn>(desk, call, async () => {
    const read = readFields(signInCodeFields, given);
    if (!("fields" in read)) return read;
    const { code } = read.fields;
    const token =
      read.fields.challenge ?? readShortCookie(call.headers, cookieName, isSecure(desk));
    const begun = token === null ? null : await peekLink(desk.engine, "two-factor", token);
    if (token === null || begun === null) return tooLate;
    const { userId, redirectTo, ...before } = challenge.parse(JSON.parse(begun));
    return countedCode<SignedIn>(desk, userId, async () => {
      const opened = await finish(desk, call, { token, code, userId, ...before });
      if ("ok" in opened) return opened;
      const result = await signedIn(desk, opened, redirectTo);
      result.headers.append("set-cookie", endedCookie(cookieName, isSecure(desk)));
      return result;
    });
  });
}

interface Begun {
  readonly token: string;
  readonly code: string;
  readonly userId: string;
  readonly passwordSetAt: string | null;
}

/** Spends the code and opens the session together; a wrong code leaves the first half standing. */
async function finish(
  desk: Desk,
  call: AuthCall,
  begun: Begun,
): Promise<OpenedSession | AuthFailure> {
  const { token, code, userId } = begun;
  try {
    return await desk.engine.together(async (tx) => {
      if ((await consumeLink(desk.engine, "two-factor", token)) === null) return tooLate;
      if ((await passwordSetAt(tx, userId)) !== begun.passwordSetAt) return tooLate;
      const spent = await spendCode(desk, tx, userId, code);
      // Thrown, so that what was consumed is not.
      if (!spent) throw new AuthError("INVALID_CREDENTIALS", wrongCode.message);
      const opened = await desk.engine.openSession(userId, call.headers, { codeShown: true });
      const columns = ["id", "name", "email"] as const;
      const [user] = await Users.select(tx, { id: userId }, { columns });
      if (!user) return tooLate;
      if (spent === "recovery") {
        await note(desk, tx, "user.recovery_code_used", user);
        await tell(desk, tx, call, "recovery-code-used", user);
      }
      await note(desk, tx, "user.signed_in", user);
      return opened;
    });
  } catch (error) {
    const wrong = error instanceof AuthError && error.code === "INVALID_CREDENTIALS";
    if (wrong) return wrongCode;
    throw error;
  }
}
