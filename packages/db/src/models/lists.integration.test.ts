import { sql } from "drizzle-orm";
import { beforeAll, afterAll, expect, test } from "vitest";
import {
  categoryFactory,
  createTestDatabase,
  expectIndexed,
  expectWalks,
  explain,
  plansOf,
  postFactory,
  tagFactory,
  type TestDatabase,
  userFactory,
} from "../testing/index.ts";
import { Posts } from "./posts.ts";
import { searchPosts } from "./post-search.ts";

// Each list reads its index in order and stops: a page deep in a list costs what the first one does.

let database: TestDatabase;
const ids = { author: "", category: "", tag: "" };
const key = { at: new Date(), id: "01900000-0000-7000-8000-000000000000" };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const author = await userFactory(db).author().create();
  const category = await categoryFactory(db).create();
  const tag = await tagFactory(db).create();
  await postFactory(db).by(author).in(category).tagged(tag).published().createMany(30);
  await postFactory(db).by(author).draft().createMany(10);
  Object.assign(ids, { author: author.id, category: category.id, tag: tag.id });
});
afterAll(() => database.close());

const pages = [
  ["first", { limit: 20 }],
  ["after a place", { limit: 20, after: key }],
  ["before a place", { limit: 20, before: key }],
] as const;

test.each(pages)("published posts, %s", async (_, page) => {
  const plans = await plansOf(database.url, (db) => Posts.published(db, page));
  expect(plans).toHaveLength(1);
  expectWalks(plans, "posts_status_published_at_idx");
});

test("published posts, oldest first", async () => {
  const plans = await plansOf(database.url, (db) => Posts.published(db, { limit: 20 }, "oldest"));
  expectWalks(plans, "posts_status_published_at_idx");
});

test.each(pages)("posts by category, tag and author, %s", async (_, page) => {
  const lists = [
    ["category", ids.category, "post_categories_category_id_listed_at_idx"],
    ["tag", ids.tag, "post_tags_tag_id_listed_at_idx"],
    ["author", ids.author, "post_authors_user_id_listed_at_idx"],
  ] as const;
  for (const [listing, id, index] of lists) {
    const plans = await plansOf(database.url, (db) =>
      Posts.publishedIn(db, { [listing]: id }, page),
    );
    expect(plans.length).toBeLessThanOrEqual(2);
    expectWalks(plans, index);
  }
});

test.each(pages)("posts under several of them at once, %s", async (_, page) => {
  const filings = [
    [{ category: ids.category, tag: ids.tag }, "post_tags_tag_id_listed_at_idx"],
    [{ category: ids.category, author: ids.author }, "post_authors_user_id_listed_at_idx"],
    [ids, "post_tags_tag_id_listed_at_idx"],
  ] as const;
  for (const [filing, index] of filings)
    for (const direction of ["newest", "oldest"] as const) {
      const plans = await plansOf(database.url, (db) =>
        Posts.publishedIn(db, filing, page, direction),
      );
      expect(plans.length).toBeLessThanOrEqual(2);
      expectWalks(plans, index);
    }
});

test.each(pages)("the newsroom's posts, %s", async (_, page) => {
  const lists = [
    [{}, "posts_updated_at_idx"],
    [{ status: "draft" }, "posts_status_updated_at_idx"],
    [{ authorId: ids.author }, "posts_author_id_updated_at_idx"],
    [{ q: "title" }, "posts_updated_at_idx"],
    [{ filing: { category: ids.category } }, "posts_updated_at_idx"],
    [{ status: "draft", q: "title", filing: ids }, "posts_status_updated_at_idx"],
    [{ authorId: ids.author, filing: { tag: ids.tag } }, "posts_author_id_updated_at_idx"],
  ] as const;
  for (const [filter, index] of lists)
    for (const direction of ["newest", "oldest"] as const) {
      const plans = await plansOf(database.url, (db) => Posts.managed(db, filter, page, direction));
      expect(plans).toHaveLength(1);
      expectWalks(plans, index);
    }
});

test("neighbours, addresses and what is due", async () => {
  const plansFor = (work: Parameters<typeof plansOf>[1]) => plansOf(database.url, work);
  expectWalks(await plansFor((db) => Posts.neighbours(db, key)), "posts_status_published_at_idx");
  expectWalks(
    await plansFor((db) => Posts.addresses(db, { limit: 100 })),
    "posts_status_published_at_idx",
  );
  expectWalks(await plansFor((db) => Posts.due(db, new Date(), 100)), "posts_scheduled_at_idx");
});

test("search reads its index and never the whole table", async () => {
  // Among a few rows any way is as good; among many, only the index for words is.
  const many = Array.from({ length: 4_000 }, (_, at) => ({
    authorId: ids.author,
    title: `Another title ${at}`,
    slug: `another-title-${at}`,
    plainText: "other words",
    status: "published" as const,
    publishedAt: new Date(at * 1_000),
  }));
  await Posts.insert(database.db, many);
  await database.db.execute(sql`analyze posts`);
  const nodes = async (work: Parameters<typeof plansOf>[1]) =>
    JSON.stringify(await plansOf(database.url, work, ["seqscan", "indexscan"]));
  const anywhere = {};
  const middle = { at: new Date(2_000_000), id: key.id };
  const orders = [
    { by: "rank" },
    { by: "rank", after: { rank: 0.5, id: key.id } },
    { by: "newest" },
    { by: "newest", after: middle },
    { by: "oldest", after: middle },
  ] as const;
  for (const filing of [anywhere, { tag: ids.tag }, ids])
    for (const order of orders) {
      const found = await nodes((db) => searchPosts(db, { q: "nowhere", filing }, 20, order));
      // Where few are filed they are the shorter way.
      expect(found).toMatch(
        filing === anywhere ? "posts_search_idx" : /posts_search_idx|_listed_at_idx/,
      );
      expect(found).not.toContain("Seq Scan");
    }
  // The planner takes this one where titles are many; here it is enough that it can.
  const close = sql`select id from posts where ${"drawer"} <% title`;
  expectIndexed(await explain(database.db, close), "posts_title_trgm_idx", { sorts: true });
});
