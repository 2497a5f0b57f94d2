import { createHash } from "node:crypto";
import { isValidIP, normalizeIP } from "@better-auth/core/utils/ip";
import { type Db, rateLimits } from "@quoin/db";
import { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterRedis,
  type RateLimiterRes,
} from "rate-limiter-flexible";
import { AuthError } from "./result.ts";

/** How often a thing may be done: `points` in `seconds`, counted per key. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

const minute = 60;
const hour = 60 * minute;

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
  read: { points: 600, seconds: minute },
  write: { points: 120, seconds: minute },
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
  /** Gives back uses that turned out to be harmless. Never throws: what is not given back runs out. */
  refund(name: LimitName, key: string, points?: number): Promise<void>;
  /** Forgets what a key has used. Never throws either. */
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

const ignore = (): void => {};

// ioredis waits for half a minute by default when Redis dies; a sign-in cannot.
const connect = (url: string): Redis => {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 200,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  // Every call that fails says so itself, and PostgreSQL then counts.
  redis.on("error", ignore);
  return redis;
};

function limiterOf(name: LimitName, limit: Limit, db: Db, redis: Redis | null) {
  const rule = {
    keyPrefix: name,
    points: limit.points,
    duration: limit.seconds,
    // A key that is over its limit is refused from memory: a flood costs the store nothing.
    inMemoryBlockOnConsumed: limit.points + 1,
  };
  const inPostgres = new RateLimiterDrizzle({
    ...rule,
    storeClient: db,
    schema: rateLimits,
    clearExpiredByTimeout: false,
  });
  if (redis === null) return inPostgres;
  return new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: inPostgres,
  });
}

const isRefusal = (reason: unknown): reason is RateLimiterRes =>
  typeof reason === "object" && reason !== null && "msBeforeNext" in reason;

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

/** Limits that hold across processes: counted in PostgreSQL, or in Redis when there is one. */
export function createLimits({ db, redisUrl, limits = {} }: LimitsOptions): Limits {
  const redis = redisUrl === undefined ? null : connect(redisUrl);
  const names = Object.keys(limitTable) as LimitName[];
  const limiters = new Map<LimitName, RateLimiterAbstract>(
    names.map((name) => [name, limiterOf(name, limits[name] ?? limitTable[name], db, redis)]),
  );
  const limiter = (name: LimitName): RateLimiterAbstract => {
    const found = limiters.get(name);
    if (found === undefined) throw new Error(`There is no limit called ${name}`);
    return found;
  };

  return {
    async consume(name, key, points = 1) {
      try {
        const state = await limiter(name).consume(key, points);
        return {
          limit: limiter(name).points,
          remaining: state.remainingPoints,
          resetSeconds: seconds(state.msBeforeNext),
        };
      } catch (reason) {
        throw refusalOf(reason);
      }
    },
    async refund(name, key, points = 1) {
      await limiter(name).reward(key, points).catch(ignore);
    },
    async reset(name, key) {
      await limiter(name).delete(key).catch(ignore);
    },
    async close() {
      redis?.disconnect();
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
