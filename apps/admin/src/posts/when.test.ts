import { expect, test } from "vitest";
import { whenWords } from "./when.ts";

const calendar = {
  timeZone: "Europe/Vienna",
  locale: "en-GB",
  now: new Date("2026-11-20T23:30:00Z"),
};

test("the nearer a moment, the more exact its words", () => {
  expect(whenWords(new Date("2026-11-20T23:05:00Z"), calendar)).toBe("Today 00:05");
  expect(whenWords(new Date("2026-11-20T15:08:00Z"), calendar)).toBe("Yesterday");
  expect(whenWords(new Date("2026-11-18T15:08:00Z"), calendar)).toBe("18 Nov");
  expect(whenWords(new Date("2025-02-03T15:08:00Z"), calendar)).toBe("3 Feb 2025");
});
