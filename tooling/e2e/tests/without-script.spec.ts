import { linkInMail } from "../src/mail.ts";
import { expect, test, word } from "../src/test.ts";
import { commentSaying, signIn, signUp, writeComment } from "../src/web.ts";

// Everything of reading and commenting, in a browser that runs no script.
test.use({ javaScriptEnabled: false });

const post = "/posts/the-library-that-lends-ladders";

test("the front page leads to posts, sections, authors and tags", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: "Libraries" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Libraries" })).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: "The library that lends ladders" })
    .click();
  await expect(page).toHaveURL(post);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "The library that lends ladders",
  );
  await expect(page.getByText("eleven rungs, a rope handle")).toBeVisible();
  await expect(page.getByRole("cell", { name: "with flour on the sixth rung" })).toBeVisible();

  await page.getByRole("main").getByRole("link", { name: "Sam Colophon" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Sam Colophon" })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "lending", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "lending" })).toBeVisible();
  await expect(
    page.getByRole("main").getByRole("link", { name: "A field guide to unlabelled keys" }),
  ).toBeVisible();
});

test("the pager leads to older posts and back", async ({ page, api }) => {
  // From long ago: other tests look for what is new on the front page.
  await api.post.import.mutate({
    posts: Array.from({ length: 12 }, (_, index) => {
      const name = word();
      return {
        sourcePath: `${name}.md`,
        title: `Leaf ${index} ${name}`,
        slug: name,
        body: "A leaf.",
        status: "published" as const,
        publishedAt: new Date(Date.UTC(2015, index, 1)),
      };
    }),
  });

  await page.goto("/");
  const lead = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("link", { name: /Older/ }).click();
  await expect(page).toHaveURL(/\?cursor=/);
  await expect(page.getByRole("heading", { level: 2, name: "Earlier" })).toBeVisible();
  await expect(
    page.getByRole("main").getByRole("link", { name: lead ?? "", exact: true }),
  ).toHaveCount(0);
  await page.getByRole("link", { name: /Newer/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("search finds by title and text, forgives spelling, and says when there is nothing", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search" }).fill("atlases");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=atlases/);
  await expect(
    page.getByRole("main").getByRole("link", { name: "The library that lends ladders" }),
  ).toBeVisible();
  await expect(page.getByRole("main").locator("mark").first()).toHaveText(/atlases/i);

  await page.goto("/search?q=libary%20ladders");
  await expect(
    page.getByRole("main").getByRole("link", { name: "The library that lends ladders" }),
  ).toBeVisible();

  await page.goto(`/search?q=${word()}`);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveText(
    "That drawer is empty",
  );
});

test("a reader signs up, in, comments, replies and leaves", async ({ page, site, api }) => {
  const reader = {
    id: "",
    name: `Noscript ${word()}`,
    email: `${word()}@example.com`,
    password: `plain ${word()}`,
  };
  await signUp(page, reader);
  await page.goto(await linkInMail(site, reader.email, /Confirm your address/, /verify-email/));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();

  // From a post, and back to it.
  await page.goto(post);
  await page.getByRole("main").getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("main").getByLabel("Email address", { exact: true }).fill(reader.email);
  await page.getByRole("main").getByLabel("Password", { exact: true }).fill(reader.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(post));

  const text = `Said without a script, ${word()}`;
  await writeComment(page, "Add a comment", text);
  const own = commentSaying(page, text);
  await expect(own).toContainText("Waiting for a moderator");
  // Loading the page again does not say it twice.
  await page.reload();
  await expect(page.getByRole("paragraph").filter({ hasText: text })).toHaveCount(1);

  const waiting = await api.comment.queue.query({ limit: 100 });
  const mine = waiting.items.find((comment) => comment.html.includes(text));
  expect(mine).toBeDefined();
  await api.comment.approve.mutate({ ids: [mine!.id] });

  const answer = `And answered so too, ${word()}`;
  await page.goto(post);
  await page.getByRole("link", { name: `Reply to ${reader.name}` }).click();
  await writeComment(page, `Reply to ${reader.name}`, answer);
  await expect(commentSaying(page, answer)).toContainText("Waiting for a moderator");
  await commentSaying(page, answer).getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText(answer)).toHaveCount(0);
});

test("what was typed survives a refusal", async ({ page, someone }) => {
  const person = await someone();
  await page.goto("/sign-in");
  const main = page.getByRole("main");
  await main.getByLabel("Email address", { exact: true }).fill(person.email);
  await main.getByLabel("Password", { exact: true }).fill("not the password");
  await main.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(main.getByRole("alert")).toBeVisible();
  await expect(main.getByLabel("Email address", { exact: true })).toHaveValue(person.email);
  await expect(main.getByLabel("Password", { exact: true })).toHaveValue("");
});

test("the account page saves without script", async ({ page, someone }) => {
  await signIn(page, await someone());
  const name = `Renamed ${word()}`;
  const profile = page.getByRole("region", { name: "Profile" });
  await profile.getByLabel("Name").fill(name);
  await profile.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto("/account");
  await expect(profile.getByLabel("Name")).toHaveValue(name);
});
