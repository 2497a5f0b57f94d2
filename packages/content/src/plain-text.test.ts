import fc from "fast-check";
import { expect, test } from "vitest";
import { countWords, excerptOf, readingMinutes } from "./plain-text.ts";

test.each([
  ["Short.", 160, "Short."],
  ["One two.  Three\nfour.", 160, "One two. Three four."],
  ["First sentence here. Second one is longer than that.", 30, "First sentence here."],
  ["A. This sentence is far too long to fit into it.", 30, "A. This sentence is far too…"],
  ["Ends, in a comma, and more words here", 18, "Ends, in a comma…"],
  ['He said "stop." Then nothing else happened.', 20, 'He said "stop."'],
  ["Version 1.2.3 of the library came out today.", 20, "Version 1.2.3 of…"],
  ["x".repeat(50), 10, "xxxxxxxxx…"],
  ["日本語の文章です。とても長い文章が続きます。", 12, "日本語の文章です。"],
  ["🎉".repeat(20), 10, "🎉🎉🎉🎉…"],
  ["", 160, ""],
  [" \n ", 160, ""],
])("the excerpt of %j at %i", (text, max, excerpt) => {
  expect(excerptOf(text, max)).toBe(excerpt);
});

test("an excerpt is never longer than asked, never breaks a character, and starts as the text does", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.integer({ min: 2, max: 200 }),
      (text, max) => {
        const excerpt = excerptOf(text, max);
        expect(excerpt.length).toBeLessThanOrEqual(max);
        expect(excerpt.isWellFormed()).toBe(true);
        expect(text.replace(/\s+/g, " ").trim().startsWith(excerpt.replace(/…$/, ""))).toBe(true);
      },
    ),
  );
});

test.each([
  ["", 0],
  ["one", 1],
  ["don't stop-gap snake_case", 3],
  ["It’s 3.5 km — really!", 5],
  ["日本語の文", 3],
  ["Привет мир", 2],
  ["سلام دنیا", 2],
  ["e\u0301tude", 1],
  ["🎉 ---", 0],
])("%j has %i words", (text, words) => {
  expect(countWords(text)).toBe(words);
});

test.each([
  [0, 1],
  [225, 1],
  [340, 2],
  [2250, 10],
])("%i words take %i minutes", (words, minutes) => {
  expect(readingMinutes(words)).toBe(minutes);
});
