import { test } from "@quoin/api/testing";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { beforeEach, expect, vi } from "vitest";
import * as atom from "../app/atom.xml/route.ts";
import * as authorFeed from "../app/authors/[handle]/feed.xml/route.ts";
import * as sectionFeed from "../app/categories/[slug]/feed.xml/route.ts";
import * as json from "../app/feed.json/route.ts";
import * as rss from "../app/feed.xml/route.ts";
import * as llms from "../app/llms.txt/route.ts";
import * as markdown from "../app/posts/[slug]/markdown/route.ts";
import * as robots from "../app/robots.txt/route.ts";
import * as sitemap from "../app/sitemap.xml/route.ts";
import { newBrowser } from "../testing/next-request.ts";
import { openTestDoor } from "../testing/publication.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

// What a client says its host is must reach nothing that others read.
const ask = (path: string, headers: Record<string, string> = {}) =>
  new Request(`https://evil.example${path}`, { headers });
const web = "http://localhost:3000";

beforeEach<{ api: Parameters<typeof openTestDoor>[0] }>(async ({ api }) => {
  newBrowser({ host: "evil.example" });
  await openTestDoor(api);
});

test("feeds carry what is published, newest first, under the publication's address", async ({
  api,
}) => {
  const posts = await api.make.post().published().createMany(3);
  await api.make.post().draft().create();
  const links = posts.map(({ slug }) => `${web}/posts/${slug}`).toReversed();
  const texts = await Promise.all(
    [rss.GET(ask("/feed.xml")), atom.GET(ask("/atom.xml")), json.GET(ask("/feed.json"))].map(
      async (answer) => (await answer).text(),
    ),
  );
  for (const text of texts) expect(text).not.toContain("evil.example");
  expect(parseRssFeed(texts[0]!).items?.map(({ link }) => link)).toEqual(links);
  expect(parseAtomFeed(texts[1]!).entries?.map((entry) => entry.links?.[0]?.href)).toEqual(links);
  expect(parseJsonFeed(texts[2]!).items?.map(({ url }) => url)).toEqual(links);
});

test("a feed reader that comes back unchanged gets nothing anew", async ({ api }) => {
  await api.make.post().published().create();
  const etag = (await rss.GET(ask("/feed.xml"))).headers.get("etag")!;
  expect((await rss.GET(ask("/feed.xml", { "if-none-match": etag }))).status).toBe(304);
  const admin = await api.make.user().admin().create();
  const [draft] = await api.as(admin).post.create([{ title: "News", body: "Text" }]);
  await api.as(admin).post.publish({ ids: [draft!.id] });
  await vi.waitFor(async () =>
    expect((await rss.GET(ask("/feed.xml", { "if-none-match": etag }))).status).toBe(200),
  );
});

test("a section and an author have feeds of their own; others have none", async ({ api }) => {
  const author = await api.make.user().author().create();
  const category = await api.make.category().named("Repair").create();
  const post = await api.make.post().published().by(author).in(category).create();
  await api.make.post().published().create();
  const section = (slug: string) =>
    sectionFeed.GET(ask(`/categories/${slug}/feed.xml`), { params: Promise.resolve({ slug }) });
  const person = (handle: string) =>
    authorFeed.GET(ask(`/authors/${handle}/feed.xml`), { params: Promise.resolve({ handle }) });

  const feed = parseRssFeed(await (await section("repair")).text());
  expect(feed.title).toMatch(/^Repair · /);
  expect(feed.link).toBe(`${web}/categories/repair`);
  expect(feed.items?.map(({ link }) => link)).toEqual([`${web}/posts/${post.slug}`]);
  const byline = parseRssFeed(await (await person(author.handle)).text());
  expect(byline.items).toHaveLength(1);
  expect((await section("none")).status).toBe(404);
  expect((await person("none")).status).toBe(404);
});

test("the sitemap lists every post and section that can be read", async ({ api }) => {
  const category = await api.make.category().named("Repair").create();
  await api.make.category().named("Empty").create();
  const posts = await api.make.post().published().in(category).createMany(105);
  const draft = await api.make.post().draft().create();
  const text = await (await sitemap.GET(ask("/sitemap.xml"))).text();
  for (const { slug } of posts) expect(text).toContain(`<loc>${web}/posts/${slug}</loc>`);
  expect(text).toContain(`<loc>${web}/categories/repair</loc>`);
  expect(text).not.toContain("/categories/empty");
  expect(text).not.toContain(draft.slug);
  expect(text).not.toContain("evil.example");
  expect((await sitemap.GET(ask("/sitemap.xml?from=forged"))).status).toBe(404);
});

test("robots and language models are told where to look", async ({ api }) => {
  const post = await api.make.post().published().create();
  expect(await (await robots.GET(ask("/robots.txt"))).text()).toContain(
    `Sitemap: ${web}/sitemap.xml`,
  );
  expect(await (await llms.GET(ask("/llms.txt"))).text()).toContain(
    `(${web}/posts/${post.slug}.md)`,
  );
});

test("a post is there as Markdown while it is published", async ({ api }) => {
  const post = await api.make.post().published().create();
  const draft = await api.make.post().draft().create();
  const source = (slug: string) =>
    markdown.GET(ask(`/posts/${slug}.md`), { params: Promise.resolve({ slug }) });
  const answer = await source(post.slug);
  expect(answer.headers.get("content-type")).toContain("text/markdown");
  expect(answer.headers.get("link")).toBe(`<${web}/posts/${post.slug}>; rel="canonical"`);
  expect(await answer.text()).toContain(`# ${post.title}`);
  expect((await source(draft.slug)).status).toBe(404);
  expect((await source("none")).status).toBe(404);
});
