/** Lines that two texts share, and lines that only one has. */
export interface Piece {
  readonly kind: "same" | "mine" | "theirs";
  readonly lines: readonly string[];
}

/** Beyond this many comparisons the middle is shown whole on both sides. */
const MOST = 4_000_000;

/** What separates `theirs` from `mine`, line by line, in reading order: theirs before mine. */
export function diffLines(theirs: string, mine: string): Piece[] {
  const [left, right] = [theirs.split("\n"), mine.split("\n")];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1;
  const middle = between(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  );
  const pieces: Piece[] = [
    { kind: "same", lines: left.slice(0, start) },
    ...middle,
    { kind: "same", lines: left.slice(left.length - end) },
  ];
  return joined(pieces.filter(({ lines }) => lines.length > 0));
}

/** By the longest common subsequence: the fewest lines are called different. */
function between(left: readonly string[], right: readonly string[]): Piece[] {
  if (left.length === 0 || right.length === 0 || left.length * right.length > MOST)
    return [
      { kind: "theirs", lines: left },
      { kind: "mine", lines: right },
    ];
  const width = right.length + 1;
  const longest = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      longest[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const pieces: Piece[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [theirs, mine] = [left[row], right[column]];
    if (theirs !== undefined && theirs === mine) {
      pieces.push({ kind: "same", lines: [theirs] });
      row += 1;
      column += 1;
    } else if (
      theirs !== undefined &&
      (mine === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      pieces.push({ kind: "theirs", lines: [theirs] });
      row += 1;
    } else if (mine !== undefined) {
      pieces.push({ kind: "mine", lines: [mine] });
      column += 1;
    }
  }
  return pieces;
}

/** Neighbours of one kind as one piece; between two shared lines theirs come before mine. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  let theirs: string[] = [];
  let mine: string[] = [];
  const flush = () => {
    if (theirs.length > 0) whole.push({ kind: "theirs", lines: theirs });
    if (mine.length > 0) whole.push({ kind: "mine", lines: mine });
    [theirs, mine] = [[], []];
  };
  for (const { kind, lines } of pieces) {
    if (kind === "theirs") theirs.push(...lines);
    else if (kind === "mine") mine.push(...lines);
    else {
      flush();
      const before = whole.at(-1);
      if (before?.kind === "same")
        whole[whole.length - 1] = { kind: "same", lines: [...before.lines, ...lines] };
      else whole.push({ kind: "same", lines });
    }
  }
  flush();
  return whole;
}
