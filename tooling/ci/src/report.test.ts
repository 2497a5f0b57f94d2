import { expect, test } from "vitest";
import { failed, passed, skipped, type Row } from "./outcome.ts";
import { closingLine, table } from "./report.ts";

const row = (name: string, outcome: Row["outcome"]): Row => ({ name, outcome, milliseconds: 1234 });

test("the closing line adds tests and gates, and nothing else", () => {
  const rows = [
    row("lint", passed()),
    row("types", failed("x is not assignable to y")),
    row("unit", { passed: 120, failed: 2 }),
    row("e2e", skipped("no Chromium found", false)),
  ];
  expect(closingLine(rows)).toBe("121 passed, 3 failed");
});

test("a tier that may not be skipped counts as failed when it is", () => {
  expect(closingLine([row("e2e", skipped("no Chromium found", true))])).toBe("0 passed, 1 failed");
});

test("the table marks each row and says what was found", () => {
  const lines = table([
    row("lint", passed()),
    row("unit", { passed: 120, failed: 2, detail: "1 skipped" }),
    row("e2e", skipped("no Chromium found", false)),
  ]).split("\n");
  expect(lines).toEqual([
    "  ✓ lint  1.2 s",
    "  ✗ unit  1.2 s  120 passed, 2 failed, 1 skipped",
    "  - e2e   1.2 s  no Chromium found",
  ]);
});
