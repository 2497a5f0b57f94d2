import { expect, type Page } from "@playwright/test";
import type { Publication } from "./publication.ts";
import type { Person } from "./test.ts";
import { fillSignIn } from "./web.ts";

/** Signs in to the newsroom and opens one of its pages. */
export async function openNewsroom(
  page: Page,
  { adminUrl }: Pick<Publication, "adminUrl">,
  person: Person,
  path = "/",
): Promise<void> {
  await page.goto(`${adminUrl}/sign-in?redirectTo=${encodeURIComponent(path)}`);
  await fillSignIn(page, person);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeAttached();
}

/** The queue of comments that wait. */
export const openQueue = (page: Page, site: Publication, editor: Person): Promise<void> =>
  openNewsroom(page, site, editor, "/comments");

/**
 * Walks the queue down to a comment with J and approves it with A. Resolves when the server has said
 * yes.
 */
export async function approveByKeyboard(page: Page, text: string): Promise<void> {
  const reading = page.getByRole("article");
  await expect(page.getByRole("heading", { level: 1, name: "Comments" })).toBeVisible();
  await expect(async () => {
    if (!(await reading.getByText(text).isVisible())) {
      await page.keyboard.press("j");
      await expect(reading.getByText(text)).toBeVisible({ timeout: 500 });
    }
  }).toPass({ timeout: 30_000, intervals: [100] });
  const answered = page.waitForResponse(
    (response) => /comment\.approve/.test(response.url()) && response.ok(),
  );
  await page.keyboard.press("a");
  await answered;
}
