import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { compose, hash, ornamentOf, parseBlock, tile } from "./ornament-art.ts";
import { squareBlocks, wideBlocks } from "./ornament-blocks.ts";
import { Ornament } from "./ornament.tsx";

/** The outlines of a path, each as a set of its corners, so that direction does not matter. */
function outlines(path: string, mirror: (x: number, y: number) => [number, number]): string[] {
  return path
    .split("Z")
    .filter(Boolean)
    .map((outline) =>
      outline
        .slice(1)
        .split("L")
        .map((point) => point.split(" ").map(Number) as [number, number])
        .map(([x, y]) => mirror(x, y).join(" "))
        .toSorted()
        .join(),
    )
    .toSorted();
}

test("a slug always gives the same ornament", () => {
  expect(renderToStaticMarkup(<Ornament slug="the-library-that-lends-ladders" />)).toBe(
    renderToStaticMarkup(<Ornament slug="the-library-that-lends-ladders" />),
  );
  // Pinned: readers know a post by its ornament, so a change to it must be meant.
  expect(hash("the-library-that-lends-ladders")).toBe(202013734);
});

test("any slug gives a square that mirrors across both axes", () => {
  fc.assert(
    fc.property(fc.string(), (slug) => {
      const art = ornamentOf(slug, "square");
      const side = art.columns * tile;
      expect(art.columns).toBe(art.rows);
      expect(art.layers.length).toBeGreaterThan(0);
      for (const { path } of art.layers) {
        const plain = outlines(path, (x, y) => [x, y]);
        expect(outlines(path, (x, y) => [side - x, y])).toEqual(plain);
        expect(outlines(path, (x, y) => [x, side - y])).toEqual(plain);
      }
    }),
  );
});

test("a wide sheet stays inside its frame and takes at most two colours", () => {
  fc.assert(
    fc.property(fc.string(), (slug) => {
      const { columns, rows, layers } = ornamentOf(slug, "wide");
      expect(layers.length).toBeLessThanOrEqual(2);
      for (const { path, colour } of layers) {
        expect(colour).toMatch(/^orn-[123]$/u);
        for (const [, x, y] of path.matchAll(/[ML](\S+) (\S+?)(?=[LZM])/gu)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(columns * tile);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(rows * tile);
        }
      }
    }),
  );
});

test("slugs that differ in one letter differ in their ornament, mostly", () => {
  const seen = new Set(
    Array.from({ length: 100 }, (_, number) =>
      JSON.stringify(ornamentOf(`release-${number}`, "square")),
    ),
  );
  expect(seen.size).toBeGreaterThan(60);
});

test.each([
  ["square", squareBlocks, 2],
  ["wide", wideBlocks, 3],
] as const)("every %s block is well formed, and none is there twice", (_, blocks, size) => {
  expect(new Set(blocks).size).toBe(blocks.length);
  for (const block of blocks) {
    const rows = parseBlock(block);
    expect(rows).toHaveLength(size);
    for (const row of rows) {
      expect(row).toHaveLength(size);
      for (const cell of row) expect(cell).toMatch(/^(···|[twdklu][0-3][01])$/u);
    }
  }
});

test("a bare tile draws nothing", () => {
  expect(compose("··· ··· / ··· ···", ["orn-1", "orn-2"], 4, 4).layers).toEqual([]);
});

test("an ornament is decoration: hidden from screen readers", () => {
  expect(renderToStaticMarkup(<Ornament slug="x" shape="wide" />)).toContain('aria-hidden="true"');
});
