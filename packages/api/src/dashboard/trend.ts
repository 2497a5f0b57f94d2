import type { Trend } from "./output.ts";

const DAY_MS = 86_400_000;

/** The first instant of the UTC day of `now`, and of the day so many days before it. */
export function startOfDay(now: Date, daysBefore = 0): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - daysBefore * DAY_MS);
}

const nameOf = (day: Date) => day.toISOString().slice(0, 10);

/**
 * Counts per day (UTC, YYYY-MM-DD; days without any are left out) as `steps` steps of `daysPerStep` days
 * that end today, beside as many before them.
 */
export function toTrend(
  perDay: readonly { readonly day: string; readonly count: number }[],
  now: Date,
  span: { readonly steps: number; readonly daysPerStep: number },
): Trend {
  const { steps, daysPerStep } = span;
  const counts = new Map(perDay.map(({ day, count }) => [day, count]));
  const step = (stepsAgo: number) => {
    const first = stepsAgo * daysPerStep - 1;
    const days = Array.from({ length: daysPerStep }, (_, at) =>
      nameOf(startOfDay(now, first - at)),
    );
    const count = days.reduce((sum, day) => sum + (counts.get(day) ?? 0), 0);
    return { start: days[0] ?? "", count };
  };
  const series = (newest: number) =>
    Array.from({ length: steps }, (_, at) => step(newest + steps - at));
  const current = series(0);
  const previous = series(steps);
  const total = (part: typeof current) => part.reduce((sum, { count }) => sum + count, 0);
  return { current, previous, total: total(current), previousTotal: total(previous) };
}
