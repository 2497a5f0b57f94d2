import { squareBlocks, wideBlocks } from "./ornament-blocks.ts";

/** Side of a tile, in the units of the drawing. */
export const tile = 20;

type Point = readonly [x: number, y: number];

/** The six shapes, as cut from a tile: every one is a wedge of some kind. */
const shapes: Record<string, readonly Point[]> = {
  t: [
    [0, 0],
    [20, 0],
    [0, 20],
  ],
  w: [
    [0, 0],
    [20, 0],
    [12, 20],
    [0, 20],
  ],
  d: [
    [0, 0],
    [20, 10],
    [0, 20],
  ],
  k: [
    [0, 0],
    [8, 0],
    [20, 20],
    [0, 20],
  ],
  l: [
    [0, 20],
    [0, 14],
    [20, 6],
    [20, 20],
  ],
  u: [
    [0, 0],
    [20, 0],
    [20, 6],
    [0, 14],
  ],
};

/** Pairs of ornament colours that hold together on the ground, in both themes. */
const pairs = [
  ["orn-2", "orn-3"],
  ["orn-1", "orn-1"],
  ["orn-2", "orn-2"],
  ["orn-1", "orn-2"],
  ["orn-2", "orn-1"],
  ["orn-3", "orn-1"],
  ["orn-1", "orn-3"],
  ["orn-3", "orn-2"],
] as const;

export interface Art {
  /** Columns and rows of tiles. */
  columns: number;
  rows: number;
  /** One path for each colour in use, by the name of its token. */
  layers: readonly { colour: string; path: string }[];
}

/** FNV-1a: short, steady, and good enough to tell slugs apart. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits of FNV-1a mix poorly for short texts that differ in the last letter.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Reads a block: its rows of tiles. */
export function parseBlock(block: string): string[][] {
  return block.split("/").map((row) => row.trim().split(/\s+/u));
}

function turned([x, y]: Point, quarters: number): Point {
  let point: Point = [x, y];
  for (let turn = 0; turn < quarters; turn += 1) point = [tile - point[1], point[0]];
  return point;
}

/**
 * Sets a block mirrored across both axes into a sheet of tiles. Beyond the mirrored
 * block the sheet repeats, so a wide sheet stays one pattern.
 */
export function compose(
  block: string,
  colours: readonly [string, string],
  columns: number,
  rows: number,
): Art {
  const cells = parseBlock(block);
  const size = cells.length;
  const paths = new Map<string, string>();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const across = column % (size * 2);
      const down = row % (size * 2);
      const flipX = across >= size;
      const flipY = down >= size;
      const cell =
        cells[flipY ? size * 2 - 1 - down : down]?.[flipX ? size * 2 - 1 - across : across];
      const shape = shapes[cell?.[0] ?? ""];
      if (!cell || !shape) continue;
      const colour = colours[cell[2] === "1" ? 1 : 0];
      const points = shape.map((point) => {
        const [x, y] = turned(point, Number(cell[1]));
        return `${column * tile + (flipX ? tile - x : x)} ${row * tile + (flipY ? tile - y : y)}`;
      });
      paths.set(colour, `${paths.get(colour) ?? ""}M${points.join("L")}Z`);
    }
  }
  return { columns, rows, layers: [...paths].map(([colour, path]) => ({ colour, path })) };
}

/** The ornament of a slug: always the same one, in any process and either theme. */
export function ornamentOf(slug: string, shape: "square" | "wide"): Art {
  const seed = hash(slug);
  const blocks = shape === "square" ? squareBlocks : wideBlocks;
  const block = blocks[seed % blocks.length] ?? "";
  const colours = pairs[(seed >>> 16) % pairs.length] ?? pairs[0];
  const size = parseBlock(block).length;
  return shape === "square"
    ? compose(block, colours, size * 2, size * 2)
    : compose(block, colours, 9, 4);
}
