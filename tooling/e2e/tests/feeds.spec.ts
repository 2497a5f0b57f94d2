import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { expectWithinSecond } from "../src/freshness.ts";
import { ask } from "../src/http.ts";
import { expect, test, word } from "../src/test.ts";

const slug = "the-library-that-lends-ladders";

test("the feeds parse, and lead to posts that exist", async ({ site, api }) => {
  // Of this test's own: the others put theirs away again.
  const [post] = await api.post.create.mutate([{ title: `Fed ${word()}`, body: "x" }]);
  await api.post.publish.mutate({ ids: [post!.id] });
  await expectWithinSecond(
    `${site.webUrl}/feed.xml`,
    ({ body }) => body.includes(post!.slug),
    "the new post",
  );
  const rss = parseRssFeed((await ask(site.webUrl, "/feed.xml")).body);
  const atom = parseAtomFeed((await ask(site.webUrl, "/atom.xml")).body);
  const json = parseJsonFeed((await ask(site.webUrl, "/feed.json")).body);
  const links = {
    rss: rss.items?.map(({ link }) => link) ?? [],
    atom: atom.entries?.map(({ links: all }) => all?.find(({ rel }) => rel !== "self")?.href) ?? [],
    json: json.items?.map(({ url }) => url) ?? [],
  };
  for (const [kind, found] of Object.entries(links)) {
    expect(found.length, kind).toBeGreaterThan(0);
    expect(new Set(found).size, kind).toBe(found.length);
    for (const link of found) expect(link, kind).toMatch(`${site.webUrl}/posts/`);
  }
  for (const found of Object.values(links)) {
    const own = found.find((link) => link?.endsWith(`/posts/${post!.slug}`));
    expect((await fetch(own ?? "")).status).toBe(200);
  }
  expect(rss.title).toBe(json.title);
});

test("feeds say that nothing has changed", async ({ site }) => {
  for (const path of ["/feed.xml", "/atom.xml", "/feed.json"]) {
    const { headers } = await ask(site.webUrl, path);
    const etag = headers.get("etag") ?? "";
    expect(etag, path).not.toBe("");
    const again = await ask(site.webUrl, path, { headers: { "if-none-match": etag } });
    // Other tests publish meanwhile; then it is another feed, and says so.
    expect(again.status === 304 || again.headers.get("etag") !== etag, path).toBe(true);
  }
});

test("what a foreign host header says reaches no feed, link or mail", async ({ site }) => {
  for (const path of [
    "/feed.xml",
    "/atom.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/",
    `/posts/${slug}`,
  ]) {
    const { body } = await ask(site.webUrl, path, {
      headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
    });
    expect(body, path).not.toContain("evil.example");
  }
});

test("crawlers find their way", async ({ site }) => {
  const robots = await ask(site.webUrl, "/robots.txt");
  expect(robots.body).toContain(`Sitemap: ${site.webUrl}/sitemap.xml`);
  const sitemap = await ask(site.webUrl, "/sitemap.xml");
  expect(sitemap.headers.get("content-type")).toMatch(/xml/);
  expect(sitemap.body).toContain(`<loc>${site.webUrl}/posts/${slug}</loc>`);
  const markdown = await ask(site.webUrl, `/posts/${slug}.md`);
  expect(markdown.headers.get("content-type")).toMatch(/^text\/markdown/);
  expect(markdown.body).toContain("eleven rungs");
  expect((await ask(site.webUrl, "/llms.txt")).body).toContain(slug);
});

test("a post says what it is: structured data, card and canonical address", async ({
  page,
  site,
}) => {
  await page.goto(`/posts/${slug}?utm_source=test`);
  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  expect(data.length).toBeGreaterThan(0);
  const graph = data.flatMap((text) => {
    const value = JSON.parse(text) as { "@graph"?: object[] };
    return value["@graph"] ?? [value];
  });
  expect(graph).toContainEqual(
    expect.objectContaining({
      "@type": "BlogPosting",
      headline: "The library that lends ladders",
      url: `${site.webUrl}/posts/${slug}`,
    }),
  );
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute(
    "href",
    `${site.webUrl}/posts/${slug}`,
  );
  const image = await page.locator('meta[property="og:image"]').first().getAttribute("content");
  const card = await fetch(image ?? "");
  expect(card.status).toBe(200);
  expect(card.headers.get("content-type")).toMatch(/^image\//);
  expect((await card.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
});
