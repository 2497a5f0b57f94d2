import { type Db, rateLimits } from "@quoin/db";
import { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterDrizzle,
  RateLimiterMemory,
  RateLimiterRedis,
} from "rate-limiter-flexible";

/** Where uses are counted: `memory` is for one process alone, the others are shared by all of them. */
export type LimitsStore = "memory" | "postgres" | "redis";

/** How often a thing may be done: `points` in `seconds`, counted per key. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
  /** Counted in the process and told to the store every so many uses; see `countNearby`. */
  readonly settleEvery?: number;
}

/** Makes the counters of one store. `close` ends what it opened. */
interface CounterSource {
  counter(name: string, limit: Limit): RateLimiterAbstract;
  close(): void;
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

const ruleOf = (name: string, limit: Limit) => ({
  keyPrefix: name,
  points: limit.points,
  duration: limit.seconds,
});

const sharedRuleOf = (name: string, limit: Limit) => ({
  ...ruleOf(name, limit),
  // A key that is over its limit is refused from memory: a flood costs the store nothing.
  inMemoryBlockOnConsumed: limit.points + 1,
});

const inMemory = (): CounterSource => ({
  counter: (name, limit) => new RateLimiterMemory(ruleOf(name, limit)),
  close: ignore,
});

const inPostgres = (db: Db): CounterSource => ({
  counter: (name, limit) =>
    new RateLimiterDrizzle({
      ...sharedRuleOf(name, limit),
      storeClient: db,
      schema: rateLimits,
      clearExpiredByTimeout: false,
    }),
  close: ignore,
});

/** In Redis; while it is away PostgreSQL counts, and never nobody. */
function inRedis(url: string, db: Db): CounterSource {
  const redis = connect(url);
  const insurance = inPostgres(db);
  return {
    counter: (name, limit) =>
      new RateLimiterRedis({
        ...sharedRuleOf(name, limit),
        storeClient: redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: insurance.counter(name, limit),
      }),
    close: () => redis.disconnect(),
  };
}

/** Opens a store. Connects when first needed; throws for `redis` without an address. */
export function openStore(store: LimitsStore, db: Db, redisUrl: string | undefined): CounterSource {
  switch (store) {
    case "memory":
      return inMemory();
    case "postgres":
      return inPostgres(db);
    case "redis":
      if (redisUrl === undefined) throw new Error("Counting in Redis needs its address");
      return inRedis(redisUrl, db);
  }
}
