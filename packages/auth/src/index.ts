export type {
  Auth,
  AuthAuditEntry,
  AuthCall,
  AuthLog,
  AuthMail,
  AuthMailKind,
  AuthOptions,
  AuthPages,
  ChangePasswordFields,
  EmailFields,
  ResetPasswordFields,
  SignedIn,
  SignInFields,
  SignUpFields,
  TokenFields,
  Untrusted,
} from "./contract.ts";
export { anonymous } from "./identity.ts";
export type { Credential, Identity, SessionUser } from "./identity.ts";
export { accountKey, addressKey, clientKey, createLimits, limitTable } from "./limits.ts";
export type { Limit, LimitName, Limits, LimitsOptions, LimitState } from "./limits.ts";
export { AuthError, failureStatus, isAuthError } from "./result.ts";
export type { AuthFailure, AuthFailureCode, AuthResult, AuthSuccess } from "./result.ts";
export { hasRole, lesserRole, roles } from "./roles.ts";
export type { Role } from "./roles.ts";

import type { Db, ApiKey } from "@quoin/db";
import type { Auth, AuthOptions } from "./contract.ts";
import type { Role } from "./roles.ts";

export declare function createAuth(options: AuthOptions): Auth;

/** A new account made by an admin, the seed or the CLI: its address counts as confirmed. */
export interface NewAccountFields {
  readonly name: string;
  readonly email: string;
  /** Without one they sign in by mail, or ask for a reset. */
  readonly password?: string;
  readonly role?: Role;
}
/** Makes accounts; throws AuthError INVALID_INPUT for an address that is taken or a weak password. */
export declare function createAccounts(
  db: Db,
  people: readonly NewAccountFields[],
  handleOf: (name: string) => string,
): Promise<{ readonly id: string; readonly email: string; readonly handle: string }[]>;

/** A key as its owner and admins may see it: all but the key. */
export type KeyRecord = Omit<ApiKey, "hash">;
export interface NewKey {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | null;
}
/** Makes keys, in the order asked for. `key` is shown once and never stored. */
export declare function createKeys(
  db: Db,
  keys: readonly NewKey[],
): Promise<{ readonly record: KeyRecord; readonly key: string }[]>;
/** Revokes keys that are not yet, only those of `userId` when given; returns what it revoked. */
export declare function revokeKeys(
  db: Db,
  which: { readonly ids: readonly string[]; readonly userId?: string },
): Promise<KeyRecord[]>;

/** Deletes what has expired: sessions, mailed tokens, limits. Returns how many rows. For a nightly job. */
export declare function sweepExpired(db: Db, now?: Date): Promise<number>;

/** The names under which the session cookie may arrive. */
export declare const sessionCookieNames: readonly string[];

export type OriginVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };
/**
 * Whether a state-changing request may use its cookie: it must come from one of `origins`.
 * Reads (GET, HEAD, OPTIONS) always may. Requests by key or bearer token need no check.
 */
export declare function checkOrigin(
  request: { readonly method: string; readonly headers: Headers },
  origins: readonly string[],
): OriginVerdict;
