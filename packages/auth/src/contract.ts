import type { Db } from "@quoin/db";
import type { Identity, SessionUser } from "./identity.ts";
import type { Limits } from "./limits.ts";
import type { AuthResult } from "./result.ts";
import type { Role } from "./roles.ts";

/** The mails that identity sends. What they say is up to who sends them. */
export type AuthMailKind =
  | "verify"
  | "account-exists"
  | "reset"
  | "magic-link"
  | "invitation"
  | "password-changed"
  | "identity-linked"
  | "identity-unlinked"
  | "two-factor-on"
  | "two-factor-off"
  | "recovery-code-used";

export interface AuthMail {
  readonly kind: AuthMailKind;
  readonly to: string;
  /** Where the mail's link leads: our own address, never one from a request. */
  readonly url: string;
  /** Nobody yet for `verify`: its name is what a stranger typed, so keep it out of the mail. */
  readonly user: { readonly id: string | null; readonly name: string };
}

export interface AuthAuditEntry {
  readonly actorId: string;
  readonly action:
    | "user.signed_up"
    | "user.signed_in"
    | "user.signed_out"
    | "user.invitation_accepted"
    | "user.password_reset"
    | "user.password_changed"
    | "user.two_factor_enabled"
    | "user.two_factor_disabled"
    | "user.recovery_codes_renewed"
    | "user.recovery_code_used"
    | "user.identity_linked"
    | "user.identity_unlinked"
    | "user.impersonation_started"
    | "user.impersonation_ended";
  readonly entity: "user";
  readonly entityId: string;
  readonly label: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Paths that links in mails lead to, on the site the request named. */
export interface AuthPages {
  /** Takes `?token=` and calls `verifyEmail`. */
  readonly verifyEmail: string;
  /** Takes `?token=` and calls `resetPassword`. */
  readonly resetPassword: string;
  /** Takes `?token=` and calls `acceptInvitation`. */
  readonly welcome: string;
  /** Takes `?token=` and calls `signInWithLink`. */
  readonly magicLink: string;
  readonly signIn: string;
  /** Asks for a code and calls `signInWithCode`. */
  readonly signInCode: string;
  /** What one sees of one's own account; takes `?error=` from a link that leads back to it. */
  readonly account: string;
  /** Where `password-changed` leads: ask for a reset. */
  readonly forgotPassword: string;
}

/** An OpenID Connect provider: any that publishes a discovery document. */
export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  /** As the button calls it; default the issuer's host. */
  readonly name?: string;
}

export interface AuthOptions {
  readonly db: Db;
  /** Signs cookies; at least 32 characters. */
  readonly secret: string;
  readonly baseUrls: { readonly web: string; readonly admin: string };
  /** Further origins that may send requests and be returned to. */
  readonly trustedOrigins?: readonly string[];
  /** True when the sites are reached over https. */
  readonly cookieSecure: boolean;
  readonly limits: Limits;
  /** A person's name as it stands in an address; may be empty when nothing of it can. */
  readonly handleOf: (name: string) => string;
  /** Queues a mail, in the transaction `db` when it is one. */
  readonly sendMail: (mail: AuthMail, db: Db) => Promise<void>;
  /** Whether strangers may make accounts at this moment. */
  readonly signUpOpen: () => Promise<boolean>;
  readonly audit?: (entry: AuthAuditEntry, db: Db) => Promise<void>;
  /** What the publication is called, for the list in somebody's app; default its host. */
  readonly name?: () => Promise<string>;
  /** Where else one may sign in. */
  readonly oidc?: OidcOptions;
  readonly log?: AuthLog;
  readonly clock?: () => Date;
  readonly pages?: Partial<AuthPages>;
  /**
   * Answers to questions about an address take at least this long (milliseconds, default 400),
   * so that known and unknown addresses cannot be told apart with a stopwatch.
   */
  readonly answerFloorMs?: number;
}

