import type { Role } from "./roles.ts";

/** What the rest of Quoin knows about who is asking. */
export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly image: string | null;
  readonly handle: string;
  /** What they may do in this request: with a key, never more than the key allows. */
  readonly role: Role;
}

/** How the asker proved who they are. */
export type Credential = "none" | "cookie" | "bearer" | "token" | "key";

/** Who is asking. `user` is null for readers without an account, and for those refused. */
export interface Identity {
  readonly user: SessionUser | null;
  readonly session: {
    readonly id: string;
    readonly expiresAt: Date;
    /** The admin who acts as this user, when one does. */
    readonly impersonatedBy: string | null;
  } | null;
  readonly credential: Credential;
  /**
   * With a key: the key itself, and the most it may do; `scopes` is null for all that its role may,
   * `expiresAt` for no end.
   */
  readonly key: {
    readonly id: string;
    readonly role: Role;
    readonly scopes: readonly string[] | null;
    readonly expiresAt: Date | null;
  } | null;
  /** Why a genuine cookie counts for nothing: say it where a user is needed. */
  readonly refusal: "BANNED" | "EXPIRED" | null;
}

/** Nobody in particular. */
export const anonymous: Identity = {
  user: null,
  session: null,
  credential: "none",
  key: null,
  refusal: null,
};
