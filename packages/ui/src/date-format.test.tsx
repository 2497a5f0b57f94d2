import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { formatDate, formatRelative } from "./date-format.ts";
import { DateText } from "./date-text.tsx";
import { RelativeTime } from "./relative-time.tsx";

const now = new Date("2026-11-20T16:09:00Z");
const moment = "2026-11-18T16:08:00Z";

test.each([
  ["day", "18 Nov"],
  ["date", "18 November 2026"],
  ["weekday", "Wednesday 18 November 2026"],
  ["time", "16:08"],
  ["moment", "18 Nov, 16:08"],
] as const)("look %s", (look, expected) => {
  expect(formatDate(moment, look, { now })).toBe(expected);
});

test("an earlier year is said", () => {
  expect(formatDate("2024-11-18T16:08:00Z", "day", { now })).toBe("18 Nov 2024");
});

test("the time zone decides the day and the year", () => {
  const night = "2025-12-31T23:30:00Z";
  expect(formatDate(night, "day", { now, timeZone: "UTC" })).toBe("31 Dec 2025");
  expect(formatDate(night, "day", { now, timeZone: "Europe/Berlin" })).toBe("1 Jan");
});

test.each([
  ["2026-11-20T16:08:40Z", "just now", "just now"],
  ["2026-11-20T15:58:00Z", "11 minutes ago", "11 min"],
  ["2026-11-20T14:00:00Z", "2 hours ago", "2 h"],
  ["2026-11-24T16:10:00Z", "in 4 days", "in 4 d"],
  ["2026-09-01T00:00:00Z", undefined, undefined],
  ["not a date", undefined, undefined],
])("from %s", (value, long, short) => {
  expect(formatRelative(value, { now })).toBe(long);
  expect(formatRelative(value, { now, short: true })).toBe(short);
});

test("no date breaks the page", () => {
  fc.assert(
    fc.property(fc.oneof(fc.date({ noInvalidDate: false }), fc.string(), fc.double()), (value) => {
      expect(formatDate(value, "moment", { now })).not.toContain("Invalid");
      renderToStaticMarkup(<DateText value={value} />);
      renderToStaticMarkup(<RelativeTime value={value} />);
    }),
  );
});

test("a date is exact for machines", () => {
  expect(renderToStaticMarkup(<DateText value={moment} look="date" now={now} />)).toBe(
    '<time dateTime="2026-11-18T16:08:00.000Z">18 November 2026</time>',
  );
});

test("before script a relative time is the moment itself", () => {
  expect(renderToStaticMarkup(<RelativeTime value="2024-11-18T16:08:00Z" />)).toContain(
    ">18 Nov 2024, 16:08</time>",
  );
});
