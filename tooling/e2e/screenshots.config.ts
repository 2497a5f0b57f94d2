import { defineConfig } from "@playwright/test";
import config from "./playwright.config.ts";

/** Takes the README's pictures from the sample content: `pnpm --filter @quoin/e2e screenshots`. */
export default defineConfig({
  ...config,
  testDir: "pictures",
  outputDir: "test-results/pictures",
  workers: 1,
  reporter: [["list"]],
  projects: [{ name: "pictures", testMatch: "*.pictures.ts" }],
});
