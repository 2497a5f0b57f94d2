import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  expectWalks,
  plansOf,
  type TestDatabase,
  userFactory,
} from "../testing/index.ts";
import { commentStatuses } from "../schema/comments.ts";
import { ApiKeys } from "./api-keys.ts";
import { AuditLogs } from "./audit-logs.ts";
import { Categories } from "./categories.ts";
import { Comments } from "./comments.ts";
import { Figures } from "./figures.ts";
import { Posts } from "./posts.ts";
import { Tags } from "./tags.ts";
import { Users } from "./users.ts";

// As in lists.integration.test.ts, for what the newsroom keeps and what readers say.

let database: TestDatabase;
const ids = { post: "", root: "", author: "", reader: "" };
const id = "01900000-0000-7000-8000-000000000000";
const now = new Date();
const key = { at: new Date(now.getTime() - 1_000 * 3_600_000), id };

const range = (length: number) => Array.from({ length }, (_, at) => at);

/** Large enough that which index to read makes a difference. */
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const authors = await userFactory(db).author().createMany(5);
  const readers = await userFactory(db).createMany(100);
  const authorOf = (at: number) => authors[at % authors.length]?.id ?? "";
  const day = (at: number) => new Date(now.getTime() - at * 3_600_000);
  const posts = await Posts.insert(
    db,
    range(400).map((at) => ({
      authorId: authorOf(at),
      title: `Post ${at}`,
      slug: `post-${at}`,
      status: at % 2 ? ("published" as const) : ("draft" as const),
      publishedAt: day(at * 10),
    })),
  );
  const postOf = (at: number) => posts[at % posts.length]?.id ?? "";
  const said = (at: number) => ({
    authorId: readers[at % readers.length]?.id ?? "",
    postId: postOf(at),
    body: "x",
    html: "x",
    status: commentStatuses[at % 4] ?? "pending",
    createdAt: day(at),
  });
  const tops = await Comments.insert(db, range(2_000).map(said));
  await Comments.insert(
    db,
    range(2_000).map((at) => {
      const root = tops[at % 500]?.id ?? "";
      return { ...said(at), parentId: root, rootId: root, depth: 1 };
    }),
  );
  const terms = range(500).map((at) => ({ name: `Term ${at}`, slug: `term-${at}`, position: at }));
  await Categories.insert(db, terms);
  await Tags.insert(db, terms);
  await AuditLogs.insert(
    db,
    range(2_000).map((at) => ({
      actorId: readers[at % readers.length]?.id ?? null,
      action: at % 50 ? "post.published" : "tag.created",
      entity: at % 50 ? "post" : "tag",
      entityId: postOf(at),
      createdAt: day(at),
    })),
  );
  await db.execute(sql`analyze`);
  Object.assign(ids, { post: postOf(1), root: tops[1]?.id, author: authorOf(1) });
  ids.reader = readers[1]?.id ?? "";
}, 60_000);
afterAll(() => database.close());

const plansFor = (work: Parameters<typeof plansOf>[1]) => plansOf(database.url, work);

const pages = [
  ["first", { limit: 20 }],
  ["after a place", { limit: 20, after: key }],
  ["before a place", { limit: 20, before: key }],
] as const;

test.each(pages)("the threads of a post and the replies of a thread, %s", async (_, page) => {
  const threads = await plansFor((db) => Comments.threads(db, ids.post, page));
  expectWalks(threads, "comments_post_id_thread_idx");
  const replies = await plansFor((db) => Comments.repliesPage(db, ids.root, page));
  expectWalks(replies, "comments_root_id_idx");
});

test("what is read beside threads reads indexes", async () => {
  const plans = await plansFor(async (db) => {
    await Comments.replies(db, [ids.root], 100);
    await Comments.countShown(db, ids.post);
    await Comments.target(db, ids.post, ids.author);
    await Comments.one(db, ids.root);
    await Comments.pendingBy(db, ids.reader, ids.post, 100);
    await Comments.answered(db, [ids.root]);
    const said = { authorId: ids.reader, postId: ids.post, parentId: null, body: "x", since: now };
    await Comments.repeated(db, said);
    await AuditLogs.everHappened(db, "comment.approved", [ids.root]);
  });
  expect(plans).toHaveLength(8);
  const drawn = JSON.stringify(plans.map(({ root }) => root));
  expect(drawn).not.toContain("Seq Scan");
  for (const index of [
    "comments_root_id_idx",
    "comments_post_id_status_idx",
    "comments_author_id_idx",
    "comments_parent_id_idx",
    "audit_logs_entity_id_idx",
  ])
    expect(drawn).toContain(index);
});

