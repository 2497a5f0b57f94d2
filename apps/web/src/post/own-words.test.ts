import { expect, test } from "vitest";
import { isOwnWords } from "./own-words.ts";

const html =
  '<h2 id="a">News</h2><p>The <em>public</em> library in our town still has its <a href="/x">card catalogue</a>.</p>';

test("an excerpt taken from the beginning is not shown twice", () => {
  expect(isOwnWords("The public library in our town still has…", html)).toBe(false);
  expect(isOwnWords("The public library in our town still has its card catalogue.", html)).toBe(
    false,
  );
});

test("a summary of its own is shown", () => {
  expect(isOwnWords("We gave our archive a card catalogue of its own.", html)).toBe(true);
});

test("an empty excerpt says nothing", () => {
  expect(isOwnWords("", html)).toBe(false);
  expect(isOwnWords("…", html)).toBe(false);
});
