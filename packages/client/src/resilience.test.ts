import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { apiError, QuoinError } from "./error.ts";
import { retryAfterOf } from "./failure.ts";
import { isPassing, retryDelay } from "./resilience.ts";
import { version } from "./version.ts";

test("waits double, are spread, and end at 8 seconds", () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), random, (tries, chance) => {
      const delay = retryDelay(tries, null, () => chance);
      const whole = Math.min(8_000, 250 * 2 ** (tries - 1));
      expect(delay).toBeGreaterThanOrEqual(whole / 2);
      expect(delay).toBeLessThanOrEqual(whole);
    }),
  );
  expect([1, 2, 3].map((tries) => retryDelay(tries, null, () => 0))).toEqual([125, 250, 500]);
});

test("no wait is shorter than what the API asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(100_000), (tries, seconds) => {
      expect(retryDelay(tries, seconds)).toBeGreaterThanOrEqual(seconds * 1000);
    }),
  );
});

test.each([
  [null, null],
  ["3", 3],
  [" 0 ", 0],
  ["Sat, 21 Nov 2026 10:00:30 GMT", 30],
  ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
  ["soon", null],
  ["-1e999", null],
])("Retry-After %j is %j seconds", (header, seconds) => {
  expect(retryAfterOf(header, Date.parse("2026-11-21T10:00:00Z"))).toBe(seconds);
});

test("only what passes by itself is worth another try", () => {
  expect(isPassing({ code: "unreachable", status: null })).toBe(true);
  expect(isPassing({ code: "timed_out", status: null })).toBe(false);
  expect(isPassing({ code: "internal", status: 500 })).toBe(false);
  expect(isPassing({ code: "unexpected", status: 404 })).toBe(false);
});

test("the API's own words are told from those of the client", () => {
  const refused = new QuoinError({ code: "conflict", message: "No", requestId: "r", status: 409 });
  expect(apiError(refused)).toMatchObject({ code: "conflict", message: "No", requestId: "r" });
  expect(apiError(new QuoinError({ code: "timed_out", message: "Late" }))).toBeNull();
  expect(apiError(new Error("something else"))).toBeNull();
});

test("the version is the manifest's", () => {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  expect((JSON.parse(manifest) as { version: string }).version).toBe(version);
});
