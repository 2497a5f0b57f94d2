import { expect, test } from "vitest";
import { type Figure, isMet, median, spreadOf, table } from "./figure.ts";

const figure: Figure = {
  part: "calls",
  what: "post.list",
  value: 1_234.5,
  unit: "/s",
  floor: { what: "bare node:http", value: 2_469 },
  ratio: 0.5,
  spread: 0.1,
  target: { of: "ratio", atLeast: 0.2 },
};

test("the median is the middle one, or between the middle two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test("the spread is a share of the median", () => {
  expect(spreadOf([90, 100, 110])).toBeCloseTo(0.2);
});

test("a target is met at its edge and not beyond it", () => {
  expect(isMet({ ...figure, ratio: 0.2 })).toBe(true);
  expect(isMet({ ...figure, ratio: 0.19 })).toBe(false);
  const weight = { ...figure, target: { of: "value", atMost: 260 } } as const;
  expect(isMet({ ...weight, value: 260 })).toBe(true);
  expect(isMet({ ...weight, value: 261 })).toBe(false);
});

test("what has no target, or was not measured, is neither met nor missed", () => {
  const { target: _, ...aimless } = figure;
  expect(isMet(aimless)).toBeUndefined();
  const { value: _value, ratio: _ratio, ...unmeasured } = figure;
  expect(isMet(unmeasured)).toBeUndefined();
  expect(table([unmeasured])).toContain("not measured");
});

test("the table shows figure, floor, ratio, noise, target and verdict, and names the floor", () => {
  const text = table([figure, { ...figure, what: "post.bySlug", ratio: 0.1 }]);
  expect(text).toMatch(/post\.list +1,235 \/s +2,469 \/s +0\.50 +±5 % +≥ 0\.2 +met\n/);
  expect(text).toMatch(/post\.bySlug .* NOT MET\n/);
  expect(text).toContain("floor: bare node:http");
});
