import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Accounts, type Db, isUniqueViolation, Users } from "@quoin/db";
import { z } from "zod";
import { openAccounts } from "./accounts.ts";
import { connect, whoConnects } from "./connections.ts";
import type { AuthCall, CodeNeeded, SignedIn } from "./contract.ts";
import { readShortCookie, shortCookie } from "./cookies.ts";
import { type Desk, expected, note, signedIn } from "./desk.ts";
import { email as emailSchema, personName } from "./input.ts";
import { isInvited } from "./invitation.ts";
import { clientKey } from "./limits.ts";
import type { Asked, ProvenIdentity } from "./provider.ts";
import { safeRedirect } from "./redirects.ts";
import { AuthError, type AuthResult } from "./result.ts";
import { enter } from "./sign-in-code.ts";

/** How long somebody may take at the provider, in seconds. */
const patience = 10 * 60;

/** Ties the answer to the browser that was sent to ask. */
const cookieName = "oidc";

const question = z.object({
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  redirectTo: z.string(),
  /** The account that the identity is to be connected with; null to sign in. */
  connects: z.string().nullable().default(null),
  browser: z.string(),
});

const random = (): string => randomBytes(32).toString("base64url");
const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const nameOf = (state: string): string => `oidc:${state}`;

function failed(desk: Desk, why: string): AuthError {
  const name = desk.provider?.name ?? "the other site";
  return new AuthError("PROVIDER_FAILED", `Signing in with ${name} did not work. ${why}`);
}

/** What a provider did wrong is for the log, in words that hold no code and no token. */
function blame(desk: Desk, error: unknown, step: string): AuthError {
  const told = error instanceof Error ? error : new Error("unknown");
  const code = "code" in told && typeof told.code === "string" ? told.code : told.name;
  desk.options.log?.warn({ step, code, reason: told.message }, "signing in elsewhere failed");
  return failed(desk, "Try again.");
}

/** Where the provider sends people back to: registered there, and never read from a request. */
const redirectUriOf = (desk: Desk, call: AuthCall): string =>
  `${desk.options.baseUrls[call.site ?? "web"].replace(/\/+$/, "")}/api/auth/oidc/callback`;

/** Who connects an identity has an account, which is the page that says what did not work. */
async function onAccount<Data extends object>(
  work: Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  const result = await work;
  return result.ok ? result : { ...result, page: "account" };
}

/** Where to send somebody who wants to sign in with the provider, or to connect what they are there. */
export function beginElsewhere(
  desk: Desk,
  given: { readonly redirectTo?: unknown; readonly connect?: unknown },
  call: AuthCall,
): Promise<AuthResult<{ readonly redirectTo: string }>> {
  const { connect: proof } = given;
  if (proof === undefined) return ask(desk, given.redirectTo, call, async () => null);
  const who = () => whoConnects(desk, call, typeof proof === "string" ? proof : "");
  return onAccount(ask(desk, given.redirectTo, call, who));
}

function ask(
  desk: Desk,
  redirectTo: unknown,
  call: AuthCall,
  whoConnects: () => Promise<string | null>,
): Promise<AuthResult<{ readonly redirectTo: string }>> {
  return expected<{ readonly redirectTo: string }>(async () => {
    const { provider } = desk;
    if (provider === null) throw new AuthError("NOT_OFFERED", "There is no such way to sign in.");
    await desk.options.limits.consume("elsewhereAddress", clientKey(call.headers));
    const connects = await whoConnects();
    const { cookieSecure } = desk.options;
    // A second tab must not spoil the first.
    const browser = readShortCookie(call.headers, cookieName, cookieSecure) ?? random();
    const [state, nonce, verifier] = [random(), random(), random()];
    const redirectUri = redirectUriOf(desk, call);
    const url = await provider.client
      .askAt({ state, nonce, verifier, redirectUri })
      .catch((error: unknown) => {
        throw blame(desk, error, "ask");
      });
    const value: z.input<typeof question> = {
      nonce,
      verifier,
      redirectUri,
      redirectTo: safeRedirect(redirectTo, desk.origins),
      connects,
      browser: digest(browser),
    };
    const until = new Date(Date.now() + patience * 1_000);
    await desk.engine.keep(nameOf(state), JSON.stringify(value), until);
    const headers = new Headers();
    headers.append("set-cookie", shortCookie(cookieName, browser, patience, cookieSecure));
    return { ok: true, headers, redirectTo: url.href };
  });
}

/**
 * Lets in who comes back from the provider, when the answer is to what this browser was sent to ask; or
 * connects who they are there with the account that asked.
 */
