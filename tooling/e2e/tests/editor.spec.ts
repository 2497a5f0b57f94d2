import { answerTo, openNewsroom, postRow, writePost } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";

test("a save whose answer got lost stops nobody from writing on and publishing", async ({
  page,
  site,
  api,
  someone,
}) => {
  const [first, second, third] = [`First ${word()}.`, `Second ${word()}.`, `Third ${word()}.`];
  await openNewsroom(page, site, await someone("author"), "/posts/new");
  const editor = writePost(page);
  await editor.title.fill(`Lost and found ${word()}`);
  await editor.type(first);
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  await expect(page.getByText(/^Saved \d/)).toBeVisible();

  // The newsroom saves it, and the wire breaks before it can say so.
  let lost = 0;
  await page.route(/\/api\/trpc\/post\.update/, async (route) => {
    lost += 1;
    await (await route.fetch()).body();
    await route.abort();
  });
  await editor.write(`\n\n${second}`);
  await expect.poll(async () => (await api.post.byId.query({ id })).body).toContain(second);
  await expect(page.getByText("The newsroom does not answer")).toBeVisible();
  await page.unroute(/\/api\/trpc\/post\.update/);
  expect(lost).toBeGreaterThan(0);

  await editor.type(`\n\n${third}`);
  const published = answerTo(page, "post.publish");
  await editor.publish();
  await published;
  await expect.poll(async () => (await api.post.byId.query({ id })).status).toBe("published");
  const { body } = await api.post.byId.query({ id });
  expect(body).toBe([first, second, third].join("\n\n"));
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
});

test("a page that is loaded again while its post is made makes no second one", async ({
  page,
  site,
  api,
  someone,
}) => {
  await openNewsroom(page, site, await someone("author"), "/posts/new");
  const editor = writePost(page);
  const title = `Only once ${word()}`;
  const made = async () => (await api.post.manage.query({ q: title })).items;
  const left = Promise.withResolvers<void>();
  await page.route(/\/api\/trpc\/post\.create/, async (route) => {
    await (await route.fetch()).body();
    // The answer is on its way for as long as the page is there.
    await left.promise;
    await route.abort().catch(() => {});
  });
  await editor.title.fill(title);
  await editor.write("Text.");
  await expect.poll(async () => (await made()).length, { intervals: [200] }).toBe(1);
  await page.reload();
  left.resolve();
  await page.unroute(/\/api\/trpc\/post\.create/);
  await expect(editor.title).toHaveValue(title);
  const more = `And more, ${word()}.`;
  await editor.write(`\n\n${more}`);
  const [first] = await made();
  await expect(page).toHaveURL(`${site.adminUrl}/posts/${first!.id}`);
  await expect
    .poll(async () => (await api.post.byId.query({ id: first!.id })).body)
    .toContain(more);
  expect(await made()).toHaveLength(1);
});

test("who types on while a save is on its way, and loads the page again, is in nobody's way", async ({
  page,
  site,
  api,
  someone,
}) => {
  const [post] = await api.post.create.mutate([{ title: `In flight ${word()}`, body: "First." }]);
  const id = post!.id;
  const body = async () => (await api.post.byId.query({ id })).body;
  await openNewsroom(page, site, await someone("editor"), `/posts/${id}`);
  const editor = writePost(page);
  const left = Promise.withResolvers<void>();
  await page.route(/\/api\/trpc\/post\.update/, async (route) => {
    await (await route.fetch()).body();
    await left.promise;
    await route.abort().catch(() => {});
  });
  const [second, third] = [`Second ${word()}.`, `Third ${word()}.`];
  await editor.write(`\n\n${second}`);
  await expect.poll(body, { intervals: [200] }).toContain(second);
  await editor.write(`\n\n${third}`);
  await expect(editor.text).toContainText(third);
  await page.reload();
  left.resolve();
  await page.unroute(/\/api\/trpc\/post\.update/);
  await expect(editor.text).toContainText(third);
  await expect.poll(body, { intervals: [200] }).toBe(["First.", second, third].join("\n\n"));
});

test("whoever is quicker than the page's script loses nothing", async ({
  page,
  site,
  api,
  someone,
}) => {
  const author = await someone("author");
  await openNewsroom(page, site, author, "/posts");
  const script = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await script.promise;
    await route.fallback();
  });

  await page.goto(`${site.adminUrl}/posts/new`, { waitUntil: "commit" });
  const editor = writePost(page);
  await expect(editor.title).toBeVisible();
  // A field that takes nothing yet says so.
  await expect(editor.title).not.toBeEditable();
  await expect(page.getByRole("button", { name: /^Publish/ })).toBeDisabled();
  script.resolve();
  const title = `At once ${word()}`;
  await editor.title.fill(title);
  await editor.type(`Text ${word()}.`);
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  expect((await api.post.byId.query({ id })).title).toBe(title);
});

test("a row that was ticked before the page's script ran is chosen", async ({
  page,
  site,
  someone,
}) => {
  const author = await someone("editor");
  await openNewsroom(page, site, author);
  const script = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await script.promise;
    await route.fallback();
  });
  await page.goto(`${site.adminUrl}/posts?q=ladders`, { waitUntil: "commit" });
  const row = postRow(page, "The library that lends ladders");
  await row.getByRole("checkbox").check();
  await expect(row).toHaveAttribute("aria-selected", "false");
  script.resolve();
  await expect(row).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("button", { name: "Archive", exact: true })).toBeVisible();
  await row.getByRole("checkbox").uncheck();
  await expect(page.getByRole("button", { name: "Archive", exact: true })).toBeHidden();
});
