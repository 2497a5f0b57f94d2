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
    const plans = await plansOf(database.url, (db) => Posts.publishedIn(db, listing, id, page));
    expect(plans.length).toBeLessThanOrEqual(2);
    expectWalks(plans, index);
  }
});

test.each(pages)("the newsroom's posts, %s", async (_, page) => {
  const lists = [
    [{}, "posts_updated_at_idx"],
    [{ status: "draft" }, "posts_status_updated_at_idx"],
    [{ authorId: ids.author }, "posts_author_id_updated_at_idx"],
  ] as const;
  for (const [filter, index] of lists) {
    const plans = await plansOf(database.url, (db) => Posts.managed(db, filter, page));
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
  const found = await nodes((db) => searchPosts(db, "nowhere", { limit: 20 }));
  expect(found).toContain("posts_search_idx");
  // The planner takes this one where titles are many; here it is enough that it can.
  const close = sql`select id from posts where ${"drawer"} <% title`;
  expectIndexed(await explain(database.db, close), "posts_title_trgm_idx", { sorts: true });
});
