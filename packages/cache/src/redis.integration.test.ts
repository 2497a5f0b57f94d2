import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { test as base, expect } from "vitest";
import { type Cache, createCache } from "./index.ts";

const program = process.env["REDIS_SERVER"] ?? "redis-server";
const hasRedis = spawnSync(program, ["--version"]).status === 0;
if (!hasRedis && process.env["CI"] === "true")
  throw new Error("redis-server is not installed, and CI=true makes a missing piece a failure");
if (!hasRedis)
  process.stderr.write(
    "redis-server is not installed: the tests of the shared cache are skipped\n",
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A Redis of our own that can die and come back at the same address, empty. */
class RedisServer {
  readonly port: number;
  #child: ChildProcess | undefined;

  constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", ""];
    const child = spawn(program, [...options, "--appendonly", "no"], { stdio: "pipe" });
    this.#child = child;
    for await (const chunk of child.stdout) if (String(chunk).includes("Ready to accept")) break;
    child.stdout.resume();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Still holds its connections but answers nothing. */
  signal(name: "SIGSTOP" | "SIGCONT"): void {
    this.#child?.kill(name);
  }
}

interface Fixtures {
  redis: RedisServer;
  /** Makes caches as separate processes would. */
  open: (onError?: (error: Error) => void) => Cache;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- the form vitest asks for
  redis: async ({}, use) => {
    const redis = new RedisServer(await freePort());
    await redis.start();
    await use(redis);
    redis.signal("SIGCONT");
    await redis.kill();
  },
  open: async ({ redis }, use) => {
    const caches: Cache[] = [];
    await use((onError = () => {}) => {
      const cache = createCache({ redisUrl: redis.url, onError });
      caches.push(cache);
      return cache;
    });
    await Promise.all(caches.map((cache) => cache.close()));
  },
});

const remember = { tags: ["posts"], ttl: "60s" } as const;

/** Asks until the answer is as wanted: a message or a connection needs its moment. */
async function eventually<T>(ask: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await ask();
    if (wanted(value) || Date.now() > deadline) return value;
    await sleep(20);
  }
}

/** Waits until the two really share values through Redis. */
async function connected(a: Cache, b: Cache): Promise<void> {
  let round = 0;
  await eventually(
    async () => {
      const key = `probe:${++round}`;
      const value = await a.getOrSet(key, { tags: [] }, async () => "from a");
      return value === (await b.getOrSet(key, { tags: [] }, async () => "from b"));
    },
    (shared) => shared,
  );
}

test.runIf(hasRedis)(
  "a value made by one process is read by another, dates intact",
  async ({ open }) => {
    const [a, b] = [open(), open()];
    await connected(a, b);
    const made = { at: new Date("2026-11-20T12:00:00Z"), tags: new Set(["a"]) };
    await a.getOrSet("home", remember, async () => made);
    expect(await b.getOrSet("home", remember, async () => ({ at: null, tags: null }))).toEqual(
      made,
    );
  },
);

test.runIf(hasRedis)("what one process forgets, all forget", async ({ open }) => {
  const [a, b] = [open(), open()];
  await connected(a, b);
  await a.getOrSet("home", remember, async () => "old");
  expect(await b.getOrSet("home", remember, async () => "other")).toBe("old");
  await a.deleteByTags(["posts"]);
  const ask = () => b.getOrSet("home", remember, async () => "new");
  expect(await eventually(ask, (value) => value === "new")).toBe("new");
});

test.runIf(hasRedis)(
  "messages of strangers on the channel are ignored",
  async ({ open, redis }) => {
    const [a, b] = [open(), open()];
    await connected(a, b);
    const stranger = new Redis(redis.url);
    for (const message of ["", "{", "null", "1", `{"sender":1,"payload":{}}`, `{"sender":"x"}`])
      await stranger.publish("quoin:bentocache.notifications:main", message);
    stranger.disconnect();
    expect(await a.getOrSet("home", remember, async () => "value")).toBe("value");
  },
);

test.runIf(hasRedis)(
  "without Redis the factory answers, and no one waits",
  async ({ open, redis }) => {
    const errors: Error[] = [];
    const a = open((error) => errors.push(error));
    const b = open();
    await connected(a, b);
    await a.getOrSet("kept", remember, async () => "kept");
    await redis.kill();
    const started = performance.now();
    expect(await a.getOrSet("kept", remember, async () => "other")).toBe("kept");
    expect(await a.getOrSet("new", remember, async () => "made")).toBe("made");
    expect(await a.getOrSet("new", remember, async () => "other")).toBe("made");
    await a.deleteByTags(["posts"]);
    expect(await a.getOrSet("kept", remember, async () => "fresh")).toBe("fresh");
    await a.clear();
    // Left to its defaults, one call alone would wait for more than 25 seconds.
    expect(performance.now() - started).toBeLessThan(5_000);
    await eventually(
      async () => errors.length,
      (count) => count > 0,
    );
    expect(errors.length).toBeGreaterThan(0);
  },
);

test.runIf(hasRedis)("a Redis that hangs is left aside", async ({ open, redis }) => {
  const [a, b] = [open(), open()];
  await connected(a, b);
  redis.signal("SIGSTOP");
  const started = performance.now();
  for (let n = 0; n < 20; n++)
    expect(await a.getOrSet(`key:${n}`, remember, async () => n)).toBe(n);
  await a.deleteByTags(["posts"]);
  expect(performance.now() - started).toBeLessThan(5_000);
  redis.signal("SIGCONT");
});

test.runIf(hasRedis)(
  "what was forgotten during an outage does not come back",
  async ({ open, redis }) => {
    const [a, b] = [open(), open()];
    await connected(a, b);
    await a.getOrSet("home", remember, async () => "old");
    await b.getOrSet("home", remember, async () => "old");
    await redis.kill();
    await a.deleteByTags(["posts"]);
    expect(await b.getOrSet("home", remember, async () => "new")).toBe("old");
    await redis.start();
    const ask = () => b.getOrSet("home", remember, async () => "new");
    expect(await eventually(ask, (value) => value === "new")).toBe("new");
    await connected(a, b);
  },
);

test.runIf(hasRedis)(
  "a cache that starts without Redis works, and joins when it comes",
  async ({ open, redis }) => {
    await redis.kill();
    const [a, b] = [open(), open()];
    expect(await a.getOrSet("home", remember, async () => "alone")).toBe("alone");
    await redis.start();
    await connected(a, b);
    await a.getOrSet("later", remember, async () => "shared");
    expect(await b.getOrSet("later", remember, async () => "own")).toBe("shared");
  },
);
