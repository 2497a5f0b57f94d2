import fc from "fast-check";
import { expect, test } from "vitest";
import { postsPath, readQuery } from "./query.ts";

const id = "0199b6f0-2222-7abc-8def-0123456789ab";

test("an address says what the list shows", () => {
  const query = readQuery({ status: "draft", q: " ladders ", category: id, mine: "1" });
  expect(query).toEqual({ status: "draft", q: "ladders", category: id, mine: true });
  expect(postsPath(query)).toBe(`/posts?status=draft&category=${id}&q=ladders&mine=1`);
  expect(postsPath({})).toBe("/posts");
});

test("nonsense in an address is the plain list", () => {
  expect(readQuery({ status: "burnt", category: "x", q: "", mine: "" })).toEqual({});
  expect(readQuery({ status: ["draft", "archived"] })).toEqual({ status: "draft" });
});

test("whatever stands in an address, writing and reading it again changes nothing", () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
  const params = fc.record({
    status: fc.oneof(value, fc.constantFrom("draft", "published")),
    category: fc.oneof(value, fc.uuid()),
    q: value,
    mine: value,
    cursor: value,
  });
  fc.assert(
    fc.property(params, (given) => {
      const query = readQuery(given);
      const again = Object.fromEntries(new URL(postsPath(query), "http://x").searchParams);
      expect(readQuery(again)).toEqual(query);
    }),
  );
});
