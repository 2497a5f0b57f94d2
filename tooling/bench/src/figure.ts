/** What is measured against: a bare program that does the same work, in the same run. */
export interface Floor {
  readonly what: string;
  readonly value: number;
}

/** Where a figure should be. Nothing fails when it is not: the reader decides. */
export interface Target {
  readonly of: "ratio" | "value";
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of the table. */
export interface Figure {
  readonly part: string;
  readonly what: string;
  /** Undefined when it could not be measured here; `note` then says why. */
  readonly value?: number;
  readonly unit: string;
  readonly floor?: Floor;
  /** Ours by the floor's: the median of what each round came to. */
  readonly ratio?: number;
  /** How far apart the rounds were, as a share of their median: the noise of the machine. */
  readonly spread?: number;
  readonly target?: Target;
  /** Sizes, and what else helps to read it. */
  readonly note?: string;
}

/** Whether a figure is where it should be; undefined when nobody said where that is. */
export function isMet({ value, ratio, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  const found = target.of === "ratio" ? ratio : value;
  if (found === undefined) return undefined;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = target;
  return found >= atLeast && found <= atMost;
}

/** The middle one, or the mean of the middle two; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** How far the values lie apart, as a share of their median. */
export function spreadOf(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** The figures as a table for a terminal, the notes under it. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.part,
    figure.what,
    figure.value === undefined ? "not measured" : `${short(figure.value)} ${figure.unit}`,
    figure.floor ? `${short(figure.floor.value)} ${figure.unit}` : "",
    figure.ratio === undefined ? "" : figure.ratio.toFixed(2),
    figure.spread === undefined ? "" : `±${Math.round((figure.spread / 2) * 100)} %`,
    targetText(figure),
    { true: "met", false: "NOT MET", undefined: "" }[String(isMet(figure))] ?? "",
  ]);
  const head = ["part", "what", "figure", "floor", "ratio", "noise", "target", ""];
  const isNumber = [false, false, true, true, true, true, false, false];
  const widths = head.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(head), rule, ...rows.map(line), "", ...notes(figures)].join("\n");
}

function notes(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ what, floor, note }) => {
    const said = [floor && `floor: ${floor.what}`, note].filter(Boolean).join("; ");
    return said ? [`${what} · ${said}`] : [];
  });
}

function targetText({ target, unit }: Figure): string {
  if (!target) return "";
  const of = target.of === "ratio" ? "" : ` ${unit}`;
  return target.atLeast === undefined
    ? `≤ ${short(target.atMost ?? 0)}${of}`
    : `≥ ${short(target.atLeast)}${of}`;
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
