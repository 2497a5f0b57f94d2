import { seconds } from "@quoin/bootstrap/door/steps";
import type { Row } from "./outcome.ts";

/** The closing table, one line a gate: mark, name, time, numbers or reason. */
export function table(rows: readonly Row[]): string {
  const names = Math.max(...rows.map((row) => row.name.length));
  const times = rows.map((row) => seconds(row.milliseconds));
  const widest = Math.max(...times.map((time) => time.length));
  return rows
    .map((row, index) =>
      [
        `  ${markOf(row)} ${row.name.padEnd(names)}`,
        (times[index] ?? "").padStart(widest),
        detailOf(row),
      ]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What failed, one line each; empty when nothing did. */
export const brokenOf = (rows: readonly Row[]): string =>
  rows.flatMap(({ outcome }) => (outcome.broken ?? []).map((line) => `  × ${line}\n`)).join("");

/** The last line of a run: `N passed, N failed`, every test and every gate without tests counting one. */
export function closingLine(rows: readonly Row[]): string {
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return `${sum((row) => row.outcome.passed)} passed, ${sum((row) => row.outcome.failed)} failed`;
}

function markOf({ outcome }: Row): string {
  if (outcome.failed > 0) return "✗";
  return outcome.skipped === undefined ? "✓" : "-";
}

function detailOf({ outcome }: Row): string {
  if (outcome.skipped !== undefined) return outcome.skipped;
  const parts: string[] = [];
  if (outcome.passed + outcome.failed > 1) parts.push(`${outcome.passed} passed`);
  if (outcome.passed + outcome.failed > 1 && outcome.failed > 0) {
    parts.push(`${outcome.failed} failed`);
  }
  if (outcome.detail !== undefined) parts.push(outcome.detail);
  return parts.join(", ");
}
