import { openNewsroom } from "../src/newsroom.ts";
import { expect, test } from "../src/test.ts";

test("an admin acts as an author, sees so on every page, and stops without script", async ({
  page,
  site,
  someone,
  visitor,
}) => {
  const admin = await someone("admin");
  const author = await someone("author");
  await openNewsroom(page, site, admin, `/users?q=${encodeURIComponent(author.email)}`);
  await page.getByRole("button", { name: `What to do with ${author.name}` }).click();
  await page.getByRole("menuitem", { name: "Act as them" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Act as them" }).click();

  const bar = page.getByRole("complementary", { name: "Acting as somebody else" });
  await expect(bar).toContainText(`You act as ${author.name}`);
  await expect(page.getByRole("link", { name: "Users" })).toHaveCount(0);
  await page.goto(`${site.adminUrl}/keys`);
  await expect(page.getByText("Only the owner of an account")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No keys" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New key" })).toHaveCount(0);
  await page.goto(site.webUrl);
  await expect(bar).toContainText(`You act as ${author.name}`);

  const quiet = await visitor({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  await quiet.goto(`${site.adminUrl}/posts`);
  const stop = quiet.getByRole("complementary", { name: "Acting as somebody else" });
  await stop.getByRole("button", { name: "Stop" }).click();
  await expect(quiet).toHaveURL(`${site.adminUrl}/users`);
  await expect(stop).toHaveCount(0);
  await expect(quiet.getByRole("link", { name: "Users" })).toBeVisible();

  // The other window's session is over as well, and nobody's.
  await page.goto(site.webUrl);
  await expect(bar).toHaveCount(0);
});
