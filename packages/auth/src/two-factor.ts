import { Accounts, type Db, type TwoFactor, TwoFactors } from "@quoin/db";
import { digestOf, newRecoveryCodes, newSecret, readCode, setupUri, stepOf } from "./codes.ts";
import type { AuthCall, RecoveryCodes, TwoFactorSetup, TwoFactorState } from "./contract.ts";
import {
  attempt,
  countedTry,
  type Desk,
  done,
  linkTo,
  mail,
  note,
  requireOwnSession,
  whoAsks,
} from "./desk.ts";
import type { SessionUser } from "./identity.ts";
import { codeFields, passwordAndCodeFields, passwordFields, readFields } from "./input.ts";
import { verifyPassword } from "./passwords.ts";
import type { AuthFailure, AuthResult } from "./result.ts";
import { seal, unseal } from "./sealed.ts";

/** How long a secret waits for its first code, in milliseconds. */
export const setupLife = 30 * 60_000;

const onlyOwner = "Only the owner of an account changes how it is signed in to.";

export const wrongCode: AuthFailure = refusedField(
  "code",
  "This code is not right, or was used. Wait for the next one.",
);

const notOn: AuthFailure = {
  ok: false,
  code: "INVALID_INPUT",
  message: "There is nothing to change: codes are not asked for.",
};

function refusedField(field: string, message: string): AuthFailure {
  return { ok: false, code: "INVALID_CREDENTIALS", message, fieldErrors: { [field]: [message] } };
}

async function rowOf(db: Db, userId: string): Promise<TwoFactor | null> {
  const [row] = await TwoFactors.select(db, { userId });
  return row ?? null;
}

/** The secret of a setup that still waits for its code; null when there is none. */
async function waitingSecret(desk: Desk, row: TwoFactor | null): Promise<string | null> {
  if (row === null || row.confirmedAt !== null) return null;
  const { clock, secret } = desk.authenticator;
  if (row.updatedAt.getTime() + setupLife < clock().getTime()) return null;
  return unseal(secret, "two-factor", row.secret);
}

async function setupOf(desk: Desk, user: SessionUser, secret: string): Promise<TwoFactorSetup> {
  const { name, baseUrls } = desk.options;
  const issuer = name ? await name() : new URL(baseUrls.web).hostname;
  return { secret, uri: setupUri(secret, issuer, user.email) };
}

/** How a person stands: codes asked for or not, and what an app is being told. Null for nobody. */
export async function readTwoFactor(desk: Desk, headers: Headers): Promise<TwoFactorState | null> {
  const { user, session } = await whoAsks(desk, headers);
  if (user === null || session === null) return null;
  const row = await rowOf(desk.options.db, user.id);
  if (row !== null && row.confirmedAt !== null) {
    const { confirmedAt: since, recoveryCodes } = row;
    return { enabled: true, since, recoveryCodesLeft: recoveryCodes.length, setup: null };
  }
  const own = session.impersonatedBy === null;
  const secret = own ? await waitingSecret(desk, row) : null;
  const setup = secret === null ? null : await setupOf(desk, user, secret);
  return { enabled: false, since: null, recoveryCodesLeft: 0, setup };
}

/** Runs `work` for who knows the account's password; tries at it count as tries to sign in do. */
function withPassword<Data extends object>(
  desk: Desk,
  user: SessionUser,
  password: string,
  call: AuthCall,
  work: () => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  return countedTry(desk, user.email, call.headers, async () => {
    const own = { userId: user.id, providerId: "credential" };
    const [account] = await Accounts.select(desk.options.db, own, { columns: ["password"] });
    if (!account?.password) {
      return refusedField("password", "You have no password yet. Ask for a link to set one.");
    }
    const right = await verifyPassword(account.password, password);
    return right ? work() : refusedField("password", "This is not your password.");
  });
}

/** Counts a try at a code against the account, and forgets it when it was right. */
export async function countedCode<Data extends object>(
  { options: { limits } }: Desk,
  userId: string,
  work: () => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  await limits.consume("twoFactorAccount", userId);
  const result = await work();
  if (result.ok) await limits.reset("twoFactorAccount", userId);
  return result;
}

/** Uses up a code of a person, of the app or for recovery. False when it is not right or was used. */
export async function spendCode(
  desk: Desk,
  db: Db,
  userId: string,
  text: string,
): Promise<"app" | "recovery" | false> {
  const { clock, secret } = desk.authenticator;
  const typed = readCode(text);
  const row = typed && (await rowOf(db, userId));
  if (!typed || !row || row.confirmedAt === null) return false;
  if (typed.kind === "recovery") {
    const left = await TwoFactors.useRecoveryCode(db, userId, digestOf(secret, typed.code));
    return left !== null && "recovery";
  }
  const opened = await unseal(secret, "two-factor", row.secret);
  const step = opened === null ? null : stepOf(opened, typed.code, clock());
  if (step === null) return false;
  return (await TwoFactors.useStep(db, userId, step)) && "app";
}

