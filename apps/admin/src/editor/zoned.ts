/**
 * Between a moment and what a clock on the wall of `timeZone` shows, as `2026-11-28T07:00`.
 */
export function toWall(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(moment);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** The moment of a wall clock; null when the text is no time. An hour that is skipped in spring is the one after. */
export function fromWall(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (moment: number) =>
    Date.parse(`${toWall(new Date(moment), timeZone)}:00Z`) - moment;
  const guess = asUtc - offsetAt(asUtc);
  // The offset may change between the guess and the truth.
  const better = asUtc - offsetAt(guess);
  return new Date(offsetAt(better) === asUtc - better ? better : Math.max(guess, better));
}
