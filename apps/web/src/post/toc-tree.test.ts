import { expect, test } from "vitest";
import { tocTree } from "./toc-tree.ts";

const heading = (id: string, level: number) => ({ id, text: id.toUpperCase(), level });
const shape = (levels: readonly (readonly [string, number])[]) =>
  tocTree(levels.map(([id, level]) => heading(id, level))).map(({ id, parts }) => [
    id,
    parts.map((part) => part.id),
  ]);

test("two levels stand in the contents, from the highest that the text uses", () => {
  expect(
    shape([
      ["a", 2],
      ["b", 3],
      ["c", 4],
      ["d", 2],
    ]),
  ).toEqual([
    ["a", ["b"]],
    ["d", []],
  ]);
  expect(
    shape([
      ["a", 3],
      ["b", 4],
    ]),
  ).toEqual([["a", ["b"]]]);
});

test("a part without anything above it is left to the text", () => {
  expect(
    shape([
      ["b", 3],
      ["a", 2],
    ]),
  ).toEqual([["a", []]]);
  expect(shape([])).toEqual([]);
});