/** The part of a logger that identity uses; `@quoin/log` fits. */
export interface AuthLog {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

/** The request around a call: its headers, and which of our sites it came to (default web). */
export interface AuthCall {
  readonly headers: Headers;
  readonly site?: "web" | "admin";
}

/** Fields as a form or a stranger sent them; every call checks them itself. */
export type Untrusted<Fields> = { readonly [Name in keyof Fields]?: unknown };

export interface SignUpFields {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Where to go once the address is confirmed; ours alone. */
  readonly redirectTo?: string;
}
export interface SignInFields {
  readonly email: string;
  readonly password: string;
  readonly redirectTo?: string;
}
export interface EmailFields {
  readonly email: string;
  readonly redirectTo?: string;
}
export interface TokenFields {
  readonly token: string;
  readonly redirectTo?: string;
}
export interface ResetPasswordFields {
  readonly token: string;
  readonly password: string;
}
export interface ChangePasswordFields {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Revokes every key of one's own as well. */
  readonly revokeKeys?: boolean;
}

/** Somebody whose account was made for them. */
export interface Invitee {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Authors and above are led to the newsroom, readers to the publication. */
  readonly role: Role;
}
/** Whom an invitation is for. */
export interface Invitation {
  readonly name: string;
  readonly email: string;
}

/** An identity at another site by which somebody signs in. */
export interface Connection {
  readonly id: string;
  /** As the provider is called; null for one that is not offered any more. */
  readonly name: string | null;
  readonly since: Date;
  /** Nothing would be left to sign in by; it cannot be taken off. */
  readonly isOnlyWay: boolean;
}
export interface Connections {
  readonly linked: readonly Connection[];
  /** What may still be connected: `beginElsewhere` with `proof` as `connect`. Null when nothing may. */
  readonly offer: { readonly name: string; readonly proof: string } | null;
  /** Signed in within a day; otherwise nothing can be changed before signing in once more. */
  readonly isFresh: boolean;
}
export interface ConnectionFields {
  readonly id: string;
}

export interface ImpersonateFields {
  /** Whom to act as. */
  readonly userId: string;
}

export interface CodeFields {
  /** Six figures of the app; where it says so a recovery code as well. */
  readonly code: string;
}
export interface SignInCodeFields extends CodeFields {
  /** What `signIn` returned as such; without it, the cookie that it set. */
  readonly challenge?: string;
}
export interface PasswordFields {
  readonly password: string;
}
export interface PasswordAndCodeFields extends PasswordFields, CodeFields {}

/** A secret that waits for its first code: `uri` is what the QR code of it says. */
export interface TwoFactorSetup {
  readonly secret: string;
  readonly uri: string;
}
export interface TwoFactorState {
  readonly enabled: boolean;
  readonly since: Date | null;
  readonly recoveryCodesLeft: number;
  readonly setup: TwoFactorSetup | null;
}
/** Shown once; only their digests are kept. */
export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

export interface AudienceFields {
  /** The service that the token is shown to: its address, or another name it knows itself by. Without it, we. */
  readonly audience?: string;
}

/** A token for other services: a JWT that the published keys prove. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signed in: `headers` sets the cookie, `token` is the same session as a bearer token. */
export interface SignedIn {
  readonly user: SessionUser;
  readonly token: string;
  /** A path of ours, or an absolute address at one of our origins. */
  readonly redirectTo: string;
}

/**
 * The first half is done and there is no session yet: `signInWithCode` is next, within ten minutes.
 * `headers` sets a cookie for it, `challenge` is the same for who keeps no cookies.
 */
export interface CodeNeeded {
  readonly user: null;
  readonly token: null;
  readonly challenge: string;
  /** The page that asks for the code. */
  readonly redirectTo: string;
}

/**
 * Everything about who is asking. No call throws for an expected refusal: it returns
 * `{ ok: false, code, message }`. A database that does not answer is `UNAVAILABLE`.
 */
export interface Auth {
  /** Answers `/api/auth/*`; paths that Quoin does not use are 404. */
  handler(request: Request): Promise<Response>;

  /**
   * Who these headers speak for, read fresh from the database each time: a ban, a demotion, a
   * sign-out count at once. No credential, no query. Throws an AuthError for a key or bearer
   * token that is not (or no longer) good: a machine must not silently become a stranger.
   */
  authenticate(headers: Headers): Promise<Identity>;

  /**
   * A short-lived JWT that says who these headers speak for. For a session, not for a key. One for another
   * audience opens nothing here.
   */
  issueToken(fields: Untrusted<AudienceFields>, call: AuthCall): Promise<AuthResult<IssuedToken>>;
  /** The keys that prove such a token, as a JSON Web Key Set. */
  tokenKeys(): Promise<{ readonly keys: readonly object[] }>;

  /** Extends a session that is used, at most daily. Returns the cookie to set; often empty. */
  refreshSession(headers: Headers): Promise<Headers>;

  /** Mails a link; the account exists once it is followed. Says the same for a taken address. */
  signUp(fields: Untrusted<SignUpFields>, call: AuthCall): Promise<AuthResult>;
  /** The link of the sign-up mail: makes the account and signs it in. Works once. */
  verifyEmail(fields: Untrusted<TokenFields>, call: AuthCall): Promise<AuthResult<SignedIn>>;
  signIn(
    fields: Untrusted<SignInFields>,
    call: AuthCall,
  ): Promise<AuthResult<SignedIn | CodeNeeded>>;
  /** The second half, where the account asks for it: a code of the app, or a recovery code. */
  signInWithCode(
    fields: Untrusted<SignInCodeFields>,
    call: AuthCall,
  ): Promise<AuthResult<SignedIn>>;
  /** What a page says of the code that a link led back with; null for what is none of ours. */
  explain(code: string): string | null;
  /** Where else one may sign in; null when nowhere. */
  readonly elsewhere: { readonly name: string } | null;

