import fc from "fast-check";
import { expect, test } from "vitest";
import { firstOf, signInPath, withQuery } from "./addresses.ts";

test("a query holds what says something, and nothing else", () => {
  expect(withQuery("/", { cursor: null, q: undefined, reply: "" })).toBe("/");
  expect(withQuery("/search", { q: "a b&c", cursor: null })).toBe("/search?q=a+b%26c");
});

test("any value survives the way through an address", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (value) => {
      const url = new URL(withQuery("/search", { q: value }), "https://x.example");
      expect(url.searchParams.get("q")).toBe(value);
    }),
  );
});

test("signing in leads back to where one was", () => {
  expect(signInPath()).toBe("/sign-in");
  const url = new URL(signInPath("/posts/a?reply=1#reply"), "https://x.example");
  expect(url.searchParams.get("redirectTo")).toBe("/posts/a?reply=1#reply");
});

test("a parameter that is given twice counts once", () => {
  expect(firstOf(["a", "b"])).toBe("a");
  expect(firstOf("a")).toBe("a");
  expect(firstOf(undefined)).toBeUndefined();
});
