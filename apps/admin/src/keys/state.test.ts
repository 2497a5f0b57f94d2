import { expect, test } from "vitest";
import { endAfter, lifetimes, stateOf } from "./state.ts";

const now = new Date("2026-11-20T12:00:00Z");

test("a key works until it is revoked or its time is over", () => {
  expect(stateOf({ revokedAt: null, expiresAt: null }, now).works).toBe(true);
  expect(stateOf({ revokedAt: null, expiresAt: now }, now).word).toBe("Expired");
  expect(stateOf({ revokedAt: now, expiresAt: now }, now).word).toBe("Revoked");
  expect(stateOf({ revokedAt: null, expiresAt: new Date("2027-01-01") }, now).works).toBe(true);
});

test("every lifetime on offer ends after so many days, or never", () => {
  expect(lifetimes.map(({ value }) => endAfter(value, now)?.toISOString() ?? null)).toEqual([
    "2026-12-20T12:00:00.000Z",
    "2027-02-18T12:00:00.000Z",
    "2027-11-20T12:00:00.000Z",
    null,
  ]);
  expect(endAfter("soon", now)).toBeNull();
});
