import { expect, test } from "vitest";
import { AuthError, failureStatus, isAuthError } from "./result.ts";

test("every refusal is a 4xx, but for a database that does not answer", () => {
  for (const [code, status] of Object.entries(failureStatus)) {
    if (code === "UNAVAILABLE") expect(status).toBe(503);
    else expect(status).toSatisfy((value: number) => value >= 400 && value < 500);
  }
});

test("an error is recognised by its name, also one of another copy of the module", () => {
  const error = new AuthError("RATE_LIMITED", "Slow down.", { retryAfterSeconds: 9 });
  expect(error).toMatchObject({ status: 429, retryAfterSeconds: 9 });
  expect(isAuthError(error)).toBe(true);

  const foreign = Object.assign(new Error("x"), { name: "AuthError", code: "BANNED" });
  expect(isAuthError(foreign)).toBe(true);
  expect(isAuthError(Object.assign(new Error("x"), { name: "AuthError", code: "?" }))).toBe(false);
  expect(isAuthError(new Error("x"))).toBe(false);
  expect(isAuthError(null)).toBe(false);
});
