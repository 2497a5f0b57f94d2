import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { migrationsFolder, readMigrations } from "../migrate/folder.ts";
import { migrateDown, migrateUp } from "../migrate/runner.ts";
import {
  createTestDatabase,
  expectIndexed,
  expectWalks,
  explain,
  plansOf,
  postFactory,
  tagFactory,
} from "../testing/index.ts";
import { Redirects } from "./redirects.ts";

async function someRecords() {
  const database = await createTestDatabase();
  onTestFinished(() => database.close());
  const { db } = database;
  const [tag, other] = [await tagFactory(db).create(), await tagFactory(db).create()];
  const post = await postFactory(db).published().tagged(tag, other).create();
  return { db, url: database.url, post, tag, other, hidden: await tagFactory(db).create() };
}

test("an old address leads to one thing, the newest that claims it", async () => {
  const { db, post, tag, other, hidden } = await someRecords();
  const path = "/old";
  const found = async () => (await Redirects.resolve(db, path))[0];
  await Redirects.point(db, [
    { path, tagId: tag.id },
    { path, postId: post.id },
  ]);
  expect(await found()).toMatchObject({ post: post.slug, status: "published", tag: null });
  await Redirects.point(db, [{ path, tagId: tag.id }]);
  expect(await found()).toMatchObject({ post: null, status: null, tag: tag.slug });
  await Redirects.handOver(db, "tagId", [tag.id], other.id);
  expect(await found()).toMatchObject({ tag: other.slug });
  await Redirects.handOver(db, "tagId", [], tag.id);
  expect(await found()).toMatchObject({ tag: other.slug });
  // A tag that no published post carries is nobody's to know.
  await Redirects.point(db, [{ path, tagId: hidden.id }]);
  expect(await found()).toMatchObject({ post: null, tag: null });
});

test("an address to nowhere, or to two things, cannot be stored", async () => {
  const { db, post, tag } = await someRecords();
  const constraint = { cause: { constraint: "redirects_target_check" } };
  await expect(Redirects.point(db, [{ path: "/a" }])).rejects.toMatchObject(constraint);
  await expect(
    Redirects.point(db, [{ path: "/a", postId: post.id, tagId: tag.id }]),
  ).rejects.toMatchObject(constraint);
});

test("an address is looked up, and those of a record found, by their indexes", async () => {
  const { db, url, tag } = await someRecords();
  const plans = await plansOf(url, (asked) => Redirects.resolve(asked, "/old"));
  expectWalks(plans, "redirects_path_key");
  for (const column of ["post_id", "category_id", "tag_id", "user_id"]) {
    const query = sql`select id from redirects where ${sql.identifier(column)} = ${tag.id}`;
    expectIndexed(await explain(db, query), `redirects_${column}_idx`);
  }
});

test("going back to a table of posts keeps what leads to posts", async () => {
  const { db, post, tag } = await someRecords();
  await Redirects.point(db, [
    { path: "/to-a-post", postId: post.id },
    { path: "/to-a-tag", tagId: tag.id },
  ]);
  const tags = readMigrations(migrationsFolder).map((migration) => migration.tag);
  await migrateDown(db, tags.length - tags.indexOf("0008_redirects_of_every_kind"));
  const { rows } = await db.execute(sql`select path, post_id from redirects`);
  expect(rows).toEqual([{ path: "/to-a-post", post_id: post.id }]);
  await migrateUp(db);
  expect((await Redirects.resolve(db, "/to-a-post"))[0]).toMatchObject({ post: post.slug });
});
