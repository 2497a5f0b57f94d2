import { expect, test } from "vitest";
import { formatDay, formatRange, formatter } from "./dates.ts";

const place = { locale: "en", timeZone: "UTC" };
const now = new Date("2026-11-20T12:00:00Z");
const range = (...dates: string[]) =>
  formatRange(
    dates.map((date) => new Date(date)),
    place,
    now,
  );

test.for([
  [["2026-11-20", "2026-11-06"], "20 to 6 November"],
  [["2026-11-06", "2026-11-20"], "20 to 6 November"],
  [["2026-11-06"], "6 November"],
  [["2026-11-03", "2026-10-30"], "3 November to 30 October"],
  [["2025-11-03", "2025-10-30"], "3 November to 30 October 2025"],
  [["2025-11-03", "2025-11-01"], "3 to 1 November 2025"],
  [["2026-01-02", "2025-12-30"], "2 January 2026 to 30 December 2025"],
  [[], ""],
] as const)("%s is written %s", ([dates, expected]) => {
  expect(range(...dates)).toBe(expected);
});

test("a day is the publication's, wherever the server stands", () => {
  const late = new Date("2026-11-20T23:30:00Z");
  expect(formatter(place)(late, "date")).toBe("20 November 2026");
  expect(formatter({ locale: "en", timeZone: "Asia/Tokyo" })(late, "date")).toBe(
    "21 November 2026",
  );
  expect(formatter({ locale: "de-AT", timeZone: "UTC" })(late, "date")).toBe("20. November 2026");
});

test("under a heading with the year, a day goes without", () => {
  expect(formatDay(new Date("2019-03-04T00:00:00Z"), place)).toBe("4 Mar");
});