  /** The name of the cookie that carries a session here. */
  readonly sessionCookie: string;
  /** The provider's address to go to, and the cookie that the way back needs. `connect` is for who is signed in. */
  beginElsewhere(
    fields: { readonly redirectTo?: unknown; readonly connect?: unknown },
    call: AuthCall,
  ): Promise<AuthResult<{ readonly redirectTo: string }>>;
  /** The way back, with the query that the provider gave. */
  finishElsewhere(
    query: URLSearchParams,
    call: AuthCall,
  ): Promise<AuthResult<SignedIn | CodeNeeded | { readonly redirectTo: string }>>;
  /** The identities elsewhere of whoever is signed in; null for nobody and for machines. */
  connections(headers: Headers): Promise<Connections | null>;
  /** Takes one off, for who signed in within a day, unless it is the only way in. Doing it twice is doing it once. */
  disconnect(fields: Untrusted<ConnectionFields>, call: AuthCall): Promise<AuthResult>;
  /** Ends the session of these headers; doing it twice is doing it once. */
  signOut(call: AuthCall): Promise<AuthResult>;
  /** Mails a link to an account's address. Says the same for an unknown one. */
  requestMagicLink(fields: Untrusted<EmailFields>, call: AuthCall): Promise<AuthResult>;
  /** The link of that mail. Works once. */
  signInWithLink(
    fields: Untrusted<TokenFields>,
    call: AuthCall,
  ): Promise<AuthResult<SignedIn | CodeNeeded>>;
  /**
   * Mails people whose account was made for them a link to choose a password, good for seven days, in the
   * transaction `db` when it is one. Whoever calls it has made sure that they have none.
   */
  invite(people: readonly Invitee[], db: Db): Promise<void>;
  /** Whom a link invites; null for every link that is not good. Uses nothing up. */
  readInvitation(fields: Untrusted<Pick<TokenFields, "token">>): Promise<Invitation | null>;
  /** Sets the first password, proves the address and signs in. The link works once, and never beside a password. */
  acceptInvitation(
    fields: Untrusted<ResetPasswordFields>,
    call: AuthCall,
  ): Promise<AuthResult<SignedIn | CodeNeeded>>;
  /** Mails a link to an account's address. Says the same for an unknown one. Who is invited is invited again. */
  requestPasswordReset(fields: Untrusted<EmailFields>, call: AuthCall): Promise<AuthResult>;
  /** Sets the password and ends every session. The link works once. */
  resetPassword(fields: Untrusted<ResetPasswordFields>, call: AuthCall): Promise<AuthResult>;
  /** Sets the password, ends every other session and, where asked for, every key; renews this session, mails a notice. */
  changePassword(fields: Untrusted<ChangePasswordFields>, call: AuthCall): Promise<AuthResult>;

  /**
   * Lets an admin act as somebody who is none, for an hour at the most; `headers` swaps the cookies.
   * Their password, keys, codes and sessions stay their own. Ends with whatever ends the admin's own session.
   */
  impersonate(fields: Untrusted<ImpersonateFields>, call: AuthCall): Promise<AuthResult>;
  /** Ends that and gives the admin their own session back; doing it twice is doing it once. */
  stopImpersonating(call: AuthCall): Promise<AuthResult>;

  /** How whoever is signed in stands with codes; null for nobody and for machines. */
  twoFactor(headers: Headers): Promise<TwoFactorState | null>;
  /** Makes a secret for an app, for who knows the password. Nothing is asked for until it is confirmed. */
  beginTwoFactor(
    fields: Untrusted<PasswordFields>,
    call: AuthCall,
  ): Promise<AuthResult<TwoFactorSetup>>;
  /** The app's first code: from now on signing in asks for one. */
  confirmTwoFactor(
    fields: Untrusted<CodeFields>,
    call: AuthCall,
  ): Promise<AuthResult<RecoveryCodes>>;
  /** Turns it off, for who has the password and a code. */
  disableTwoFactor(fields: Untrusted<PasswordAndCodeFields>, call: AuthCall): Promise<AuthResult>;
  /** New recovery codes in the place of all before, for who has the password and a code. */
  renewRecoveryCodes(
    fields: Untrusted<PasswordAndCodeFields>,
    call: AuthCall,
  ): Promise<AuthResult<RecoveryCodes>>;
}
