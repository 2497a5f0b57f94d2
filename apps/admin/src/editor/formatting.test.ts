import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bold,
  bullets,
  type Change,
  code,
  footnote,
  heading,
  image,
  italic,
  link,
  numbered,
  quote,
} from "./formatting.ts";

/** The text after a change, the selection in brackets of its own. */
function apply(text: string, change: Change) {
  let result = text;
  for (const { from, to, insert } of change.changes.toSorted(
    (a, b) => b.from - a.from || b.to - a.to,
  ))
    result = result.slice(0, from) + insert + result.slice(to);
  return result;
}
const on = (format: typeof bold, text: string, part: string) => {
  const from = text.indexOf(part);
  return apply(text, format(text, from, from + part.length));
};

test("bold and italic go on and off", () => {
  expect(on(bold, "a word here", "word")).toBe("a **word** here");
  expect(on(bold, "a **word** here", "word")).toBe("a word here");
  expect(on(italic, "a word", "word")).toBe("a *word*");
  expect(on(italic, "a **word**", "word")).toBe("a ***word***");
});

test("whole lines become headings, quotes and lists, and back", () => {
  expect(on(heading, "One\nTwo", "wo")).toBe("One\n## Two");
  expect(on(heading, "## Two", "wo")).toBe("Two");
  expect(on(quote, "a\nb", "a\nb")).toBe("> a\n> b");
  expect(on(bullets, "a\nb", "a\nb")).toBe("- a\n- b");
  expect(on(numbered, "a\nb\nc", "a\nb\nc")).toBe("1. a\n2. b\n3. c");
  expect(on(numbered, "1. a\n2. b", "1. a\n2. b")).toBe("a\nb");
});

test("a part of a line is code, several lines are a fence", () => {
  expect(on(code, "say x now", "x")).toBe("say `x` now");
  expect(on(code, "a\nb\n", "a\nb\n")).toBe("```\na\nb\n```\n");
});

test("a link takes the selection as text, or as address", () => {
  expect(on(link, "see here", "here")).toBe("see [here]()");
  expect(on(link, "https://a.example/x", "https://a.example/x")).toBe("[](https://a.example/x)");
  expect(on(image, "a ladder", "ladder")).toBe("a ![ladder]()");
  expect(on(image, "/l.png", "/l.png")).toBe("![](/l.png)");
});

test("footnotes are numbered on, and their text starts at the end", () => {
  expect(on(footnote, "One.", ".")).toBe("One.[^1]\n\n[^1]: ");
  const text = "One.[^1] Two.\n\n[^1]: Note";
  expect(on(footnote, text, "Two.")).toBe("One.[^1] Two.[^2]\n\n[^1]: Note\n\n[^2]: ");
});

test("any text and any selection can be formatted, and the selection lies in the result", () => {
  const formats = [bold, italic, heading, quote, bullets, numbered, code, link, image, footnote];
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "*", "#", ">", "`", "-") }),
      fc.nat(40),
      fc.nat(40),
      fc.constantFrom(...formats),
      (text, one, other, format) => {
        const [from, to] = [one, other]
          .map((at) => Math.min(at, text.length))
          .toSorted((a, b) => a - b);
        const change = format(text, from ?? 0, to ?? 0);
        const result = apply(text, change);
        expect(change.selection.from).toBeGreaterThanOrEqual(0);
        expect(change.selection.to).toBeLessThanOrEqual(result.length);
      },
    ),
  );
});
