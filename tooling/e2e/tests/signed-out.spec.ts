import type { Page } from "@playwright/test";
import { expect, test, word } from "../src/test.ts";
import { commentSaying, signIn, writeComment } from "../src/web.ts";

// Somebody writes for a while, and their session ends meanwhile.

test.use({ javaScriptEnabled: false });

const post = "/posts/the-library-that-lends-ladders";

/** Ends the session elsewhere: the page at hand does not know. */
async function endSession(page: Page): Promise<void> {
  const ended = await page.context().request.post("/api/auth/sign-out", {
    headers: { origin: new URL(page.url()).origin },
  });
  expect(ended.ok()).toBe(true);
}

const signedOut = (page: Page) => page.getByText("You have been signed out");

test("a comment comes back, and is sent once its writer has signed in again", async ({
  page,
  someone,
}) => {
  const person = await someone();
  await signIn(page, person);
  await page.goto(post);
  const text = `What a long thought ${word()}`;
  await page.getByLabel("Comment", { exact: true }).fill(text);
  await endSession(page);
  await page.getByRole("button", { name: "Post comment" }).click();
  await expect(signedOut(page)).toBeVisible();
  await expect(page.getByLabel("Comment", { exact: true })).toHaveValue(text);

  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Sign in in a new tab" }).click();
  const tab = await opened;
  await expect(tab).toHaveURL(/redirectTo=%2Fposts%2F/);
  await signIn(tab, person);
  await page.getByRole("button", { name: "Post comment" }).click();
  await expect(commentSaying(page, text)).toContainText("Waiting for a moderator");
  await writeComment(page, "Add a comment", `And another ${word()}`);
});

test("a profile comes back with what was typed, and nothing else of the account", async ({
  page,
  someone,
}) => {
  const person = await someone();
  await signIn(page, person);
  await page.goto("/account");
  const bio = `Somebody who mends ladders ${word()}`;
  await page.getByLabel("About you").fill(bio);
  await endSession(page);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(signedOut(page)).toBeVisible();
  await expect(page.getByLabel("About you")).toHaveValue(bio);
  await expect(page.getByLabel("Name")).toHaveValue(person.name);
  await expect(page.getByText(person.email)).toHaveCount(0);

  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Sign in in a new tab" }).click();
  await signIn(await opened, person);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel("About you")).toHaveValue(bio);
});
