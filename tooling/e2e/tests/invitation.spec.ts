import { expectAccessible } from "../src/accessible.ts";
import { linkInMail } from "../src/mail.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";
import { fillSignIn } from "../src/web.ts";

const password = `a pass phrase ${word()}`;

test("an invited author chooses a password and begins in the newsroom", async ({
  site,
  api,
  page,
  visitor,
}) => {
  const email = `${word()}@example.com`;
  const name = `Robin ${word()}`;
  await api.user.create.mutate([{ name, email, role: "author" }]);
  const link = await linkInMail(site, email, /An account for you/, /\/welcome\?token=/);
  expect(link).toContain(site.adminUrl);

  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: /^Welcome to / })).toBeVisible();
  await expectAccessible(page, "the newsroom's invitation");
  await expect(page.getByLabel("Email address")).toHaveValue(email);
  await page.getByLabel("Password").fill(`${email} forever`);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page.getByText("Leave your name and your address out")).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page).toHaveURL(`${site.adminUrl}/`);
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();

  // Once, and from then on the password is what counts.
  const later = await visitor();
  await later.goto(link);
  await expect(
    later.getByRole("heading", { level: 1, name: "This link is no longer good" }),
  ).toBeVisible();
  await expectAccessible(later, "the newsroom's invitation, used");
  await later.getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(later, { id: "", name, email, password });
  await expect(later.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a link that is not good offers another one, which is, script ${javaScriptEnabled ? "on" : "off"}`, async ({
    site,
    api,
    visitor,
    complaints,
  }) => {
    const email = `${word()}@example.com`;
    await api.user.create.mutate([{ name: `Kit ${word()}`, email }]);
    const invitation = () => linkInMail(site, email, /An account for you/, /\/welcome\?token=/);
    const first = await invitation();
    const page = await visitor({ javaScriptEnabled });
    await page.goto(`/welcome?token=${"x".repeat(32)}`);
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toHaveText("This link is no longer good");
    if (javaScriptEnabled) await expectAccessible(page, "an invitation that is not good");
    await page.getByRole("main").getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByText(/has an account, a link .* is on its way/)).toBeVisible();

    await expect.poll(invitation).not.toBe(first);
    await page.goto(await invitation());
    await expect(heading).toHaveText(/^Welcome to /);
    if (javaScriptEnabled) await expectAccessible(page, "an invitation");
    await page.getByLabel("Password").fill("password123");
    await page.getByRole("button", { name: "Set password and sign in" }).click();
    await expect(page.getByText("one of the most common passwords")).toBeVisible();
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Set password and sign in" }).click();
    await expect(page).toHaveURL(`${site.webUrl}/`);
    await page.goto("/account");
    await expect(page.getByText(email)).toBeVisible();
    // The other link is useless beside a password.
    await page.goto(first);
    await expect(heading).toHaveText("This link is no longer good");
    expect(complaints).toEqual([]);
  });
}

test("an admin sees who has not accepted yet, and invites them again", async ({ site, page }) => {
  const email = `${word()}@example.com`;
  const owner = { id: "", name: "", email: site.ownerEmail, password: site.ownerPassword };
  await openNewsroom(page, site, owner, "/users");
  await page.getByRole("button", { name: /^Invite/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(`Nell ${word()}`);
  await dialog.getByLabel("Email address").fill(email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  const row = page.getByRole("row").filter({ hasText: email });
  await expect(row.getByText("Invited", { exact: true })).toBeVisible();
  const first = await linkInMail(site, email, /An account for you/, /\/welcome\?token=/);
  await row.getByRole("button", { name: /^What to do with/ }).click();
  await page.getByRole("menuitem", { name: "Send invitation again" }).click();
  await expect(page.getByText(/Another invitation to Nell/)).toBeVisible();
  await expect
    .poll(() => linkInMail(site, email, /An account for you/, /\/welcome\?token=/))
    .not.toBe(first);
});
