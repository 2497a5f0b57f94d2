const DAY_MS = 86_400_000;

/**
 * The days of a place. Their beginnings are worked out here and not by the database, whose list of time
 * zones may be another one.
 */
export interface Days {
  /** The day of a moment there, as YYYY-MM-DD. */
  readonly nameOf: (moment: Date) => string;
  /** The first instant of a day there, also where the clock skips midnight. */
  readonly startOf: (day: string) => Date;
}

/** So many days after a day (YYYY-MM-DD), or before it. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The days of an IANA time zone. */
export function daysIn(timeZone: string): Days {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  /** What the clocks there show, as if it were UTC. */
  const wallOf = (moment: number): number => {
    const shown = new Map(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    return Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
  };
  const offsetAt = (moment: number): number => wallOf(moment) - moment;
  return {
    nameOf: (moment) => new Date(wallOf(moment.getTime())).toISOString().slice(0, 10),
    startOf(day) {
      const midnight = Date.parse(day);
      // By the clock of the day before and by that of the day after: one that is changed shows
      // midnight by either, by both, or skips it and goes on from the first instant of the day.
      const tries = [midnight - DAY_MS, midnight + DAY_MS].map((at) => midnight - offsetAt(at));
      const shown = tries.filter((at) => wallOf(at) === midnight);
      return new Date(shown.length > 0 ? Math.min(...shown) : (tries[0] ?? midnight));
    },
  };
}
