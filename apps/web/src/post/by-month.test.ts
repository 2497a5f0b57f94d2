import { expect, test } from "vitest";
import { byMonth } from "./by-month.ts";

const post = (date: string) => ({ date, publishedAt: new Date(date) });

test("posts come under the month of the publication's own clock", () => {
  const posts = [post("2026-11-02"), post("2026-11-01T00:30:00Z"), post("2026-10-05")];
  const months = (timeZone: string) =>
    byMonth(posts, { locale: "en", timeZone }).map(({ month, items }) => [month, items.length]);
  expect(months("UTC")).toEqual([
    ["November 2026", 2],
    ["October 2026", 1],
  ]);
  expect(months("America/New_York")).toEqual([
    ["November 2026", 1],
    ["October 2026", 2],
  ]);
});
