import { expect, test } from "vitest";
import { changeOf, eventOf, pointsOf, untouched } from "./figures.ts";

const now = new Date("2026-11-20T16:00:00Z");
const at = (text: string) => new Date(text);

test("small figures differ by a number, large ones by a share", () => {
  expect(changeOf(12, 9)).toEqual({ change: "+3", direction: "up" });
  expect(changeOf(9, 12)).toEqual({ change: "−3", direction: "down" });
  expect(changeOf(0, 0)).toEqual({ change: "±0", direction: "flat" });
  expect(changeOf(150, 120)).toEqual({ change: "+25%", direction: "up" });
});

test("a step is marked with what came out in it, and with nothing else", () => {
  const posts = [
    { id: "2", title: "Second", publishedAt: at("2026-11-18T23:59:59Z") },
    { id: "1", title: "First", publishedAt: at("2026-11-18T00:00:00Z") },
    { id: "0", title: "Before", publishedAt: at("2026-11-17T23:59:59Z") },
  ];
  expect(eventOf("2026-11-18", 1, posts, "UTC")).toEqual({
    label: "Second and 1 more",
    href: "/posts/2",
  });
  expect(eventOf("2026-11-17", 1, posts, "UTC")).toEqual({ label: "Before", href: "/posts/0" });
  expect(eventOf("2026-11-19", 1, posts, "UTC")).toBeUndefined();
  expect(eventOf("2026-11-12", 7, posts, "UTC")?.label).toBe("Second and 2 more");
});

test("a step is a day of the publication", () => {
  const late = [{ id: "1", title: "Late", publishedAt: at("2026-11-18T23:30:00Z") }];
  expect(eventOf("2026-11-18", 1, late, "Europe/Vienna")).toBeUndefined();
  expect(eventOf("2026-11-19", 1, late, "Europe/Vienna")?.label).toBe("Late");
});

test("points stand beside the same step of the period before", () => {
  const trend = {
    current: [
      { start: "2026-11-19", count: 3 },
      { start: "2026-11-20", count: 1 },
    ],
    previous: [
      { start: "2026-11-17", count: 2 },
      { start: "2026-11-18", count: 5 },
    ],
    total: 4,
    previousTotal: 7,
  };
  expect(pointsOf(trend, 1, [], { now, timeZone: "UTC" })).toEqual([
    { label: "19 Nov", value: 3, before: 2 },
    { label: "20 Nov", value: 1, before: 5 },
  ]);
  expect(pointsOf(trend, 7, [], { now, timeZone: "UTC" })[0]?.label).toBe("Week of 19 Nov");
});

test("only drafts that lay for two weeks are untouched, the longest first", () => {
  const drafts = [
    { id: "new", updatedAt: at("2026-11-19T00:00:00Z") },
    { id: "old", updatedAt: at("2026-11-01T00:00:00Z") },
    { id: "older", updatedAt: at("2026-10-01T00:00:00Z") },
  ];
  expect(untouched(drafts, now).map(({ id }) => id)).toEqual(["older", "old"]);
});