export function finishElsewhere(
  desk: Desk,
  query: URLSearchParams,
  call: AuthCall,
): Promise<AuthResult<SignedIn | CodeNeeded | { readonly redirectTo: string }>> {
  return expected<SignedIn | CodeNeeded | { readonly redirectTo: string }>(async () => {
    const { provider } = desk;
    if (provider === null) throw new AuthError("NOT_OFFERED", "There is no such way to sign in.");
    await desk.options.limits.consume("elsewhereAddress", clientKey(call.headers));
    const { redirectTo, connects, ...asked } = await takeQuestion(desk, query, call);
    const read = () =>
      provider.client.read(query, asked).catch((error: unknown) => {
        throw blame(desk, error, "answer");
      });
    if (connects !== null) {
      return onAccount(
        expected<{ readonly redirectTo: string }>(async () => {
          const { subject: accountId } = await read();
          const identity = { providerId: provider.id, accountId };
          await settled(() => connect(desk, call, connects, identity));
          return { ok: true, headers: new Headers(), redirectTo };
        }),
      );
    }
    const proven = await read();
    const entered = await settled(() =>
      desk.engine.together(async (tx) => {
        const userId = await accountOf(desk, tx, provider.id, proven);
        return enter(desk, tx, redirectTo, () => desk.engine.openSession(userId, call.headers));
      }),
    );
    if ("codeNeeded" in entered) return entered.codeNeeded;
    const result = await signedIn(desk, entered.opened, redirectTo);
    await note(desk, desk.options.db, "user.signed_in", result.user);
    return result;
  });
}

/** What was asked under the answer's state, once, and only in the browser that asked. */
async function takeQuestion(
  desk: Desk,
  query: URLSearchParams,
  call: AuthCall,
): Promise<Asked & { readonly redirectTo: string; readonly connects: string | null }> {
  const states = query.getAll("state");
  const [state = ""] = states;
  const browser = readShortCookie(call.headers, cookieName, desk.options.cookieSecure);
  const wellFormed = states.length === 1 && /^[\w-]{43}$/.test(state);
  // Looked at first, so that another browser cannot use up what this one was asked.
  const kept = wellFormed && browser ? await desk.engine.look(nameOf(state)) : null;
  const found = kept === null ? null : question.parse(JSON.parse(kept));
  const again = "It took too long, or began in another browser. Try again.";
  if (found === null || browser === null || !same(digest(browser), found.browser))
    throw failed(desk, again);
  if ((await desk.engine.take(nameOf(state))) === null) throw failed(desk, again);
  const { browser: _browser, ...asked } = found;
  return { state, ...asked };
}

/** Two first visits of one person at once: the second finds what the first has made. */
async function settled<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const raced =
      isUniqueViolation(error, "users_email_key") ||
      isUniqueViolation(error, "accounts_provider_id_account_id_key");
    if (!raced) throw error;
    return work();
  }
}

/**
 * Whose account this is: the one it was before; else the one of the address that both sides have
 * proven; else a new one. Throws for an address that either side has not proven: whoever typed it in
 * first, here or there, need not be its owner.
 */
async function accountOf(
  desk: Desk,
  tx: Db,
  providerId: string,
  proven: ProvenIdentity,
): Promise<string> {
  const key = { providerId, accountId: proven.subject };
  const [known] = await Accounts.select(tx, key, { columns: ["userId"] });
  if (known) return known.userId;

  const address = emailSchema.safeParse(proven.email ?? "");
  if (!address.success || !proven.emailVerified) {
    const name = desk.provider?.name ?? "The other site";
    const why = `${name} has not confirmed your email address. Confirm it there, or sign in here.`;
    throw new AuthError("ADDRESS_UNPROVEN", why);
  }
  const [owner] = await Users.select(
    tx,
    { email: address.data, isProfile: false },
    { columns: ["id", "name", "emailVerified"] },
  );
  // Nobody has been in an account that waits for whom it was made for.
  const waits = owner !== undefined && (await isInvited(tx, owner));
  if (owner && !owner.emailVerified && !waits) {
    const why =
      "The account with this address has not confirmed it. Sign in by a mailed link first.";
    throw new AuthError("ADDRESS_UNPROVEN", why);
  }
  const user = owner ?? (await makeAccount(desk, tx, address.data, proven.name));
  await Accounts.insert(tx, [{ ...key, userId: user.id }]);
  if (waits) await Users.update(tx, { id: user.id }, { emailVerified: true });
  if (owner) await note(desk, tx, "user.identity_linked", owner);
  return user.id;
}

async function makeAccount(desk: Desk, tx: Db, email: string, name: string | null) {
  if (!(await desk.options.signUpOpen())) {
    const why = "This publication does not take new accounts at the moment.";
    throw new AuthError("SIGN_UP_CLOSED", why);
  }
  const called = [name, email.split("@")[0], "Reader"].flatMap((text) => {
    const read = personName.safeParse(text);
    return read.success ? [read.data] : [];
  });
  const person = {
    name: called[0] ?? "Reader",
    email,
    passwordHash: null,
    role: "reader",
  } as const;
  const [account] = await openAccounts(tx, [person], desk.options.handleOf);
  if (!account) throw new Error("No account was made");
  await note(desk, tx, "user.signed_up", account);
  return account;
}

/** Under which name identities of an issuer are kept: another issuer's subjects are other people. */
export const providerIdOf = (issuer: string): string => `oidc:${digest(issuer)}`;
