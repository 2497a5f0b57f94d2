import type { Db } from "@quoin/db";

/** How often a thing may be done: `points` in `seconds`, counted per key. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** Every limit there is. Keys are a user id, `accountKey(email)` or `addressKey(ip)`. */
export const limitTable = {
  signInAccount: { points: 10, seconds: 15 * 60 },
  signInAddress: { points: 10, seconds: 15 * 60 },
  signUpAddress: { points: 10, seconds: 60 * 60 },
  passwordResetAccount: { points: 5, seconds: 60 * 60 },
  passwordResetAddress: { points: 20, seconds: 60 * 60 },
  magicLinkAccount: { points: 5, seconds: 60 * 60 },
  magicLinkAddress: { points: 20, seconds: 60 * 60 },
  comment: { points: 10, seconds: 10 * 60 },
  search: { points: 60, seconds: 60 },
  read: { points: 600, seconds: 60 },
  write: { points: 120, seconds: 60 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;

/** What is left of a limit, for response headers. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface Limits {
  /**
   * Counts one use (or `points`) against a key. Throws an AuthError RATE_LIMITED with
   * `retryAfterSeconds` once the limit is reached, UNAVAILABLE when nothing can count.
   */
  consume(name: LimitName, key: string, points?: number): Promise<LimitState>;
  /** Gives back uses that turned out to be harmless. */
  refund(name: LimitName, key: string, points?: number): Promise<void>;
  /** Forgets what a key has used. */
  reset(name: LimitName, key: string): Promise<void>;
  close(): Promise<void>;
}

export interface LimitsOptions {
  readonly db: Db;
  /** Counts in Redis instead; PostgreSQL takes over while Redis is away. */
  readonly redisUrl?: string;
  /** Other numbers than `limitTable`, for tests and benchmarks. */
  readonly limits?: Partial<Record<LimitName, Limit>>;
}

/** Limits that hold across processes. */
export declare function createLimits(options: LimitsOptions): Limits;
/** An IP address as a limit's key: IPv6 by /64, because a household has that many. */
export declare function addressKey(ip: string | null | undefined): string;
/** The address of the client as our server in front wrote it down, as a limit's key. */
export declare function clientKey(headers: Headers): string;
/** An e-mail address as a limit's key: a digest, so that the table holds no addresses. */
export declare function accountKey(email: string): string;
