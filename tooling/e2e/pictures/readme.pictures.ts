import { statSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { openNewsroom } from "../src/newsroom.ts";
import { repository } from "../src/publication.ts";
import { expect, test } from "../src/test.ts";

test.use({ viewport: { width: 1280, height: 860 } });

const largest = 300_000;

/** Takes what is on the screen, and holds it to a size that a README can carry. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const file = path.join(repository, "docs", "pictures", name);
  await page.screenshot({ path: `${file}.png`, animations: "disabled", caret: "hide" });
  expect(statSync(`${file}.png`).size, `${name}.png`).toBeLessThan(largest);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the publication", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("main")).toBeVisible();
      await take(page, `web-${colorScheme}`);
      await page.goto("/posts/the-library-that-lends-ladders");
      await take(page, `post-${colorScheme}`);
    });

    test("the newsroom", async ({ page, site }) => {
      const owner = { id: "", name: "", email: site.ownerEmail, password: site.ownerPassword };
      await openNewsroom(page, site, owner);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await take(page, `admin-${colorScheme}`);
    });
  });
}
