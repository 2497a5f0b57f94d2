import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsToTry } from "./words.ts";

test("the words of a search are tried one by one, each once and without its marks", () => {
  expect(wordsToTry('"marmalade", hinges!')).toEqual(["marmalade", "hinges"]);
  expect(wordsToTry("Tea tea TEA pot")).toEqual(["TEA", "pot"]);
  expect(wordsToTry("a b c d")).toEqual([]);
  expect(wordsToTry("alone")).toEqual([]);
  expect(wordsToTry("one two three four")).toHaveLength(3);
});

test("whatever was typed makes at most three words that it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (query) => {
      const words = wordsToTry(query);
      expect(words.length).toBeLessThanOrEqual(3);
      for (const word of words) expect(query).toContain(word);
    }),
  );
});
