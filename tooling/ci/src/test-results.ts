import { z } from "zod";

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
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
  };
}

function isIntegrationTest(file: string): boolean {
  return /\.integration\.test\.tsx?$/.test(file);
}
