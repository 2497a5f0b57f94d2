import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { openDatabase, RateLimits } from "@quoin/db";
import { createTestDatabase } from "@quoin/db/testing";
import { describe, expect, test } from "vitest";
import { createLimits, type Limits, type LimitsOptions, type LimitsStore } from "./limits.ts";
import { isAuthError } from "./result.ts";

const limits = { search: { points: 3, seconds: 60 } };

const codeOf = (limiter: Limits, key = "ada", points?: number): Promise<string> =>
  limiter.consume("search", key, points).then(
    () => "OK",
    (error: unknown) => (isAuthError(error) ? error.code : String(error)),
  );

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis && process.env["CI"] === "true")
  throw new Error("redis-server is not installed, and CI=true makes a missing piece a failure");

const stores = (["memory", "postgres", "redis"] as const).filter(
  (store) => store !== "redis" || hasRedis,
);

describe.each(stores)("every store keeps its promises: %s", (store) => {
  test("counts down, refuses, and says when to come back", async () => {
    await using opened = await openLimits(store);
    const [limiter] = opened.processes;
    expect(await limiter.consume("search", "ada")).toEqual({
      limit: 3,
      remaining: 2,
      resetSeconds: 60,
      windowSeconds: 60,
    });
    expect((await limiter.consume("search", "ada", 2)).remaining).toBe(0);
    await expect(limiter.consume("search", "ada")).rejects.toMatchObject({
      name: "AuthError",
      code: "RATE_LIMITED",
      status: 429,
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
    });
  });

  test("counts each key and each limit for itself", async () => {
    await using opened = await openLimits(store);
    const [limiter] = opened.processes;
    expect(await codeOf(limiter, "ada", 3)).toBe("OK");
    expect(await codeOf(limiter, "ada")).toBe("RATE_LIMITED");
    expect(await codeOf(limiter, "bob")).toBe("OK");
    await limiter.consume("comment", "ada");
  });

  test("loses none of many at the same instant", async () => {
    await using opened = await openLimits(store);
    const [limiter] = opened.processes;
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(limiter)));
    expect(codes.filter((code) => code === "OK")).toHaveLength(3);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(7);
  });

  test("gives back and forgets", async () => {
    await using opened = await openLimits(store);
    const [limiter] = opened.processes;
    await limiter.consume("search", "ada", 3);
    await limiter.refund("search", "ada", 2);
    expect([await codeOf(limiter), await codeOf(limiter)]).toEqual(["OK", "OK"]);
    expect(await codeOf(limiter)).toBe("RATE_LIMITED");
    await limiter.reset("search", "ada");
    expect(await codeOf(limiter, "ada", 3)).toBe("OK");
  });

  test("starts anew when the time is over", async () => {
    await using opened = await openLimits(store, { search: { points: 1, seconds: 1 } });
    const [limiter] = opened.processes;
    expect([await codeOf(limiter), await codeOf(limiter)]).toEqual(["OK", "RATE_LIMITED"]);
    await expect.poll(() => codeOf(limiter), { timeout: 5_000, interval: 200 }).toBe("OK");
  });

  test.skipIf(store === "memory")("is one count for all processes", async () => {
    await using opened = await openLimits(store);
    const { processes } = opened;
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => codeOf(processes[at % 2 === 0 ? 0 : 1])),
    );
    expect(codes.filter((code) => code === "OK")).toHaveLength(3);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(7);
    // Also for one that only begins.
    expect(await codeOf(processes[1], "bob", 3)).toBe("OK");
    expect(await codeOf(processes[0], "bob")).toBe("RATE_LIMITED");
  });
});

test("in memory each process counts for itself", async () => {
  await using opened = await openLimits("memory");
  const [one, other] = opened.processes;
  expect([await codeOf(one, "ada", 3), await codeOf(other, "ada", 3)]).toEqual(["OK", "OK"]);
});

test("Redis without an address is a mistake that is told at once", async () => {
  await using database = await testDatabase();
  expect(() => createLimits({ db: database.db, store: "redis" })).toThrow("needs its address");
});

test("without a database nothing counts, so nothing is allowed", async () => {
  const nowhere = openDatabase({ driver: "pg", url: "postgres://quoin@127.0.0.1:1/quoin" });
  const limiter = createLimits({ db: nowhere.db });
  expect(await codeOf(limiter)).toBe("UNAVAILABLE");
  await limiter.refund("search", "ada");
  await limiter.reset("search", "ada");
  await nowhere.close();
});

test("what ran out is swept away", async () => {
  await using database = await testDatabase();
  const limiter = createLimits({ db: database.db, limits });
  await limiter.consume("search", "ada");
  expect(await RateLimits.deleteExpired(database.db, new Date())).toBe(0);
  expect(await RateLimits.deleteExpired(database.db, new Date(Date.now() + 61_000))).toBe(1);
});

test.skipIf(!hasRedis)("PostgreSQL counts while Redis is away", async () => {
  await using opened = await openLimits("redis");
  const [one, other] = opened.processes;
  expect(await codeOf(one, "ada", 2)).toBe("OK");
  await opened.killRedis();
  const started = performance.now();
  const codes = [];
  for (let at = 0; at < 5; at++) codes.push(await codeOf(at % 2 === 0 ? one : other, "bob"));
  expect(codes).toEqual(["OK", "OK", "OK", "RATE_LIMITED", "RATE_LIMITED"]);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test.skipIf(!hasRedis)("without Redis and PostgreSQL nothing is allowed either", async () => {
  const nowhere = openDatabase({ driver: "pg", url: "postgres://quoin@127.0.0.1:1/quoin" });
  const redisUrl = "redis://127.0.0.1:1";
  const limiter = createLimits({ db: nowhere.db, redisUrl });
  expect(await codeOf(limiter)).toBe("UNAVAILABLE");
  await limiter.close();
  await nowhere.close();
});

/** A store with two processes on it, each as a running instance has it. */
async function openLimits(
  store: LimitsStore,
  rules: NonNullable<LimitsOptions["limits"]> = limits,
) {
  const database = await testDatabase();
  const redis = store === "redis" ? await startRedis() : null;
  const open = () =>
    createLimits({ db: database.db, store, limits: rules, ...(redis && { redisUrl: redis.url }) });
  const processes: [Limits, Limits] = [open(), open()];
  // Redis takes over from PostgreSQL as soon as both are connected.
  for (const [at, limiter] of processes.entries()) {
    if (!redis) continue;
    const counted = async () => {
      await limiter.consume("comment", `process-${at}`);
      return redis.keys();
    };
    await expect.poll(counted, { timeout: 15_000 }).toBeGreaterThan(at);
  }
  return {
    processes,
    killRedis: async () => redis?.kill(),
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((limiter) => limiter.close()));
      await redis?.kill();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function testDatabase() {
  const database = await createTestDatabase();
  return { db: database.db, [Symbol.asyncDispose]: () => database.close() };
}

/** A Redis of our own that keeps nothing on disk. */
async function startRedis() {
  const port = await freePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const child: ChildProcess = spawn("redis-server", options, {
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const chunk of child.stdout!) if (String(chunk).includes("Ready to accept")) break;
  child.stdout!.resume();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    keys: () => Number(spawnSync("redis-cli", ["-p", String(port), "dbsize"]).stdout.toString()),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
