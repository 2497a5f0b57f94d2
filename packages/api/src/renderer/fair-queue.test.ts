import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createFairQueue } from "./fair-queue.ts";

test("one after another, and no owner twice before each had a turn", async () => {
  const queue = createFairQueue(10);
  const done: string[] = [];
  let atOnce = 0;
  const piece = async (owner: string, number: number) =>
    queue.add(owner, async () => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await sleep(1);
      atOnce -= 1;
      done.push(`${owner}${number}`);
    });
  await Promise.all(
    [1, 2, 3].map((number) => piece("a", number)).concat(piece("b", 1), piece("c", 1)),
  );
  // The first began before anybody else had come.
  expect(done).toEqual(["a1", "a2", "b1", "c1", "a3"]);
});

test("what fails keeps nobody, and settles as it failed", async () => {
  const queue = createFairQueue(10);
  const failed = queue.add("a", () => Promise.reject(new Error("no")));
  await expect(failed).rejects.toThrow("no");
  expect(await queue.add("a", () => Promise.resolve(7))).toBe(7);
});

test("who has too much waiting is told so, and others are not", async () => {
  const queue = createFairQueue(2);
  const { promise, resolve } = Promise.withResolvers<void>();
  const add = async (owner: string, number: number) =>
    queue.add(owner, () => promise.then(() => number));
  const all = [add("a", 0), add("a", 1), add("a", 2), add("a", 3), add("b", 8)];
  expect(await all[3]).toBeNull();
  resolve();
  expect(await Promise.all(all)).toEqual([0, 1, 2, null, 8]);
});
