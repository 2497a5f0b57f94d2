import { type Page, test as base } from "@playwright/test";
import { expectAccessible } from "../src/accessible.ts";
import { openIdentityProvider } from "../src/identity-provider.ts";
import { linkInMail } from "../src/mail.ts";
import { ownerClient, type RunningPublication, startPublication } from "../src/publication.ts";
import { expect, word } from "../src/test.ts";
import { signIn } from "../src/web.ts";

// A publication of its own, which knows a provider.
const test = base.extend<object, { site: RunningPublication }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads the names in the braces
    async ({}, use) => {
      const provider = await openIdentityProvider();
      const site = await startPublication({ env: provider.settings });
      provider.register(site);
      await use(site);
      await site.remove();
      await provider.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});

/** Signs in at the provider and says yes to what it asks. */
async function signInThere(page: Page, email: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(email);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test(`somebody comes in by the provider, script ${javaScriptEnabled ? "on" : "off"}`, async ({
    browser,
    site,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled, baseURL: site.webUrl });
    const page = await context.newPage();
    await page.goto("/sign-in?redirectTo=%2Faccount");
    if (javaScriptEnabled) await expectAccessible(page, "signing in, with a provider");
    await page.getByRole("link", { name: "Continue with Harbour" }).click();
    const email = `${word()}@example.com`;
    await signInThere(page, email);
    await expect(page).toHaveURL(`${site.webUrl}/account`);
    await expect(page.getByText(email)).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Robin Harbour");
    await context.close();
  });
}

test("the owner comes into the newsroom by the provider, for the address both know", async ({
  page,
  site,
}) => {
  await page.goto(`${site.adminUrl}/sign-in?redirectTo=%2Fusers`);
  await expectAccessible(page, "the newsroom's sign-in, with a provider");
  await page.getByRole("link", { name: "Continue with Harbour" }).click();
  await signInThere(page, site.ownerEmail);
  await expect(page).toHaveURL(`${site.adminUrl}/users`);
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`an account elsewhere is connected and taken off, script ${javaScriptEnabled ? "on" : "off"}`, async ({
    browser,
    site,
  }) => {
    const [password, subject] = [`a pass phrase ${word()}`, `${word()}@example.com`];
    const email = `${word()}@example.com`;
    await ownerClient(site).user.create.mutate([{ name: "Kit", email, password }]);
    const context = await browser.newContext({ javaScriptEnabled, baseURL: site.webUrl });
    const page = await context.newPage();
    await signIn(page, { id: "", name: "Kit", email, password });
    const connected = page.getByRole("region", { name: "Connected accounts" });
    await connected.getByRole("link", { name: "Connect Harbour" }).click();
    // Another address than here: both accounts have just been shown to be theirs.
    await signInThere(page, subject);
    await expect(connected.getByText("Connected.", { exact: true })).toBeVisible();
    if (javaScriptEnabled) await expectAccessible(page, "the account, with a connection");
    await linkInMail(site, email, /account elsewhere was connected/, /forgot-password/);

    // From then on it opens this account.
    const other = await browser.newContext({ javaScriptEnabled, baseURL: site.webUrl });
    const there = await other.newPage();
    await there.goto("/sign-in?redirectTo=%2Faccount");
    await there.getByRole("link", { name: "Continue with Harbour" }).click();
    await signInThere(there, subject);
    await expect(there.getByText(email)).toBeVisible();

    await connected.getByRole("button", { name: "Disconnect" }).click();
    await expect(connected.getByRole("link", { name: "Connect Harbour" })).toBeVisible();
    await Promise.all([context.close(), other.close()]);
  });
}

test("who has come by the provider alone keeps that way in", async ({ page, site }) => {
  await page.goto(`${site.webUrl}/sign-in?redirectTo=%2Faccount`);
  await page.getByRole("link", { name: "Continue with Harbour" }).click();
  await signInThere(page, `${word()}@example.com`);
  const connected = page.getByRole("region", { name: "Connected accounts" });
  await expect(connected.getByText("your only way to sign in")).toBeVisible();
  await expect(connected.getByRole("button")).toHaveCount(0);
});
