import { expect, test } from "vitest";
import { moved } from "./order.ts";

test("one moves, the others close up", () => {
  expect(moved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
});

test("at the ends, and without such an id, nothing moves", () => {
  const ids = ["a", "b"];
  expect(moved(ids, "a", -1)).toBe(ids);
  expect(moved(ids, "b", 1)).toBe(ids);
  expect(moved(ids, "x", 1)).toBe(ids);
});
