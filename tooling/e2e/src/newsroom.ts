import { expect, type Locator, type Page } from "@playwright/test";
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
  await expect(page.getByRole("main")).toBeVisible();
}

/** The queue of comments that wait. */
export const openQueue = (page: Page, site: Publication, editor: Person): Promise<void> =>
  openNewsroom(page, site, editor, "/comments");

/**
 * Waits until a page hears its keys, by what one of them does: before its script runs it has none, and the
 * frame's come before its own. Leaves it as it was.
 */
export async function expectKeys(page: Page, act: string): Promise<void> {
  const list = page.getByRole("dialog", { name: "Keys" });
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(list).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(list.getByText(act, { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
}

/** Walks the queue down to a comment with J and approves it with A. Resolves when the server was asked. */
export async function approveByKeyboard(page: Page, text: string): Promise<void> {
  const comment = page.getByRole("region", { name: "Comment", exact: true });
  await expect(page.getByRole("heading", { level: 1, name: "Comments" })).toBeVisible();
  await expectKeys(page, "Next comment");
  const place = comment.getByText(/^\d+ of \d+/);
  await expect(place).toBeVisible();
  // One step at a time: a key that is pressed again before the page has moved leads past.
  while (!(await comment.getByRole("article").getByText(text).isVisible())) {
    const before = (await place.textContent()) ?? "";
    await page.keyboard.press("j");
    await expect(place, `looking for ${text}`).not.toHaveText(before);
  }
  const approved = answerTo(page, "comment.approve");
  await page.keyboard.press("a");
  await approved;
}

/** A post's line in the list. */
export const postRow = (page: Page, title: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: title }) });

/**
 * Resolves when the server has taken a call that carries these words. It need not be done yet: answers
 * are streamed, and begin at once. What came of it is to be asked for.
 */
export async function answerTo(page: Page, procedure: string, words = ""): Promise<void> {
  const response = await page.waitForResponse(
    (one) =>
      one.url().includes(procedure) &&
      (one.request().postData() ?? "").includes(JSON.stringify(words).slice(1, -1)),
  );
  expect(response.status(), procedure).toBe(200);
}

/** Chooses rows' act of that name, and says yes where it asks. */
export async function actOnRows(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: act, exact: true }).click();
  const question = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await question.getByRole("button", { name: act, exact: true }).click();
}

/** The editor that is open. */
export function writePost(page: Page) {
  const title = page.getByRole("textbox", { name: "Title" });
  const text = page.getByRole("textbox", { name: "Text" });
  /** Types at the end of the text. */
  async function write(words: string): Promise<void> {
    await text.click();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText(words);
  }
  return {
    title,
    text,
    write,
    /** Types at the end of the text, and waits until the newsroom was asked to save it. */
    async type(words: string): Promise<void> {
      const last = words.trim();
      const asked = Promise.race(
        ["post.create", "post.update"].map((procedure) => answerTo(page, procedure, last)),
      );
      await write(words);
      await asked;
    },
    publish: () => page.getByRole("button", { name: /^Publish/ }).click(),
  };
}
