import { defineConfig } from "@playwright/test";
import { launchOptions } from "./src/browser.ts";

const inCi = Boolean(process.env["CI"]) && process.env["CI"] !== "false";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./src/global-setup.ts",
  // Files run beside each other, tests of a file one after the other: the machine is small.
  workers: 2,
  forbidOnly: inCi,
  // A flaky test is a broken one.
  retries: 0,
  // Against hanging alone: no test says how fast something is, and a machine that is twenty times
  // slower than one's own is no defect.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [
    ["list"],
    [
      "json",
      { outputFile: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] ?? "test-results/report.json" },
    ],
  ],
  use: {
    launchOptions,
    locale: "en-GB",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "publication", testIgnore: ["import.spec.ts", "operations.spec.ts"] },
    // These start publications of their own: to break them, and to fill one.
    { name: "operations", testMatch: "operations.spec.ts", fullyParallel: false },
    { name: "import", testMatch: "import.spec.ts" },
  ],
});
