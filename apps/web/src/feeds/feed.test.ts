import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { expect, test } from "vitest";
import { type FeedEntry, type FeedSource, lastChange, writeFeed } from "./feed.ts";

const entry: FeedEntry = {
  id: "01a1fb90-7e28-762d-8b97-d98b8e0379e2",
  title: "Ladders & <shelves>",
  slug: "ladders",
  excerpt: "Eleven rungs, ]]> and a list",
  html: '<p>Read <a href="/posts/other">the other</a> and <a href="#fn-1">1</a> ]]> &amp; more.</p>',
  publishedAt: new Date("2026-11-18T08:00:00Z"),
  updatedAt: new Date("2026-11-19T09:30:00Z"),
  authors: [
    { name: "Ada", handle: "ada" },
    { name: "Bo", handle: "bo" },
  ],
  categories: [{ name: "Repair" }],
  tags: [{ name: "wax" }, { name: "Repair" }],
};
const source: FeedSource = {
  title: "The Long Shelf",
  description: "Notes on things kept in use",
  locale: "en",
  webUrl: "https://blog.example",
  pagePath: "/",
  feedPath: "/feed.xml",
  entries: [entry],
};
const address = "https://blog.example/posts/ladders";
const content =
  '<p>Read <a href="https://blog.example/posts/other">the other</a> and <a href="https://blog.example/posts/ladders#fn-1">1</a> ]]> &amp; more.</p>';

test("RSS carries whole posts under absolute addresses", () => {
  const feed = parseRssFeed(writeFeed(source, "rss"));
  expect(feed).toMatchObject({ title: "The Long Shelf", link: "https://blog.example/" });
  expect(feed.items?.[0]).toMatchObject({
    title: entry.title,
    link: address,
    description: entry.excerpt,
    guid: { value: `urn:uuid:${entry.id}`, isPermaLink: false },
    dc: { creators: ["Ada", "Bo"] },
    content: { encoded: content },
  });
  expect(feed.items?.[0]?.categories?.map(({ name }) => name)).toEqual(["Repair", "wax"]);
});

test("Atom says when, by whom and in which language", () => {
  const feed = parseAtomFeed(writeFeed({ ...source, feedPath: "/atom.xml" }, "atom"));
  expect(feed.updated).toBe("2026-11-19T09:30:00.000Z");
  expect(feed.links).toContainEqual(
    expect.objectContaining({ rel: "self", href: "https://blog.example/atom.xml" }),
  );
  const [first] = feed.entries ?? [];
  expect(first).toMatchObject({
    id: `urn:uuid:${entry.id}`,
    published: "2026-11-18T08:00:00.000Z",
    content: { value: content, type: "html" },
  });
  expect(first?.authors?.[0]).toMatchObject({
    name: "Ada",
    uri: "https://blog.example/authors/ada",
  });
});

test("JSON Feed holds the same", () => {
  const feed = parseJsonFeed(writeFeed({ ...source, feedPath: "/feed.json" }, "json"));
  expect(feed).toMatchObject({ feed_url: "https://blog.example/feed.json", language: "en" });
  expect(feed.items?.[0]).toMatchObject({ url: address, content_html: content });
});

test.for(["rss", "atom", "json"] as const)("an empty %s feed is still one", (form) => {
  const text = writeFeed({ ...source, description: "", entries: [] }, form);
  const feed = { rss: parseRssFeed, atom: parseAtomFeed, json: parseJsonFeed }[form](text);
  expect(JSON.stringify(feed)).toContain("The Long Shelf");
});

test("a feed is as new as its newest change", () => {
  expect(lastChange({ ...source, entries: [] }).getTime()).toBe(0);
  expect(lastChange(source)).toEqual(entry.updatedAt);
});

test.for(["rss", "atom"] as const)("%s stays XML whatever a post holds", (form) => {
  const odd = "a\uFFFE\uFFFF\0\u0001\u000B\uD800b \u{1F389}]]\uFFFE>";
  const text = writeFeed(
    {
      ...source,
      title: odd,
      description: odd,
      entries: [
        {
          ...entry,
          title: odd,
          excerpt: odd,
          html: `<p>${odd}</p>`,
          authors: [{ name: odd, handle: "ada" }],
          tags: [{ name: odd }],
        },
      ],
    },
    form,
  );
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  expect(text).not.toMatch(/[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
  expect(text.isWellFormed()).toBe(true);
  expect(text).toContain("\u{1F389}");
  const feed = { rss: parseRssFeed, atom: parseAtomFeed }[form](text);
  expect(JSON.stringify(feed)).toContain("\u{1F389}]]\uFFFD>");
});
