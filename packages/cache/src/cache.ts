import { BentoCache, bentostore } from "bentocache";
import { memoryDriver } from "bentocache/drivers/memory";
import { redisDriver } from "bentocache/drivers/redis";
import superjson from "superjson";
import { redisBus } from "./bus.ts";
import { connectRedis } from "./redis.ts";

export interface CacheOptions {
  /** `redis://…`: values and invalidations are then shared by all processes. */
  readonly redisUrl?: string | undefined;
  /** Told once an outage of Redis; the cache goes on without it. */
  readonly onError?: (error: Error) => void;
  /** Keeps publications apart that share one Redis; default `quoin`. */
  readonly namespace?: string;
}

export interface Remember {
  /** What the value depends on, such as `posts` or `post:0199…`. */
  readonly tags: readonly string[];
  /** How long it may be wrong when an invalidation was missed; default `60s`. */
  readonly ttl?: `${number}${"ms" | "s" | "m" | "h"}`;
}

export interface Cache {
  /**
   * The remembered value, else what `factory` returns, which is then remembered.
   * Callers that ask at the same time share one run of the factory, its error
   * included. Errors and `undefined` are never remembered. The value is shared and
   * may be frozen: treat it as read-only. It must survive superjson.
   */
  getOrSet<T>(key: string, remember: Remember, factory: () => Promise<T>): Promise<T>;
  /**
   * Forgets every value with one of these tags, in all processes when there is a
   * Redis. A factory that is running was begun before the change: its callers get
   * its value, but it is not remembered. Never rejects.
   */
  deleteByTags(tags: readonly string[]): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Ends the connections to Redis. */
  close(): Promise<void>;
}

interface Flight {
  readonly tags: ReadonlySet<string>;
  readonly promise: Promise<unknown>;
  overtaken: boolean;
}

/** A cache in memory, or in memory over Redis. No state of Redis makes it slow or fail. */
export function createCache(options: CacheOptions = {}): Cache {
  const { bento, close } = options.redisUrl
    ? sharedStore(options.redisUrl, options)
    : { bento: localStore(), close: () => {} };
  const flights = new Map<string, Flight>();

  function overtake(isMeant: (flight: Flight) => boolean): void {
    for (const [key, flight] of flights) {
      if (!isMeant(flight)) continue;
      flight.overtaken = true;
      flights.delete(key);
    }
  }

  async function load<T>(
    key: string,
    { tags, ttl = "60s" }: Remember,
    factory: () => Promise<T>,
    isOvertaken: () => boolean,
  ): Promise<T> {
    let unkept: { value: T } | undefined;
    try {
      const kept: T = await bento.getOrSet<T>({
        key,
        tags: [...tags],
        ttl,
        // Other processes hold this value or will load it; only forgetting must be told.
        skipBusNotify: true,
        factory: async ({ skip }) => {
          const value = await factory();
          if (value !== undefined && !isOvertaken()) return freeze(value);
          unkept = { value };
          // Its type says the value is undefined; the cache takes it as "do not remember".
          return skip() as T;
        },
      });
      return unkept ? unkept.value : kept;
    } catch (error) {
      throw isFactoryError(error) ? error.cause : error;
    }
  }

  return {
    getOrSet<T>(key: string, remember: Remember, factory: () => Promise<T>): Promise<T> {
      const running = flights.get(key);
      // One key always means one type; the map cannot say so.
      if (running) return running.promise as Promise<T>;
      const isOvertaken = () => flight.overtaken;
      const promise = load(key, remember, factory, isOvertaken).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
      const flight: Flight = { tags: new Set(remember.tags), promise, overtaken: false };
      flights.set(key, flight);
      return promise;
    },
    async deleteByTags(tags) {
      overtake((flight) => tags.some((tag) => flight.tags.has(tag)));
      if (tags.length > 0) await bento.deleteByTag({ tags: [...tags] });
    },
    async clear() {
      overtake(() => true);
      await bento.clear();
    },
    async close() {
      await bento.disconnectAll();
      close();
    },
  };
}

function localStore() {
  return new BentoCache({
    default: "main",
    stores: {
      // Values are kept as they are: parsing them again would cost more than many a query.
      main: bentostore().useL1Layer(memoryDriver({ maxItems: 2_000, serialize: false })),
    },
  });
}

function sharedStore(url: string, { onError = () => {}, namespace = "quoin" }: CacheOptions) {
  const link = connectRedis(url, {
    onError,
    // What was forgotten during the outage must not come back with Redis.
    onReturn: () => void bento.clear().catch(onError),
  });
  const bento = new BentoCache({
    default: "main",
    prefix: namespace,
    // A Redis that does not answer costs one wait a second, not one a call.
    l2CircuitBreakerDuration: "1s",
    serializer: {
      serialize: (value) => superjson.stringify(value),
      deserialize: (text) => superjson.parse(String(text)),
    },
    stores: {
      main: bentostore()
        .useL1Layer(memoryDriver({ maxItems: 5_000, maxSize: "32mb" }))
        .useL2Layer(redisDriver({ connection: link.commands }))
        .useBus({
          options: { retryQueue: { enabled: true, maxSize: 1_000 } },
          factory: () => redisBus(link, namespace),
        }),
    },
  });
  return { bento, close: () => link.close() };
}

/** Values in memory are handed out many times; changing one by accident must fail at once. */
function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null)
    return value;
  Object.freeze(value);
  for (const item of Object.values(value)) freeze(item);
  return value;
}

function isFactoryError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "E_FACTORY_ERROR";
}
