import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf, withoutStyles } from "./mail-text.ts";

test("addresses can be followed, the full stop after one is the sentence's", () => {
  expect(piecesOf("Go to https://example.com/a?b=c. Then (http://x.test/y) rest.")).toEqual([
    { text: "Go to ", isLink: false },
    { text: "https://example.com/a?b=c", isLink: true },
    { text: ". Then (", isLink: false },
    { text: "http://x.test/y", isLink: true },
    { text: ") rest.", isLink: false },
  ]);
});

test("scripts are no addresses", () => {
  expect(piecesOf("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)", isLink: false }]);
});

test("nothing of a text is lost", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const text = `${before} https://example.com/${after}`;
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

test("styles are left out, words and other attributes stay", () => {
  expect(
    withoutStyles(
      `<style>p { color: red }</style><p style="a:b" class="c" STYLE='d'>in style = good</p>`,
    ),
  ).toBe(`<p class="c">in style = good</p>`);
});
