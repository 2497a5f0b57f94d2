import type { Place } from "../dates.ts";

/** Groups what follows in order by the month it came out in: "November 2026". */
export function byMonth<Item extends { readonly publishedAt: Date }>(
  items: readonly Item[],
  { locale, timeZone }: Place,
): { month: string; items: Item[] }[] {
  const format = new Intl.DateTimeFormat(locale, { timeZone, month: "long", year: "numeric" });
  const months: { month: string; items: Item[] }[] = [];
  for (const item of items) {
    const month = format.format(item.publishedAt);
    const last = months.at(-1);
    if (last?.month === month) last.items.push(item);
    else months.push({ month, items: [item] });
  }
  return months;
}
