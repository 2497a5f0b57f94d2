/** How a moment is written. `day` leaves out the year while it is the current one. */
export type DateStyle = "day" | "date" | "weekday" | "time" | "moment";

export interface DateOptions {
  /** IANA name; the publication's, so that server and reader agree. */
  timeZone?: string;
  locale?: string;
  /** Today, for leaving out the current year. */
  now?: Date;
}

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  moment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using one. */
function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify([locale, timeZone, options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** Writes a moment as text. An invalid date becomes an en dash. */
export function formatDate(
  value: Date | string | number,
  style: DateStyle = "day",
  { timeZone = "UTC", locale = "en-GB", now = new Date() }: DateOptions = {},
): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return "–";
  const year = (of: Date) => formatOf(locale, timeZone, { year: "numeric" }).format(of);
  const dated = style === "day" || style === "moment";
  const options =
    dated && year(date) !== year(now)
      ? { ...styles[style], year: "numeric" as const }
      : styles[style];
  return formatOf(locale, timeZone, options)
    .format(date)
    .replace(/^(\p{L}+), /u, "$1 ");
}

const minute = 60_000;
const steps = [
  { unit: "minute", short: "min", length: minute, below: 60 },
  { unit: "hour", short: "h", length: 60 * minute, below: 24 },
  { unit: "day", short: "d", length: 24 * 60 * minute, below: 30 },
] as const;

/**
 * How far a moment is from now: "11 minutes ago", "in 4 days"; short: "11 min", "in 4 d".
 * Undefined from 30 days on, where the date itself says more.
 */
export function formatRelative(
  value: Date | string | number,
  {
    now = new Date(),
    short = false,
    locale = "en-GB",
  }: { now?: Date; short?: boolean; locale?: string } = {},
): string | undefined {
  const gap = new Date(value).getTime() - now.getTime();
  if (Number.isNaN(gap)) return undefined;
  if (Math.abs(gap) < minute) return "just now";
  for (const { unit, short: brief, length, below } of steps) {
    const count = Math.trunc(gap / length);
    if (Math.abs(count) >= below) continue;
    if (!short)
      return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(count, unit);
    return count > 0 ? `in ${count} ${brief}` : `${-count} ${brief}`;
  }
  return undefined;
}
