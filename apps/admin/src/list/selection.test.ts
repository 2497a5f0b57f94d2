import { expect, test } from "vitest";
import { extendTo, keepPresent, moveBy, nothingSelected, toggle, toggleAll } from "./selection.ts";

const ids = ["a", "b", "c", "d"];

test("J starts at the first row and stops at the last, K the other way round", () => {
  const first = moveBy(nothingSelected, ids, 1);
  expect(first.cursor).toBe("a");
  expect(moveBy(first, ids, 9).cursor).toBe("d");
  expect(moveBy(first, ids, -1).cursor).toBe("a");
  expect(moveBy(nothingSelected, ids, -1).cursor).toBe("d");
  expect(moveBy(nothingSelected, [], 1).cursor).toBeNull();
});

test("X chooses and lets go; ⇧X chooses all in between, in both directions", () => {
  const one = toggle(nothingSelected, "c");
  expect([...one.chosen]).toEqual(["c"]);
  expect([...toggle(one, "c").chosen]).toEqual([]);
  expect([...extendTo(one, ids, "a").chosen].toSorted()).toEqual(["a", "b", "c"]);
  expect([...extendTo(toggle(nothingSelected, "b"), ids, "d").chosen]).toEqual(["b", "c", "d"]);
});

test("a range without a start is one row", () => {
  expect([...extendTo(nothingSelected, ids, "b").chosen]).toEqual(["b"]);
});

test("all, then none", () => {
  const all = toggleAll(nothingSelected, ids);
  expect(all.chosen.size).toBe(4);
  expect(toggleAll(all, ids).chosen.size).toBe(0);
});

test("rows that left the list are no longer chosen", () => {
  const chosen = toggle(toggle(nothingSelected, "a"), "d");
  const kept = keepPresent(chosen, ["a", "b"]);
  expect([...kept.chosen]).toEqual(["a"]);
  expect(kept.cursor).toBeNull();
});
