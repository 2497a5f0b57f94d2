import { expect, test } from "vitest";
import { tallyPlaywright, tallyVitest } from "./test-results.ts";

const file = (name: string, statuses: string[], status = "passed") => ({
  name,
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

test("tests are counted by tier", () => {
  const report = {
    testResults: [
      file("/repo/a.test.ts", ["passed", "passed", "skipped"]),
      file("/repo/a.integration.test.tsx", ["passed", "failed", "todo"], "failed"),
    ],
  };
  expect(tallyVitest(JSON.stringify(report))).toEqual({
    unit: { passed: 2, failed: 0, skipped: 1, broken: [] },
    integration: { passed: 1, failed: 1, skipped: 1, broken: [expect.stringContaining("a.integ")] },
  });
});

test("what failed is named with the first line of its reason", () => {
  const failing = {
    status: "failed",
    fullName: "posts keep their order",
    failureMessages: ["AssertionError: expected 1 to be 2\n    at somewhere"],
  };
  const report = {
    testResults: [{ name: "/repo/a.test.ts", status: "failed", assertionResults: [failing] }],
  };
  expect(tallyVitest(JSON.stringify(report)).unit.broken).toEqual([
    expect.stringMatching(
      /a\.test\.ts › posts keep their order › AssertionError: expected 1 to be 2$/,
    ),
  ]);
});

test("a file that did not load is a failure, though it has no tests", () => {
  const report = { testResults: [file("/repo/a.test.ts", [], "failed")] };
  expect(tallyVitest(JSON.stringify(report)).unit).toMatchObject({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test("a flaky end-to-end test is a broken one", () => {
  const stats = { expected: 10, unexpected: 1, flaky: 2, skipped: 3 };
  expect(tallyPlaywright(JSON.stringify({ stats }))).toMatchObject({
    passed: 10,
    failed: 3,
    skipped: 3,
  });
});

test("a report of another shape is not taken for an empty one", () => {
  expect(() => tallyVitest("{}")).toThrow(/testResults/);
  expect(() => tallyPlaywright('{"stats":{}}')).toThrow(/expected/);
});
