import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn } from "./turns.ts";

test("takes turns in the order of asking, also after one that failed", async () => {
  const told: string[] = [];
  const step = (name: string, ms: number) =>
    inTurn("ada", async () => {
      told.push(`${name} begins`);
      await sleep(ms);
      told.push(`${name} ends`);
      if (name === "two") throw new Error("two failed");
      return name;
    });
  const results = await Promise.allSettled([step("one", 20), step("two", 10), step("three", 0)]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(told).toEqual([
    "one begins",
    "one ends",
    "two begins",
    "two ends",
    "three begins",
    "three ends",
  ]);
});

test("others do not wait", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow = inTurn("ada", () => promise);
  await expect(inTurn("bob", async () => "at once")).resolves.toBe("at once");
  resolve();
  await slow;
});
