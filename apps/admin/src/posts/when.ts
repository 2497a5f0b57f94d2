import { formatDate } from "@quoin/ui/date-format";

/** The publication's calendar, and what today is; from the server, so that both sides agree. */
export interface Calendar {
  readonly timeZone: string;
  readonly locale: string;
  readonly now: Date;
}

/** "Today 16:08", "Yesterday", "18 Nov", "3 Feb 2025": the nearer, the more exact. */
export function whenWords(date: Date, calendar: Calendar): string {
  const day = (of: Date) => formatDate(of, "date", calendar);
  if (day(date) === day(calendar.now)) return `Today ${formatDate(date, "time", calendar)}`;
  const yesterday = new Date(calendar.now.getTime() - 86_400_000);
  if (day(date) === day(yesterday)) return "Yesterday";
  return formatDate(date, "day", calendar);
}
