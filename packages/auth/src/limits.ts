import { createHash } from "node:crypto";
import { isValidIP, normalizeIP } from "@better-auth/core/utils/ip";
import type { Db } from "@quoin/db";
import { type LimitState, noteCount } from "./limits-headers.ts";
import { type Counter, countNearby, isRefusal } from "./limits-nearby.ts";
import { type Limit, type LimitsStore, openStore } from "./limits-store.ts";
import { AuthError } from "./result.ts";

export type { LimitState } from "./limits-headers.ts";
export type { Limit, LimitsStore } from "./limits-store.ts";

const minute = 60;
const hour = 60 * minute;

/** So many calls of the API for each address or account in ten seconds, and half of them for each key. */
export const callLimits = (points: number) => {
  const half = Math.ceil(points / 2);
  return {
    call: { points, seconds: 10, settleEvery: Math.ceil(points / 10) },
    callByKey: { points: half, seconds: 10, settleEvery: Math.ceil(half / 10) },
  };
};

/** Every limit there is. Keys are a user id, `accountKey(email)` or `addressKey(ip)`. */
export const limitTable = {
  signInAccount: { points: 10, seconds: 15 * minute },
  signInAddress: { points: 10, seconds: 15 * minute },
  signUpAccount: { points: 5, seconds: hour },
  signUpAddress: { points: 10, seconds: hour },
  passwordResetAccount: { points: 5, seconds: hour },
  passwordResetAddress: { points: 20, seconds: hour },
  magicLinkAccount: { points: 5, seconds: hour },
  magicLinkAddress: { points: 20, seconds: hour },
  token: { points: 60, seconds: minute },
  twoFactorAccount: { points: 5, seconds: 15 * minute },
  elsewhereAddress: { points: 60, seconds: 15 * minute },
  comment: { points: 10, seconds: 10 * minute },
  search: { points: 60, seconds: minute },
  // One key's share: a script that runs wild leaves its owner the rest.
  commentByKey: { points: 5, seconds: 10 * minute },
  searchByKey: { points: 30, seconds: minute },
  // All calls, so that nobody takes the API from everybody: far more than a person or an honest script makes.
  ...callLimits(600),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;

export interface Limits {
  /**
   * Counts one use (or `points`) against a key, and notes it for the headers of the answer. Throws an
   * AuthError RATE_LIMITED with `retryAfterSeconds` once the limit is reached, UNAVAILABLE when nothing
   * can count.
   */
  consume(name: LimitName, key: string, points?: number): Promise<LimitState>;
  /** Gives back uses that turned out to be harmless. Never throws: what is not given back runs out. */
  refund(name: LimitName, key: string, points?: number): Promise<void>;
  /** Forgets what a key has used. Never throws either. */
  reset(name: LimitName, key: string): Promise<void>;
  close(): Promise<void>;
}

export interface LimitsOptions {
  readonly db: Db;
  /** Redis when it has an address, else PostgreSQL. */
  readonly store?: LimitsStore;
  /** PostgreSQL takes over while Redis is away. */
  readonly redisUrl?: string;
  /** Other numbers than `limitTable`, for tests and benchmarks. */
  readonly limits?: Partial<Record<LimitName, Limit>>;
}

const ignore = (): void => {};

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

function refusalOf(reason: unknown): AuthError {
  if (!isRefusal(reason)) {
    return new AuthError("UNAVAILABLE", "This cannot be done right now. Try again in a moment.", {
      retryAfterSeconds: 2,
      cause: reason,
    });
  }
  const wait = seconds(reason.msBeforeNext);
  const when = wait > 90 ? `${Math.ceil(wait / 60)} minutes` : `${wait} seconds`;
  return new AuthError("RATE_LIMITED", `Too many tries. Try again in ${when}.`, {
    retryAfterSeconds: wait,
  });
}

/** Limits over one store; unless that is `memory`, they hold across processes. Throws for one without an address. */
export function createLimits({ db, redisUrl, limits = {}, ...given }: LimitsOptions): Limits {
  const where = given.store ?? (redisUrl === undefined ? "postgres" : "redis");
  const store = openStore(where, db, redisUrl);
  const names = Object.keys(limitTable) as LimitName[];
  const counterOf = (name: LimitName): Counter => {
    const limit: Limit = limits[name] ?? limitTable[name];
    const { settleEvery } = limit;
    if (settleEvery === undefined) return store.counter(name, limit);
    return countNearby(
      { ...limit, settleEvery },
      where === "memory" ? null : store.counter(name, limit),
    );
  };
  const limiters = new Map(names.map((name) => [name, counterOf(name)]));
  const limiter = (name: LimitName): Counter => {
    const found = limiters.get(name);
    if (found === undefined) throw new Error(`There is no limit called ${name}`);
    return found;
  };

  return {
    async consume(name, key, points = 1) {
      const { points: limit, duration: windowSeconds } = limiter(name);
      try {
        const used = await limiter(name).consume(key, points);
        const resetSeconds = seconds(used.msBeforeNext);
        const state = { limit, remaining: used.remainingPoints, resetSeconds, windowSeconds };
        noteCount(state);
        return state;
      } catch (reason) {
        const refusal = refusalOf(reason);
        if (isRefusal(reason)) {
          const resetSeconds = seconds(reason.msBeforeNext);
          noteCount({ limit, remaining: 0, resetSeconds, windowSeconds });
        }
        throw refusal;
      }
    },
    async refund(name, key, points = 1) {
      await limiter(name).reward(key, points).catch(ignore);
    },
    async reset(name, key) {
      await limiter(name).delete(key).catch(ignore);
    },
    async close() {
      store.close();
    },
  };
}

/** An IP address as a limit's key: IPv6 by /64, because a household has that many. */
export function addressKey(ip: string | null | undefined): string {
  const address = (ip ?? "").trim().replace(/%.*$/, "");
  return isValidIP(address) ? normalizeIP(address, { ipv6Subnet: 64 }) : "unknown";
}

/** Where our server in front writes the client's address; it drops what a client sent under that name. */
export const clientAddressHeader = "x-quoin-client-ip";

/** The address of the client as our server in front wrote it down, as a limit's key. */
export const clientKey = (headers: Headers): string => addressKey(headers.get(clientAddressHeader));

/** An e-mail address as a limit's key: a digest, so that the table holds no addresses. */
export const accountKey = (email: string): string =>
  createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
