/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly json: boolean;
  /** A line for people; silent with `--json`. */
  say(line: string): void;
  /** The one object that `--json` prints. */
  result(value: object): void;
  /** A line that replaces the one before it, on a terminal only. */
  progress(line: string): void;
  /** Ends the progress line. */
  endProgress(): void;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function createTerminal(
  options: { json: boolean },
  out: Stream = process.stdout,
  err: Stream = process.stderr,
): Terminal {
  let shown = false;
  return {
    json: options.json,
    say: (line) => {
      if (!options.json) out.write(`${line}\n`);
    },
    result: (value) => {
      if (options.json) out.write(`${JSON.stringify(value)}\n`);
    },
    progress: (line) => {
      if (!err.isTTY) return;
      err.write(`\r\u001B[K${line}`);
      shown = true;
    },
    endProgress: () => {
      if (shown) err.write("\r\u001B[K");
      shown = false;
    },
  };
}

/** Rows as columns that line up, for people. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
