import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { openDatabase, rateLimits, RateLimits } from "@quoin/db";
import { createTestDatabase } from "@quoin/db/testing";
import { expect, test } from "vitest";
import { createLimits, type Limits } from "./limits.ts";
import { isAuthError } from "./result.ts";

const limits = { search: { points: 3, seconds: 60 } };

const codeOf = (limiter: Limits, key = "ada", points?: number): Promise<string> =>
  limiter.consume("search", key, points).then(
    () => "OK",
    (error: unknown) => (isAuthError(error) ? error.code : String(error)),
  );

test("counts down, refuses, and says when to come back", async () => {
  await using database = await testDatabase();
  const limiter = createLimits({ db: database.db, limits });
  expect(await limiter.consume("search", "ada")).toEqual({
    limit: 3,
    remaining: 2,
    resetSeconds: 60,
  });
  expect((await limiter.consume("search", "ada", 2)).remaining).toBe(0);
  await expect(limiter.consume("search", "ada")).rejects.toMatchObject({
    name: "AuthError",
    code: "RATE_LIMITED",
    status: 429,
    retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
  });
  expect(await codeOf(limiter, "bob")).toBe("OK");
  await limiter.consume("write", "ada");
  await limiter.close();
});

test("is one count for all processes, also at the same instant", async () => {
  await using database = await testDatabase();
  const processes = [1, 2].map(() => createLimits({ db: database.db, limits }));
  const codes = await Promise.all(
    Array.from({ length: 10 }, (_, at) => codeOf(processes[at % 2]!)),
  );
  expect(codes.filter((code) => code === "OK")).toHaveLength(3);
  expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(7);
});

test("gives back, forgets, and starts anew when the time is over", async () => {
  await using database = await testDatabase();
  const limiter = createLimits({ db: database.db, limits });
  await limiter.consume("search", "ada", 3);
  await limiter.refund("search", "ada", 2);
  expect([await codeOf(limiter), await codeOf(limiter)]).toEqual(["OK", "OK"]);
  expect(await codeOf(limiter)).toBe("RATE_LIMITED");
  await limiter.reset("search", "ada");
  expect(await codeOf(limiter, "ada", 3)).toBe("OK");

  const neighbour = createLimits({ db: database.db, limits });
  expect(await codeOf(neighbour)).toBe("RATE_LIMITED");
  await database.db.update(rateLimits).set({ expire: new Date(Date.now() - 1) });
  expect(await codeOf(createLimits({ db: database.db, limits }))).toBe("OK");
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

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis && process.env["CI"] === "true")
  throw new Error("redis-server is not installed, and CI=true makes a missing piece a failure");

test.skipIf(!hasRedis)("counts in Redis, and in PostgreSQL while Redis is away", async () => {
  await using database = await testDatabase();
  await using redis = await startRedis();
  const processes = [1, 2].map(() =>
    createLimits({ db: database.db, redisUrl: redis.url, limits }),
  );
  const [one, other] = processes as [Limits, Limits];
  // Redis takes over as soon as both are connected.
  for (const [at, limiter] of processes.entries()) {
    const counted = async () => {
      await limiter.consume("write", `process-${at}`);
      return redis.keys();
    };
    await expect.poll(counted, { timeout: 15_000 }).toBeGreaterThan(at);
  }
  expect(await codeOf(one, "ada", 2)).toBe("OK");
  expect(await codeOf(other, "ada")).toBe("OK");
  expect([await codeOf(one), await codeOf(other)]).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);

  await redis.kill();
  const started = performance.now();
  const codes = [];
  for (let at = 0; at < 5; at++) codes.push(await codeOf(processes[at % 2]!, "bob"));
  expect(codes).toEqual(["OK", "OK", "OK", "RATE_LIMITED", "RATE_LIMITED"]);
  expect(performance.now() - started).toBeLessThan(15_000);
  await Promise.all(processes.map((limiter) => limiter.close()));
});

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
