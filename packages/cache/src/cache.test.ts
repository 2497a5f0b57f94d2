import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createCache } from "./index.ts";

/** A factory that counts its runs and can be held back. */
function counted<T>(value: T) {
  const state = { runs: 0, release: () => {} };
  const gate = Promise.withResolvers<void>();
  state.release = () => gate.resolve();
  const factory = async () => {
    state.runs++;
    await gate.promise;
    return value;
  };
  return { state, factory };
}

const remember = { tags: ["posts"] };

test("a value is made once and remembered as it was", async () => {
  const cache = createCache();
  const { state, factory } = counted({ at: new Date(0), list: [1, 2], nothing: null });
  state.release();
  const first = await cache.getOrSet("home", remember, factory);
  const second = await cache.getOrSet("home", remember, factory);
  expect(second).toEqual({ at: new Date(0), list: [1, 2], nothing: null });
  expect(first).toBe(second);
  expect(state.runs).toBe(1);
});

test("null is a value, undefined is not", async () => {
  const cache = createCache();
  let runs = 0;
  const ask = (key: string, value: null | undefined) =>
    cache.getOrSet(key, remember, async () => {
      runs++;
      return value;
    });
  expect([await ask("a", null), await ask("a", null)]).toEqual([null, null]);
  expect(runs).toBe(1);
  expect([await ask("b", undefined), await ask("b", undefined)]).toEqual([undefined, undefined]);
  expect(runs).toBe(3);
});

test("fifty callers at once share one run", async () => {
  const cache = createCache();
  const { state, factory } = counted("value");
  const callers = Array.from({ length: 50 }, () => cache.getOrSet("home", remember, factory));
  state.release();
  expect(new Set(await Promise.all(callers))).toEqual(new Set(["value"]));
  expect(state.runs).toBe(1);
});

test("fifty callers share one failure, as it was thrown, and the next tries again", async () => {
  const cache = createCache();
  const failure = Object.assign(new Error("the database is away"), { code: "unavailable" });
  let runs = 0;
  const fail = async () => {
    runs++;
    await sleep(5);
    throw failure;
  };
  const callers = Array.from({ length: 50 }, () => cache.getOrSet("home", remember, fail));
  const outcomes = await Promise.allSettled(callers);
  expect(outcomes.every((one) => one.status === "rejected" && one.reason === failure)).toBe(true);
  expect(runs).toBe(1);
  expect(await cache.getOrSet("home", remember, async () => "back")).toBe("back");
});

test("only values with the tag are forgotten", async () => {
  const cache = createCache();
  let runs = 0;
  const ask = (key: string, tags: string[]) => cache.getOrSet(key, { tags }, async () => ++runs);
  await ask("home", ["posts"]);
  await ask("post", ["posts", "post:1"]);
  await ask("tags", ["tags"]);
  await cache.deleteByTags(["post:1", "unknown"]);
  await cache.deleteByTags([]);
  expect([await ask("home", ["posts"]), await ask("tags", ["tags"])]).toEqual([1, 3]);
  expect(await ask("post", ["posts", "post:1"])).toBe(4);
});

test("a factory that a change overtook is not remembered", async () => {
  const cache = createCache();
  const before = counted("before");
  const early = cache.getOrSet("home", remember, before.factory);
  await sleep(1);
  await cache.deleteByTags(["posts"]);
  const late = cache.getOrSet("home", remember, async () => "after");
  before.state.release();
  expect(await early).toBe("before");
  expect(await late).toBe("after");
  // A value made in the very millisecond of the change would be made again, to be safe.
  const again = await cache.getOrSet("home", remember, async () => "made again");
  expect(["after", "made again"]).toContain(again);
  expect(before.state.runs).toBe(1);
});

test("a change of something else does not disturb a running factory", async () => {
  const cache = createCache();
  const { state, factory } = counted("value");
  const asked = cache.getOrSet("home", remember, factory);
  await cache.deleteByTags(["comments"]);
  state.release();
  await asked;
  await cache.getOrSet("home", remember, factory);
  expect(state.runs).toBe(1);
});

test("clear forgets everything, running factories included", async () => {
  const cache = createCache();
  const { state, factory } = counted("old");
  await cache.getOrSet("a", remember, async () => "old");
  const running = cache.getOrSet("b", remember, factory);
  await sleep(1);
  await cache.clear();
  state.release();
  await running;
  expect(await cache.getOrSet("a", remember, async () => "new")).toBe("new");
  expect(await cache.getOrSet("b", remember, async () => "new")).toBe("new");
  await cache.close();
});

test("a value ends with its time", async () => {
  const cache = createCache();
  let runs = 0;
  const ask = () => cache.getOrSet("home", { tags: [], ttl: "20ms" }, async () => ++runs);
  expect([await ask(), await ask()]).toEqual([1, 1]);
  await sleep(30);
  expect(await ask()).toBe(2);
});

test("changing a shared value fails at once", async () => {
  const cache = createCache();
  const value = await cache.getOrSet("home", remember, async () => ({ posts: [{ title: "a" }] }));
  expect(() => value.posts.push({ title: "b" })).toThrow("not extensible");
  expect(() => Object.assign(value.posts[0] ?? {}, { title: "b" })).toThrow("read only");
});
