import type { Outputs } from "@quoin/client";
import type { DeltaProps } from "@quoin/ui";
import { formatDate } from "@quoin/ui/date-format";
import type { PlotPoint } from "@quoin/ui/plot";
import { toWall } from "../editor/zoned.ts";

export type Summary = Outputs["dashboard"]["summary"];
export type Trend = Summary["commentsPerDay"];

const DAY_MS = 86_400_000;

/** A post that came out, as the plots mark it. */
export interface Published {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: Date;
}

/** Today's figure beside the one before: as a difference while figures are small, then in per cent. */
export function changeOf(
  now: number,
  before: number,
): { readonly change: string; readonly direction: DeltaProps["direction"] } {
  const gap = now - before;
  if (gap === 0) return { change: "±0", direction: "flat" };
  const sign = gap > 0 ? "+" : "−";
  const size =
    before >= 100
      ? `${Math.round((Math.abs(gap) / before) * 100)}%`
      : Math.abs(gap).toLocaleString("en-GB");
  return { change: `${sign}${size}`, direction: gap > 0 ? "up" : "down" };
}

const startOf = (start: string): number => Date.parse(`${start}T00:00:00Z`);

/**
 * What came out in a step of days there, in a line: the newest by its title, others by their number.
 */
export function eventOf(
  start: string,
  days: number,
  published: readonly Published[],
  timeZone: string,
): PlotPoint["event"] {
  const end = new Date(startOf(start) + days * DAY_MS).toISOString().slice(0, 10);
  const inside = published.filter(({ publishedAt }) => {
    const day = toWall(publishedAt, timeZone).slice(0, 10);
    return day >= start && day < end;
  });
  const [first] = inside;
  if (!first) return undefined;
  const others = inside.length - 1;
  const label = others > 0 ? `${first.title} and ${others} more` : first.title;
  return { label, href: `/posts/${first.id}` };
}

/** A trend as the points of a plot; `days` is the length of a step, by the clock of the publication. */
export function pointsOf(
  trend: Trend,
  days: number,
  published: readonly Published[],
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): PlotPoint[] {
  return trend.current.map(({ start, count }, at) => {
    const before = trend.previous[at]?.count;
    const event = eventOf(start, days, published, timeZone);
    const label = formatDate(startOf(start), "day", { now });
    return {
      label: days > 1 ? `Week of ${label}` : label,
      value: count,
      ...(before !== undefined && { before }),
      ...(event && { event }),
    };
  });
}

/** How long a draft has lain: in whole days. */
export const daysSince = (then: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - then.getTime()) / DAY_MS));

/** Drafts that nobody has touched for two weeks, the longest first. */
export const untouched = <Draft extends { readonly updatedAt: Date }>(
  drafts: readonly Draft[],
  now: Date,
): Draft[] =>
  drafts
    .filter(({ updatedAt }) => daysSince(updatedAt, now) >= 14)
    .toSorted((one, other) => one.updatedAt.getTime() - other.updatedAt.getTime());
