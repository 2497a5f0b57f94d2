import { dayAfter, type Days } from "./days.ts";
import type { Trend } from "./output.ts";

/** How a trend is cut: as many steps of so many days once more before those that are shown. */
export interface Span {
  readonly steps: number;
  readonly daysPerStep: number;
}

/** The first days of the steps that end with the day of `now`, and of as many before them, oldest first. */
export function stepsOf(days: Days, now: Date, { steps, daysPerStep }: Span): string[] {
  const today = days.nameOf(now);
  return Array.from({ length: 2 * steps }, (_, at) =>
    dayAfter(today, 1 - (2 * steps - at) * daysPerStep),
  );
}

/** Counts by step, those without any left out, as a trend: the later half beside the earlier. */
export function toTrend(
  starts: readonly string[],
  counted: readonly { readonly step: number; readonly count: number }[],
): Trend {
  const counts = new Map(counted.map(({ step, count }) => [step, count]));
  const series = starts.map((start, step) => ({ start, count: counts.get(step) ?? 0 }));
  const previous = series.slice(0, starts.length / 2);
  const current = series.slice(starts.length / 2);
  const total = (part: typeof series) => part.reduce((sum, { count }) => sum + count, 0);
  return { current, previous, total: total(current), previousTotal: total(previous) };
}
