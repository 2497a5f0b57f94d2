import fc from "fast-check";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { expect, test } from "vitest";
import { type Counter, countNearby, isRefusal } from "./limits-nearby.ts";

const rule = { points: 10, seconds: 10, settleEvery: 4 };

const isAllowed = (counter: Counter, key = "ada", points = 1): Promise<boolean> =>
  counter.consume(key, points).then(
    () => true,
    (reason: unknown) => {
      if (isRefusal(reason)) return false;
      throw reason;
    },
  );

async function allowed(counter: Counter, times: number, key?: string): Promise<number> {
  let count = 0;
  for (let at = 0; at < times; at++) if (await isAllowed(counter, key)) count++;
  return count;
}

test("counts down to nothing, refuses until the window ends, and begins anew", async () => {
  let now = 0;
  const counter = countNearby(rule, null, () => now);
  expect(await counter.consume("ada")).toMatchObject({ remainingPoints: 9, msBeforeNext: 10_000 });
  now = 4_000;
  expect(await counter.consume("ada", 9)).toMatchObject({
    remainingPoints: 0,
    msBeforeNext: 6_000,
  });
  await expect(counter.consume("ada")).rejects.toMatchObject({
    remainingPoints: 0,
    msBeforeNext: 6_000,
  });
  expect(await isAllowed(counter, "bob")).toBe(true);
  now = 10_000;
  expect(await counter.consume("ada")).toMatchObject({ remainingPoints: 9, msBeforeNext: 10_000 });
});

test("gives back, and forgets", async () => {
  const counter = countNearby(rule, null);
  await counter.consume("ada", 10);
  await counter.reward("ada", 2);
  expect(await allowed(counter, 3)).toBe(2);
  await counter.delete("ada");
  expect(await allowed(counter, 11)).toBe(10);
});

test("processes on one store let through no more than the limit and what each keeps to itself", async () => {
  const store = new RateLimiterMemory({ points: rule.points, duration: rule.seconds });
  const processes = [countNearby(rule, store), countNearby(rule, store), countNearby(rule, store)];
  let count = 0;
  for (let round = 0; round < 20; round++)
    for (const one of processes) count += await allowed(one, 1);
  expect(count).toBeGreaterThanOrEqual(rule.points);
  expect(count).toBeLessThanOrEqual(rule.points + 2 * processes.length * rule.settleEvery);
  // One of them hears of it with the next that it tells.
  const late = countNearby(rule, store);
  expect(await allowed(late, 20)).toBeLessThanOrEqual(rule.settleEvery + 1);
});

test("asks the store once in so many uses, and for few uses never", async () => {
  const store = new RateLimiterMemory({ points: 1_000, duration: 60 });
  const counter = countNearby({ points: 1_000, seconds: 60, settleEvery: 100 }, store);
  await allowed(counter, 99);
  expect(await store.get("ada")).toBeNull();
  await allowed(counter, 150);
  expect((await store.get("ada"))?.consumedPoints).toBe(200);
  expect((await counter.consume("ada")).remainingPoints).toBe(1_000 - 250);
});

test("without its store a process counts for itself, and settles when it is back", async () => {
  let isAway = true;
  class Away extends RateLimiterMemory {
    override consume(...given: Parameters<RateLimiterMemory["consume"]>) {
      return isAway ? Promise.reject(new Error("away")) : super.consume(...given);
    }
  }
  const store = new Away({ points: rule.points, duration: rule.seconds });
  let now = 0;
  const counter = countNearby(rule, store, () => now);
  expect(await allowed(counter, 6)).toBe(6);
  isAway = false;
  now = 2_000;
  expect(await allowed(counter, 6)).toBe(4);
  expect((await store.get("ada"))?.consumedPoints).toBeGreaterThanOrEqual(7);
});

test("keeps no more keys than it has room for", async () => {
  const counter = countNearby(rule, null);
  await counter.consume("first", 10);
  for (let at = 0; at < 100_000; at++) await counter.consume(`key-${at}`);
  // Gone as the oldest: better one who is let in again than memory without end.
  expect(await isAllowed(counter, "first")).toBe(true);
});

test("never lets one key have more than its points in a window", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }), async (uses) => {
      const counter = countNearby(rule, null, () => 0);
      let sum = 0;
      for (const points of uses) if (await isAllowed(counter, "ada", points)) sum += points;
      expect(sum).toBeLessThanOrEqual(rule.points);
    }),
  );
});
