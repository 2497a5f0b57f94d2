import { expectAccessible } from "../src/accessible.ts";
import { expectKeys, openNewsroom, postRow } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";

test("a preview opens over the list, by key and by hand, and gives the focus back", async ({
  page,
  site,
  api,
  someone,
  complaints,
}) => {
  const title = `Previewed ${word()}`;
  const body = `## A heading\n\nWords with **weight**.\n\n${"A long line of words. ".repeat(400)}`;
  const [post] = await api.post.create.mutate([{ title, body }]);
  const list = `${site.adminUrl}/posts?q=${encodeURIComponent(title)}`;
  const address = `${site.adminUrl}/posts/${post!.id}/preview`;
  await openNewsroom(page, site, await someone("editor"), list.slice(site.adminUrl.length));
  const row = postRow(page, title);
  const link = row.getByRole("link", { name: title, exact: true });
  const dialog = page.getByRole("dialog", { name: "Preview" });
  await expect(row).toBeVisible();

  // By key: the row that the keyboard stands on.
  await expectKeys(page, "Next row");
  await page.keyboard.press("j");
  await page.keyboard.press("p");
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(address);
  await expect(dialog.getByRole("heading", { name: title })).toBeVisible();
  await expect(dialog.getByRole("strong")).toBeVisible();
  await expect(row).toBeAttached();
  await expect(dialog).toBeFocused();
  await expectAccessible(page, "a preview over the list");
  for (let strokes = 0; strokes < 6; strokes++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const at = document.activeElement;
      return at !== document.body && at?.closest("dialog") === null;
    });
    expect(outside, "the focus stays in the dialog").toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(list);
  await expect(link).toBeFocused();

  // By hand, and back by the browser's own button; forward opens it again.
  await row.hover();
  await row.getByRole("link", { name: `Preview ${title}` }).click();
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(list);
  await expect(row.getByRole("link", { name: `Preview ${title}` })).toBeFocused();
  await page.goForward();
  await expect(dialog.getByRole("heading", { name: title })).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page).toHaveURL(list);

  // To go on writing from there.
  await row.getByRole("link", { name: `Preview ${title}` }).click();
  await dialog.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(title);
  await expect(dialog).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("a preview's address is a page of its own, for whoever may open the post", async ({
  page,
  site,
  api,
  someone,
  visitor,
}) => {
  const title = `Previewed ${word()}`;
  const [post] = await api.post.create.mutate([{ title, body: "Nothing *fancy*." }]);
  const path = `/posts/${post!.id}/preview`;
  await openNewsroom(page, site, await someone("editor"), path);
  await expect(page.getByRole("heading", { level: 1, name: "Preview" })).toBeVisible();
  await expect(page.getByRole("article").getByRole("heading", { name: title })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expectAccessible(page, "a preview on its own");
  expect((await page.reload())?.status()).toBe(200);

  const other = await visitor();
  await openNewsroom(other, site, await someone("author"));
  const refused = await other.goto(site.adminUrl + path);
  expect(refused?.status()).toBe(403);
  await expect(other.getByRole("heading", { level: 1, name: "Not yours to open" })).toBeVisible();
  await expect(other.getByText("Nothing fancy.")).toHaveCount(0);
  const missing = await other.goto(
    `${site.adminUrl}/posts/01890000-0000-7000-8000-000000000000/preview`,
  );
  expect(missing?.status()).toBe(404);
});

test("a preview fills a phone, and nothing is wider than it", async ({
  site,
  api,
  someone,
  visitor,
}) => {
  const title = `Previewed ${word()}`;
  await api.post.create.mutate([{ title, body: `${"unbreakable".repeat(30)}\n\n    code` }]);
  const page = await visitor({ viewport: { width: 390, height: 800 }, hasTouch: true });
  await openNewsroom(page, site, await someone("editor"), `/posts?q=${encodeURIComponent(title)}`);
  await postRow(page, title)
    .getByRole("link", { name: `Preview ${title}` })
    .tap();
  const dialog = page.getByRole("dialog", { name: "Preview" });
  await expect(dialog.getByRole("heading", { name: title })).toBeVisible();
  await expectAccessible(page, "a preview on a phone");
  const fits = await dialog.evaluate((one) => one.scrollWidth <= one.clientWidth);
  expect(fits).toBe(true);
  await dialog.getByRole("button", { name: "Close" }).tap();
  await expect(dialog).toHaveCount(0);
  await expect(postRow(page, title)).toBeVisible();
});
