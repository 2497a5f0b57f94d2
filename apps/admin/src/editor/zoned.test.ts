import fc from "fast-check";
import { expect, test } from "vitest";
import { fromWall, toWall } from "./zoned.ts";

test("a wall clock knows its zone, in summer and in winter", () => {
  expect(fromWall("2026-11-28T07:00", "Europe/Vienna")?.toISOString()).toBe(
    "2026-11-28T06:00:00.000Z",
  );
  expect(fromWall("2026-07-28T07:00", "Europe/Vienna")?.toISOString()).toBe(
    "2026-07-28T05:00:00.000Z",
  );
  expect(fromWall("2026-07-28T07:00", "UTC")?.toISOString()).toBe("2026-07-28T07:00:00.000Z");
});

test("the hour that spring skips is the one after, and nonsense is no time", () => {
  expect(fromWall("2026-03-29T02:30", "Europe/Vienna")?.toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(fromWall("", "UTC")).toBeNull();
  expect(fromWall("2026-13-40T99:99", "UTC")).toBeNull();
});

test("a moment on the minute comes back, outside the hour that autumn repeats", () => {
  const zones = fc.constantFrom("UTC", "Europe/Vienna", "America/New_York", "Asia/Kolkata");
  const minutes = fc.integer({ min: 28_000_000, max: 34_000_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const moment = new Date(minute * 60_000);
      const back = fromWall(toWall(moment, zone), zone);
      expect(Math.abs((back?.getTime() ?? 0) - moment.getTime()) % 3_600_000).toBe(0);
      expect(toWall(back ?? new Date(0), zone)).toBe(toWall(moment, zone));
    }),
  );
});