test.each(pages)("the moderators' queue, %s", async (_, page) => {
  for (const status of ["pending", "approved", "spam", "deleted"] as const)
    expectWalks(
      await plansFor((db) => Comments.queue(db, status, page)),
      "comments_status_created_at_idx",
    );
});

test("categories in their order and tags by name", async () => {
  const place = { position: 3, id };
  for (const after of [undefined, place])
    expectWalks(
      await plansFor((db) => Categories.withPostCounts(db, { limit: 20, after })),
      "categories_position_idx",
    );
  const name = { name: "Term 200", id };
  for (const page of [{}, { after: name }, { before: name }, { q: "erm" }])
    for (const all of [false, true])
      expectWalks(
        await plansFor((db) => Tags.byName(db, { limit: 20, all, ...page })),
        "tags_name_idx",
      );
  const bySlug = await plansOf(database.url, (db) => Tags.withPostCounts(db, { slug: "term-1" }), [
    "seqscan",
  ]);
  expect(JSON.stringify(bySlug)).toContain("tags_slug_key");
});

test.each(pages)("people, and what was done by whom, to what, %s", async (_, page) => {
  const people = [
    [{}, "users_created_at_idx"],
    [{ kind: "profile" }, "users_created_at_idx"],
    [{ q: "robin" }, "users_created_at_idx"],
    [{ role: "author" }, "users_role_created_at_idx"],
  ] as const;
  for (const [filter, index] of people)
    expectWalks(await plansFor((db) => Users.page(db, { ...filter, now }, page)), index);
  const log = [
    [{}, "audit_logs_created_at_idx"],
    [{ actorId: ids.reader }, "audit_logs_actor_id_idx"],
    [{ entity: "tag" }, "audit_logs_entity_idx"],
    [{ entityId: ids.post }, "audit_logs_entity_id_idx"],
  ] as const;
  for (const [filter, index] of log)
    expectWalks(await plansFor((db) => AuditLogs.page(db, filter, page)), index);
});

test("one key and one person are found by their ids", async () => {
  const digits = (at: number) => at.toString(16).padStart(64, "0");
  await ApiKeys.insert(
    database.db,
    range(500).map((at) => ({
      userId: ids.reader,
      name: `Key ${at}`,
      prefix: "qn_",
      hash: digits(at),
      role: "reader" as const,
    })),
  );
  await database.db.execute(sql`analyze api_keys`);
  const work: Parameters<typeof plansOf>[1] = async (db) => {
    await Users.page(db, { id: ids.reader, now }, { limit: 1 });
    await ApiKeys.page(db, { id, userId: ids.reader }, { limit: 1 });
  };
  const plans = await plansOf(database.url, work, ["seqscan"]);
  const drawn = JSON.stringify(plans.map(({ root }) => root));
  for (const index of ["users_pkey", "api_keys_pkey"]) expect(drawn).toContain(index);
  expect(drawn).not.toContain("Seq Scan");
});

test("whoever can stand in a byline is found among them alone", async () => {
  const plans = await plansFor((db) => Users.suggest(db, "rob", 10));
  expect(JSON.stringify(plans)).toContain("users_bylines_name_idx");
});

test("figures read the part of a table that they are about", async () => {
  const since = new Date(now.getTime() - 86_400_000);
  expectWalks(await plansFor((db) => Figures.upcoming(db, 5)), "posts_scheduled_at_idx");
  const expected = [
    [(db) => Figures.publishedPerStep(db, [since, now]), "posts_status_published_at_idx"],
    [(db) => Figures.commentsPerStep(db, [since, now]), "comments_status_created_at_idx"],
    [(db) => Figures.pendingComments(db), "comments_status_created_at_idx"],
  ] as const satisfies readonly (readonly [Parameters<typeof plansOf>[1], string])[];
  for (const [work, index] of expected) {
    const drawn = JSON.stringify(await plansFor(work));
    expect(drawn).toContain(index);
    expect(drawn).not.toContain("Seq Scan");
  }
});
