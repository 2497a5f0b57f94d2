import { expectWithinSecond } from "../src/freshness.ts";
import { ask } from "../src/http.ts";
import { actOnRows, answerTo, openNewsroom, postRow, writePost } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";

test("an author writes, loses nothing on the way, and publishes", async ({
  page,
  site,
  api,
  someone,
  visitor,
}) => {
  const author = await someone("author");
  const title = `On mending ${word()}`;
  const first = `A first line, ${word()}.`;
  const second = `A second thought, ${word()}.`;
  await openNewsroom(page, site, author, "/posts/new");
  const editor = writePost(page);
  await editor.title.fill(title);
  await editor.type(first);
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  await page.reload();
  await expect(editor.title).toHaveValue(title);
  await expect(editor.text).toContainText(first);

  await editor.type(`\n\n${second}`);
  await page.reload();
  await expect(editor.text).toContainText(second);

  // The front page is remembered from before; nobody may be shown that one now.
  const stranger = await visitor();
  await stranger.goto("/");
  await expect(stranger.getByRole("link", { name: title })).toHaveCount(0);
  await ask(site.webUrl, "/");

  const published = answerTo(page, "post.publish");
  await editor.publish();
  await published;
  const status = async () => (await api.post.byId.query({ id })).status;
  await expect.poll(status, { intervals: [100] }).toBe("published");
  await expectWithinSecond(site.webUrl, ({ body }) => body.includes(title), "the new post");
  await stranger.reload();
  await stranger.getByRole("link", { name: title }).first().click();
  await stranger.waitForURL(/\/posts\//);
  await expect(stranger.getByText(first)).toBeVisible();
  await expect(stranger.getByText(second)).toBeVisible();
  const address = stranger.url();

  await page.goto(`${site.adminUrl}/posts`);
  await postRow(page, title).getByRole("checkbox").check();
  const archived = answerTo(page, "post.archive");
  await actOnRows(page, "Archive");
  await archived;
  await expect.poll(status, { intervals: [100] }).toBe("archived");
  await expectWithinSecond(address, ({ status }) => status === 404, "that it is gone");
  const gone = await stranger.goto(address);
  expect(gone?.status()).toBe(404);
  await expect(
    stranger.getByRole("heading", { level: 1, name: "Nothing under this address" }),
  ).toBeVisible();
  await expect(
    stranger.getByRole("main").getByRole("link", { name: "Latest posts" }),
  ).toBeVisible();
  await stranger.goto("/");
  await expect(stranger.getByRole("link", { name: title })).toHaveCount(0);
});

test("what is published, changed and archived elsewhere shows within a second", async ({
  site,
  api,
}) => {
  const title = `Fresh ${word()}`;
  const [post] = await api.post.create.mutate([{ title, body: `Text ${word()}` }]);
  const places = [
    "/",
    "/archive",
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/sitemap.xml",
    "/llms.txt",
    `/search?q=${encodeURIComponent(title)}`,
  ];
  const shows = (path: string, isThere: boolean) =>
    expectWithinSecond(
      site.webUrl + path,
      ({ body }) => body.includes(post!.slug) === isThere,
      isThere ? `${title} on ${path}` : `that ${title} has left ${path}`,
    );
  // All remembered, without it.
  for (const path of places) {
    expect((await ask(site.webUrl, path)).body, path).not.toContain(post!.slug);
  }
  expect((await ask(site.webUrl, `/posts/${post!.slug}`)).status).toBe(404);

  await api.post.publish.mutate({ ids: [post!.id] });
  await Promise.all(places.map((path) => shows(path, true)));
  const { version } = await api.post.byId.query({ id: post!.id });
  const changed = `Changed ${word()}`;
  await api.post.update.mutate([{ id: post!.id, version, body: changed }]);
  await expectWithinSecond(
    `${site.webUrl}/posts/${post!.slug}`,
    ({ body }) => body.includes(changed),
    "the change",
  );
  await api.post.archive.mutate({ ids: [post!.id] });
  await Promise.all(places.map((path) => shows(path, false)));
});

test("a slug that changed leads on in one hop, however often it changed", async ({ site, api }) => {
  const [post] = await api.post.create.mutate([{ title: `Wandering ${word()}`, body: "x" }]);
  await api.post.publish.mutate({ ids: [post!.id] });
  const slugs = [post!.slug, word(), word()];
  for (const slug of slugs.slice(1)) {
    const { version } = await api.post.byId.query({ id: post!.id });
    await api.post.update.mutate([{ id: post!.id, version, slug }]);
  }
  const last = slugs.at(-1);
  for (const slug of slugs.slice(0, -1)) {
    for (const tail of ["", "?utm_source=x", "/"]) {
      const { status, headers } = await ask(site.webUrl, `/posts/${slug}${tail}`);
      expect([301, 308], slug + tail).toContain(status);
      const to = new URL(headers.get("location") ?? "", site.webUrl);
      expect(to.origin + to.pathname, slug + tail).toBe(`${site.webUrl}/posts/${last}`);
    }
  }
  expect((await ask(site.webUrl, `/posts/${last}`)).status).toBe(200);
  // Back to a former address: it is a post again, and no circle.
  const { version } = await api.post.byId.query({ id: post!.id });
  await api.post.update.mutate([{ id: post!.id, version, slug: slugs[0]! }]);
  await expectWithinSecond(
    `${site.webUrl}/posts/${slugs[0]}`,
    ({ status }) => status === 200,
    "the post",
  );
});

test("a post that is scheduled goes out at its time", async ({ site, api }) => {
  const [post] = await api.post.create.mutate([{ title: `Punctual ${word()}`, body: "x" }]);
  const at = new Date(Date.now() + 5_000);
  await api.post.schedule.mutate({ ids: [post!.id], at });
  const address = `/posts/${post!.slug}`;
  const { status } = await ask(site.webUrl, address);
  // On a machine that is slow enough its time has come meanwhile.
  if (Date.now() < at.getTime()) expect(status).toBe(404);
  await expect
    .poll(async () => (await ask(site.webUrl, address)).status, { timeout: 120_000 })
    .toBe(200);
  expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());
});

test("two people who edit the same post lose nothing: the second is told", async ({ api }) => {
  const [post] = await api.post.create.mutate([{ title: `Shared ${word()}`, body: "one" }]);
  await api.post.update.mutate([{ id: post!.id, version: post!.version, body: "two" }]);
  await expect(
    api.post.update.mutate([{ id: post!.id, version: post!.version, body: "three" }]),
  ).rejects.toMatchObject({ code: "conflict" });
  expect((await api.post.byId.query({ id: post!.id })).body).toBe("two");
});
