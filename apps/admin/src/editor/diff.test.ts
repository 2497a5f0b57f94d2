import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines, type Piece } from "./diff.ts";

const text = (pieces: readonly Piece[], side: "mine" | "theirs") =>
  pieces
    .filter(({ kind }) => kind === "same" || kind === side)
    .flatMap(({ lines }) => lines)
    .join("\n");

test("a changed line stands on both sides, the rest is shared", () => {
  expect(diffLines("a\nb\nc", "a\nx\nc")).toEqual([
    { kind: "same", lines: ["a"] },
    { kind: "theirs", lines: ["b"] },
    { kind: "mine", lines: ["x"] },
    { kind: "same", lines: ["c"] },
  ]);
});

test("an added line is only mine, a removed one only theirs", () => {
  expect(diffLines("a\nc", "a\nb\nc")).toEqual([
    { kind: "same", lines: ["a"] },
    { kind: "mine", lines: ["b"] },
    { kind: "same", lines: ["c"] },
  ]);
  expect(diffLines("a\nb", "a")).toEqual([
    { kind: "same", lines: ["a"] },
    { kind: "theirs", lines: ["b"] },
  ]);
});

test("equal texts are one shared piece", () => {
  expect(diffLines("a\nb", "a\nb")).toEqual([{ kind: "same", lines: ["a", "b"] }]);
});

test("both texts can be read from the pieces, whatever they are", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const [theirs, mine] = [left.join("\n"), right.join("\n")];
      const pieces = diffLines(theirs, mine);
      expect(text(pieces, "theirs")).toBe(theirs);
      expect(text(pieces, "mine")).toBe(mine);
    }),
  );
});

test("two books that share nothing are shown whole", () => {
  const book = (letter: string) =>
    Array.from({ length: 3_000 }, (_, n) => `${letter}${n}`).join("\n");
  const pieces = diffLines(book("a"), book("b"));
  expect(pieces.map(({ kind }) => kind)).toEqual(["theirs", "mine"]);
});
