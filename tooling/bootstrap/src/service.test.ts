import { expect, test } from "vitest";
import { restartDelay } from "./service.ts";

test("restarts slow down and stay possible", () => {
  expect([1, 2, 3, 4, 5, 6, 50].map(restartDelay)).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 15_000,
  ]);
});
