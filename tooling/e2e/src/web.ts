import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Person } from "./test.ts";

/** Signs in by the form of the page that is open, at web or admin. */
export async function fillSignIn(page: Page, { email, password }: Person): Promise<void> {
  const main = page.getByRole("main");
  await main.getByLabel("Email address", { exact: true }).fill(email);
  await main.getByLabel("Password", { exact: true }).fill(password);
  await main.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs in to the publication as a reader would. */
export async function signIn(page: Page, person: Person, redirectTo = "/account"): Promise<void> {
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(redirectTo)}`);
  await fillSignIn(page, person);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** The part of a post's page where readers speak. */
export const comments = (page: Page): Locator => page.getByRole("region", { name: /comments?$/i });

/** One comment with what is said under it, by some of its text. */
export const commentSaying = (page: Page, text: string): Locator =>
  comments(page).getByRole("listitem").filter({ hasText: text }).last();

/** Writes a comment by the form of that name: "Add a comment", or "Reply to …". */
export async function writeComment(page: Page, form: string, text: string): Promise<void> {
  const box = page.getByRole("form", { name: form });
  await box.getByLabel("Comment").fill(text);
  await box.getByRole("button", { name: "Post comment" }).click();
}

/** Opens the sign-up page and fills it in. */
export async function signUp(page: Page, { name, email, password }: Omit<Person, "id">) {
  await page.goto("/sign-up");
  const main = page.getByRole("main");
  await main.getByLabel("Name").fill(name);
  await main.getByLabel("Email address").fill(email);
  await main.getByLabel("Password").fill(password);
  await main.getByRole("button", { name: "Create account" }).click();
  await expect(main.getByText("Check your mail")).toBeVisible();
}
