import { expectAccessible } from "../src/accessible.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";
import { commentSaying, signIn } from "../src/web.ts";

const post = "/posts/the-library-that-lends-ladders";

const pages: readonly (readonly [what: string, path: string])[] = [
  ["home", "/"],
  ["a post", post],
  ["a section", "/categories/libraries"],
  ["the archive", "/archive"],
  ["all tags", "/tags"],
  ["an author", "/authors/sam-colophon"],
  ["search with hits", "/search?q=ladder"],
  ["search without", "/search?q=xyzzyplugh"],
  ["sign-in", "/sign-in"],
  ["sign-up", "/sign-up"],
  ["a missing page", "/nothing-here"],
];
for (const [what, path] of pages) {
  test(`axe finds nothing on ${what}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    await expectAccessible(page, what);
  });
}

for (const width of [1280, 390])
  test(`axe finds nothing on the API reference, ${width} pixels wide`, async ({
    page,
    complaints,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/api/docs");
    const list = page.getByRole("button", { name: "GET /posts List published posts" });
    await list.press("Enter");
    await page.getByRole("button", { name: /^POST \/posts Write a post/ }).press("Enter");
    await expect(list).toHaveAttribute("aria-expanded", "true");
    await expect(page.getByRole("combobox", { name: "status" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Request body" })).toBeVisible();
    await page.getByRole("tab", { name: "Schema" }).first().click();
    await page.getByRole("button", { name: "Execute" }).first().click();
    await expect(page.getByRole("heading", { name: "Server response" })).toBeVisible();
    await expectAccessible(page, "the reference with answers");

    const authorize = page.getByRole("button", { name: "Authorize" });
    await authorize.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Authorize" });
    await expect(dialog).toBeFocused();
    await expectAccessible(page, "the reference asking for a key");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(authorize).toBeFocused();
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await beyond(), "pixels beyond the edge").toBeLessThanOrEqual(0);
    expect(complaints, "what the policy refused").toEqual([]);
  });

test("axe finds nothing where a signed-in reader writes", async ({ page, someone }) => {
  await signIn(page, await someone(), post);
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Reply to / })
    .first()
    .click();
  await expect(page.getByRole("form", { name: /^Reply to / })).toBeVisible();
  await expectAccessible(page, "a post with the reply form");
  await page.goto("/account");
  await expectAccessible(page, "the account");
});

const desks: readonly (readonly [title: string, path: string])[] = [
  ["Dashboard", "/"],
  ["Posts", "/posts"],
  ["Comments", "/comments"],
  ["Users", "/users"],
  ["Categories", "/categories"],
  ["Tags", "/tags"],
  ["Audit log", "/audit"],
  ["Settings", "/settings"],
];
test("axe finds nothing in the newsroom", async ({ page, site, api, someone }) => {
  const owner = { id: "", name: "", email: site.ownerEmail, password: site.ownerPassword };
  await someone("author");
  await page.goto(`${site.adminUrl}/sign-in`);
  await expectAccessible(page, "the newsroom's sign-in");
  await openNewsroom(page, site, owner);
  for (const [title, path] of desks) {
    await page.goto(site.adminUrl + path);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: /^(Fetching|Loading)/ })).toHaveCount(
      0,
    );
    await expectAccessible(page, title);
  }
  const [draft] = await api.post.create.mutate([
    { title: `A draft ${word()}`, body: "# Heading\n\nSome *text*.", excerpt: "Short" },
  ]);
  await page.goto(`${site.adminUrl}/posts/${draft!.id}`);
  await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();
  await expectAccessible(page, "the editor");
});

test("a comment can be written with the keyboard alone", async ({ page, someone }) => {
  await signIn(page, await someone(), post);
  await page.goto(post);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  const field = page.getByRole("form", { name: "Add a comment" }).getByLabel("Comment");
  for (let presses = 0; presses < 200; presses++) {
    if (await field.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(field).toBeFocused();
  const text = `Typed, not clicked, ${word()}`;
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Post comment" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(commentSaying(page, text)).toContainText("Waiting for a moderator");
});

test("search is one key away, and does not take it from who writes", async ({ page, someone }) => {
  await signIn(page, await someone(), post);
  const search = page.getByRole("searchbox", { name: "Search" });
  // The key is the script's, which may still be on its way.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  const field = page.getByRole("form", { name: "Add a comment" }).getByLabel("Comment");
  await field.click();
  await page.keyboard.type("a/b");
  await expect(field).toHaveValue("a/b");
});
