import fc from "fast-check";
import { expect, test } from "vitest";
import { startOfDay, toTrend } from "./trend.ts";

const now = new Date("2026-11-20T17:30:00Z");
const weeks = { steps: 2, daysPerStep: 7 };

test("steps end today, and the same span before them is the comparison", () => {
  const perDay = [
    { day: "2026-11-20", count: 1 },
    { day: "2026-11-14", count: 2 },
    { day: "2026-11-13", count: 4 },
    { day: "2026-11-07", count: 8 },
    { day: "2026-11-06", count: 16 },
    { day: "2026-10-24", count: 32 },
    { day: "2026-10-23", count: 64 },
  ];
  expect(toTrend(perDay, now, weeks)).toEqual({
    current: [
      { start: "2026-11-07", count: 12 },
      { start: "2026-11-14", count: 3 },
    ],
    previous: [
      { start: "2026-10-24", count: 32 },
      { start: "2026-10-31", count: 16 },
    ],
    total: 15,
    previousTotal: 48,
  });
});

test("a day begins at midnight in UTC", () => {
  expect(startOfDay(now).toISOString()).toBe("2026-11-20T00:00:00.000Z");
  expect(startOfDay(now, 21).toISOString()).toBe("2026-10-30T00:00:00.000Z");
});

test("every day of the span is counted once, whatever its steps", () => {
  const spans = fc.record({
    steps: fc.integer({ min: 1, max: 30 }),
    daysPerStep: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(spans, fc.date({ min: new Date(0), noInvalidDate: true }), (span, now) => {
      const days = 2 * span.steps * span.daysPerStep;
      const perDay = Array.from({ length: days + 5 }, (_, ago) => ({
        day: startOfDay(now, ago).toISOString().slice(0, 10),
        count: 1,
      }));
      const trend = toTrend(perDay, now, span);
      expect([trend.total, trend.previousTotal]).toEqual([days / 2, days / 2]);
      expect(trend.current).toHaveLength(span.steps);
    }),
  );
});
