import path from "node:path";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../../..");

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().optional(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** How many tests of a tier passed, failed and were left out. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and how it began, one line each. */
  readonly broken: readonly string[];
}

/**
 * Counts vitest's JSON report by tier. A file that did not even load counts as one failed test.
 * Throws when the text is not such a report.
 */
export function tallyVitest(json: string): { unit: Tally; integration: Tally } {
  const { testResults } = vitestReport.parse(JSON.parse(json));
  const tally = (isIntegration: boolean): Tally => {
    const files = testResults.filter(({ name }) => isIntegrationTest(name) === isIntegration);
    const statuses = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
    const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
    const broken = files.filter(
      (file) =>
        file.status === "failed" &&
        file.assertionResults.every(({ status }) => status !== "failed"),
    );
    const passed = count("passed");
    const failed = count("failed");
    return {
      passed,
      failed: failed + broken.length,
      skipped: statuses.length - passed - failed,
      broken: [
        ...files.flatMap(({ name, assertionResults }) =>
          assertionResults
            .filter(({ status }) => status === "failed")
            .map((test) => oneLine(name, test.fullName, test.failureMessages?.[0])),
        ),
        ...broken.map(({ name, message }) => oneLine(name, undefined, message)),
      ],
    };
  };
  return { unit: tally(false), integration: tally(true) };
}

/** Counts Playwright's JSON report. A flaky test is a failed one. Throws when it is not such a report. */
export function tallyPlaywright(json: string): Tally {
  const { stats } = playwrightReport.parse(JSON.parse(json));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    // Its own list of failures stands right above the table.
    broken: [],
  };
}

function oneLine(file: string, test = "", message = ""): string {
  const reason = message.trim().split("\n", 1)[0] ?? "";
  const where = path.relative(root, file);
  return [where, test, reason].filter((part) => part !== "").join(" › ");
}

function isIntegrationTest(file: string): boolean {
  return /\.integration\.test\.tsx?$/.test(file);
}
