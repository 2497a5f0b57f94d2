import { type DateStyle, formatDate } from "@quoin/ui";

/** Where and how the publication writes its dates. */
export interface Place {
  readonly locale: string;
  readonly timeZone: string;
}

/** Plain `en` writes the day first here, as the pages are drawn; `en-US` says otherwise. */
const dateLocale = (locale: string): string => (locale === "en" ? "en-GB" : locale);

export type WriteDate = (value: Date, style?: DateStyle) => string;

/** Writes dates as the publication does, the same for every reader. */
export function formatter({ locale, timeZone }: Place): WriteDate {
  const options = { locale: dateLocale(locale), timeZone };
  return (value, style = "day") => formatDate(value, style, options);
}

/** The day and month alone, for under a heading that says the year. */
export const formatDay = (value: Date, { locale, timeZone }: Place): string =>
  formatDate(value, "day", { locale: dateLocale(locale), timeZone, now: value });

/**
 * What a page of a list holds, newest first: "20 to 6 November", "3 November to 30 October",
 * with years where they are not this one.
 */
export function formatRange(dates: readonly Date[], place: Place, now = new Date()): string {
  const times = dates.map((date) => date.getTime());
  if (times.length === 0) return "";
  const parts = (time: number) => {
    const written = new Intl.DateTimeFormat(dateLocale(place.locale), {
      timeZone: place.timeZone,
      day: "numeric",
      month: "long",
      year: "numeric",
    }).formatToParts(time);
    const part = (type: string) => written.find((each) => each.type === type)?.value ?? "";
    return { day: part("day"), month: part("month"), year: part("year") };
  };
  const newest = parts(Math.max(...times));
  const oldest = parts(Math.min(...times));
  const thisYear = parts(now.getTime()).year;
  const sameYear = newest.year === oldest.year;
  const sameMonth = sameYear && newest.month === oldest.month;
  const year = (of: { year: string }) => (sameYear && of.year === thisYear ? "" : ` ${of.year}`);
  const end = `${oldest.day} ${oldest.month}${year(oldest)}`;
  if (sameMonth) return newest.day === oldest.day ? end : `${newest.day} to ${end}`;
  return `${newest.day} ${newest.month}${sameYear ? "" : year(newest)} to ${end}`;
}
