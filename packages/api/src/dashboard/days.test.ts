import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAfter, daysIn } from "./days.ts";

const second = 1_000;

test.for([
  ["UTC", "2026-11-20", "2026-11-20T00:00:00.000Z"],
  ["Europe/Vienna", "2026-07-01", "2026-06-30T22:00:00.000Z"],
  ["Asia/Kathmandu", "2026-11-20", "2026-11-19T18:15:00.000Z"],
  ["Pacific/Kiritimati", "2026-11-20", "2026-11-19T10:00:00.000Z"],
  ["America/Los_Angeles", "2026-11-20", "2026-11-20T08:00:00.000Z"],
  // The day has 23 hours, and the next begins by summer time.
  ["Europe/Vienna", "2026-03-29", "2026-03-28T23:00:00.000Z"],
  ["Europe/Vienna", "2026-03-30", "2026-03-29T22:00:00.000Z"],
  // Midnight is skipped: the day begins at one.
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
  // One o'clock becomes midnight again: the day begins with the first.
  ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  // Midnight becomes eleven: the day begins an hour later.
  ["Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00.000Z"],
])("in %s %s begins at %s", ([timeZone = "", day = "", start]) => {
  expect(daysIn(timeZone).startOf(day).toISOString()).toBe(start);
});

test.each([
  "Europe/Vienna",
  "America/Havana",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Asia/Beirut",
])("in %s every day of two years begins where the one before has ended", (timeZone) => {
  const { nameOf, startOf } = daysIn(timeZone);
  for (let at = 0; at < 730; at += 1) {
    const day = dayAfter("2025-06-01", at);
    const start = startOf(day);
    expect(nameOf(start)).toBe(day);
    expect(nameOf(new Date(start.getTime() - second))).toBe(dayAfter(day, -1));
  }
});

test("every moment lies in the day that began before it and in no other", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const moments = fc.date({
    min: new Date("2012-01-01"),
    max: new Date("2040-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zones, moments, (timeZone, moment) => {
      const days = daysIn(timeZone);
      const day = days.nameOf(moment);
      const [start, end] = [days.startOf(day), days.startOf(dayAfter(day, 1))];
      expect(start <= moment && moment < end).toBe(true);
      expect(days.nameOf(start)).toBe(day);
      expect(days.nameOf(new Date(start.getTime() - second))).toBe(dayAfter(day, -1));
    }),
    { numRuns: 300 },
  );
});
