import { statSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { openNewsroom } from "../src/newsroom.ts";
import { repository } from "../src/publication.ts";
import { expect, test } from "../src/test.ts";

test.use({ viewport: { width: 1280, height: 860 } });

const slug = "the-library-that-lends-ladders";
const largest = 300_000;

/** Takes what is on the screen, and holds it to a size that a README can carry. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const file = path.join(repository, "docs", "pictures", `${name}.png`);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  expect(statSync(file).size, name).toBeLessThan(largest);
}

for (const colorScheme of ["light", "dark"] as const) {
  const suffix = colorScheme === "dark" ? "-dark" : "";

  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the publication", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("main")).toBeVisible();
      await take(page, `home${suffix}`);
      await page.goto(`/posts/${slug}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await take(page, `post${suffix}`);
    });

    test("the newsroom", async ({ page, site, api }) => {
      const owner = { id: "", name: "", email: site.ownerEmail, password: site.ownerPassword };
      await openNewsroom(page, site, owner);
      await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
      await take(page, `dashboard${suffix}`);
      const { items } = await api.post.manage.query({ q: "lends ladders" });
      await page.goto(`${site.adminUrl}/posts/${items[0]!.id}`);
      await expect(page.getByRole("textbox", { name: "Text" })).toContainText("eleven rungs");
      await take(page, `editor${suffix}`);
    });
  });
}