const refusal = (message: string): AuthFailure => ({ ok: false, code: "INVALID_INPUT", message });

export function beginTwoFactor(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<TwoFactorSetup>> {
  return attempt<TwoFactorSetup>(desk, call, async () => {
    const user = await requireOwnSession(desk, call, onlyOwner);
    const read = readFields(passwordFields, given);
    if (!("fields" in read)) return read;
    return withPassword<TwoFactorSetup>(desk, user, read.fields.password, call, async () => {
      const secret = newSecret();
      const sealed = await seal(desk.authenticator.secret, "two-factor", secret);
      const kept = await TwoFactors.begin(desk.options.db, user.id, sealed);
      if (!kept) return refusal("Codes are asked for already. Turn that off first.");
      return { ok: true, headers: new Headers(), ...(await setupOf(desk, user, secret)) };
    });
  });
}

export function confirmTwoFactor(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<RecoveryCodes>> {
  return attempt<RecoveryCodes>(desk, call, async () => {
    const user = await requireOwnSession(desk, call, onlyOwner);
    const read = readFields(codeFields, given);
    if (!("fields" in read)) return read;
    return countedCode<RecoveryCodes>(desk, user.id, async () => {
      const row = await rowOf(desk.options.db, user.id);
      const secret = await waitingSecret(desk, row);
      if (row === null || secret === null) return refusal("This took too long. Begin once more.");
      const at = desk.authenticator.clock();
      const typed = readCode(read.fields.code);
      const step = typed?.kind === "app" ? stepOf(secret, typed.code, at) : null;
      if (step === null) return wrongCode;
      const recoveryCodes = newRecoveryCodes();
      const digests = recoveryCodes.map((code) => digestOf(desk.authenticator.secret, code));
      return desk.engine.together(async (tx) => {
        const first = { at, step, recoveryCodes: digests };
        const waiting = { userId: user.id, secret: row.secret };
        if (!(await TwoFactors.confirm(tx, waiting, first))) return wrongCode;
        await note(desk, tx, "user.two_factor_enabled", user);
        await tell(desk, tx, call, "two-factor-on", user);
        return { ok: true, headers: new Headers(), recoveryCodes };
      });
    });
  });
}

/** Runs `work` in one transaction with the code that is spent for it. */
function withBoth<Data extends object>(
  desk: Desk,
  given: unknown,
  call: AuthCall,
  work: (tx: Db, user: SessionUser) => Promise<AuthResult<Data>>,
): Promise<AuthResult<Data>> {
  return attempt<Data>(desk, call, async () => {
    const user = await requireOwnSession(desk, call, onlyOwner);
    const read = readFields(passwordAndCodeFields, given);
    if (!("fields" in read)) return read;
    const { password, code } = read.fields;
    const row = await rowOf(desk.options.db, user.id);
    if (row === null || row.confirmedAt === null) return notOn;
    return withPassword(desk, user, password, call, () =>
      countedCode(desk, user.id, () =>
        desk.engine.together(async (tx) =>
          (await spendCode(desk, tx, user.id, code)) ? work(tx, user) : wrongCode,
        ),
      ),
    );
  });
}

export function disableTwoFactor(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return withBoth(desk, given, call, async (tx, user) => {
    await TwoFactors.delete(tx, { userId: user.id });
    await note(desk, tx, "user.two_factor_disabled", user);
    await tell(desk, tx, call, "two-factor-off", user);
    return done();
  });
}

export function renewRecoveryCodes(
  desk: Desk,
  given: unknown,
  call: AuthCall,
): Promise<AuthResult<RecoveryCodes>> {
  return withBoth<RecoveryCodes>(desk, given, call, async (tx, user) => {
    const recoveryCodes = newRecoveryCodes();
    const digests = recoveryCodes.map((code) => digestOf(desk.authenticator.secret, code));
    await TwoFactors.update(tx, { userId: user.id }, { recoveryCodes: digests });
    await note(desk, tx, "user.recovery_codes_renewed", user);
    return { ok: true, headers: new Headers(), recoveryCodes };
  });
}

/** Mails a person what was changed about their account, so that it does not go unnoticed. */
export const tell = (
  desk: Desk,
  tx: Db,
  call: AuthCall,
  kind: "two-factor-on" | "two-factor-off" | "recovery-code-used",
  user: { readonly id: string; readonly name: string; readonly email: string },
): Promise<void> =>
  mail(desk, tx, { kind, to: user.email, url: linkTo(desk, call, "forgotPassword"), user });
