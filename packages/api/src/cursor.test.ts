import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, pageRequest, toPageOutput } from "./cursor.ts";
import { isAppError } from "./errors.ts";

const id = "01900000-0000-7000-8000-000000000000";
const key = { at: new Date(1_700_000_000_123), id };

test("a cursor leads back to the place that it came from", () => {
  const output = toPageOutput("list", { items: [], next: key, previous: key });
  expect(pageRequest("list", { limit: 5, cursor: output.nextCursor })).toEqual({
    limit: 5,
    after: key,
  });
  expect(pageRequest("list", { limit: 5, cursor: output.previousCursor })).toEqual({
    limit: 5,
    before: key,
  });
  expect(pageRequest("list", { limit: 5, cursor: null })).toEqual({ limit: 5 });
});

test("a cursor of another list is refused", () => {
  const { nextCursor } = toPageOutput("list", { items: [], next: key, previous: null });
  expect(() => pageRequest("other", { limit: 5, cursor: nextCursor })).toThrow("does not belong");
});

/** Whether the cursor is refused as the caller's mistake, or is nothing at all. */
function isRefused(cursor: string): boolean {
  try {
    pageRequest("list", { limit: 1, cursor });
    return cursor === "";
  } catch (error) {
    return isAppError(error) && error.code === "validation";
  }
}

test("nothing that is not a cursor gets through, or fails in any other way", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json().map(encodeCursor),
    fc.string().map(encodeCursor),
  );
  fc.assert(
    fc.property(anything, (cursor) => {
      expect(isRefused(cursor)).toBe(true);
    }),
  );
});

test.each([
  ["a date beyond what PostgreSQL takes", ["list", "after", 8_640_000_000_000_000, id]],
  ["a date that is not whole", ["list", "after", 1.5, id]],
  ["an id that is not one", ["list", "after", 0, "1; drop table posts"]],
  ["a direction that is not one", ["list", "sideways", 0, id]],
])("%s is refused", (_, token) => {
  expect(() => pageRequest("list", { limit: 1, cursor: encodeCursor(token) })).toThrow(
    "does not belong",
  );
});

test("other cursors are checked by their own schema", () => {
  expect(decodeCursor(encodeCursor([1, "a"]), z.tuple([z.number(), z.string()]))).toEqual([1, "a"]);
});
