import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAfter, daysIn } from "./days.ts";
import { stepsOf, toTrend } from "./trend.ts";

const now = new Date("2026-11-20T17:30:00Z");
const weeks = { steps: 2, daysPerStep: 7 };

test("steps end today, and the same span before them is the comparison", () => {
  const starts = stepsOf(daysIn("UTC"), now, weeks);
  expect(starts).toEqual(["2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14"]);
  const counted = [
    { step: 0, count: 32 },
    { step: 2, count: 12 },
    { step: 3, count: 3 },
  ];
  expect(toTrend(starts, counted)).toEqual({
    current: [
      { start: "2026-11-07", count: 12 },
      { start: "2026-11-14", count: 3 },
    ],
    previous: [
      { start: "2026-10-24", count: 32 },
      { start: "2026-10-31", count: 0 },
    ],
    total: 15,
    previousTotal: 32,
  });
});

test("today is the publication's, not that of UTC", () => {
  const day = { steps: 1, daysPerStep: 1 };
  expect(stepsOf(daysIn("Asia/Tokyo"), now, day)).toEqual(["2026-11-20", "2026-11-21"]);
  expect(stepsOf(daysIn("Pacific/Honolulu"), new Date("2026-11-20T05:00:00Z"), day)).toEqual([
    "2026-11-18",
    "2026-11-19",
  ]);
});

test("steps follow each other without a gap, whatever their length", () => {
  const spans = fc.record({
    steps: fc.integer({ min: 1, max: 30 }),
    daysPerStep: fc.integer({ min: 1, max: 9 }),
  });
  const moments = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(spans, moments, (span, moment) => {
      const starts = stepsOf(daysIn("UTC"), moment, span);
      expect(starts).toHaveLength(2 * span.steps);
      starts.slice(1).forEach((start, at) => {
        expect(dayAfter(starts[at] ?? "", span.daysPerStep)).toBe(start);
      });
      const today = moment.toISOString().slice(0, 10);
      expect(dayAfter(starts.at(-1) ?? "", span.daysPerStep - 1)).toBe(today);
      const counted = starts.map((_, step) => ({ step, count: 1 }));
      expect(toTrend(starts, counted)).toMatchObject({
        total: span.steps,
        previousTotal: span.steps,
      });
    }),
  );
});
