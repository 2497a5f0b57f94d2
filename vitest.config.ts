import { defineConfig } from "vitest/config";

const integration = ["**/*.integration.test.ts", "**/*.integration.test.tsx"];
const elsewhere = ["**/node_modules/**", "**/dist/**", "**/.next/**", "tooling/e2e/**"];

export default defineConfig({
  test: {
    passWithNoTests: true,
    // What a passing test prints hides what a failing one says.
    silent: "passed-only",
    restoreMocks: true,
    unstubEnvs: true,
    setupFiles: ["tooling/vitest/src/property-tests.ts"],
    // Two workers fill the smallest machine we promise to run on; more would only fight for it.
    maxWorkers: 2,
    // Against hanging alone: no test says how fast something is, and a busy machine is no defect.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...elsewhere, ...integration],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: integration,
          exclude: elsewhere,
          globalSetup: ["tooling/vitest/src/postgres.ts"],
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}"],
      thresholds: { lines: 80, branches: 80 },
      reporter: ["text-summary", "json-summary", "html"],
      reportOnFailure: true,
    },
  },
});
