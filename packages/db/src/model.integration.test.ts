import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { buildConditions, takeFirst } from "./model.ts";
import { Tags } from "./models/tags.ts";
import { tags } from "./schema/tags.ts";
import { test } from "./testing/fixture.ts";

const rows = (howMany: number) =>
  Array.from({ length: howMany }, (_, at) => ({ name: `Tag ${at}`, slug: `tag-${at}` }));

test("inserts many in the order given, also beyond one statement", async ({ db }) => {
  const inserted = await Tags.insert(db, rows(1_001));
  expect(inserted.map(({ slug }) => slug)).toEqual(rows(1_001).map(({ slug }) => slug));
  expect(inserted.map(({ id }) => id)).toEqual(inserted.map(({ id }) => id).toSorted());
});

test("nothing in, nothing out, and nothing asked of the database", async ({ db }) => {
  expect(await Tags.insert(db, [])).toEqual([]);
  expect(await Tags.select(db, { id: [] })).toEqual([]);
  expect(await Tags.update(db, { id: [] }, { name: "x" })).toEqual([]);
  expect(await Tags.delete(db, { id: [] })).toEqual([]);
});

test("selects by value, by list and by null, with only the columns asked for", async ({ db }) => {
  const [one, two] = await Tags.insert(db, rows(3));
  expect(await Tags.select(db, { slug: "tag-0" })).toEqual([one]);
  expect(await Tags.select(db, { id: [one!.id, two!.id] }, { limit: 1 })).toHaveLength(1);
  expect(await Tags.select(db, { slug: "tag-1" }, { columns: ["name"] })).toEqual([
    { name: "Tag 1" },
  ]);
  expect(await Tags.select(db, { name: undefined })).toHaveLength(3);
});

test("updates what matches, marks when, and returns it as it is now", async ({ db }) => {
  const [one] = await Tags.insert(db, [{ ...rows(1)[0]!, updatedAt: new Date(0) }]);
  const [updated] = await Tags.update(db, { id: one!.id }, { name: "New" });
  expect(updated).toMatchObject({ name: "New", slug: one!.slug });
  expect(updated!.updatedAt.getTime()).toBeGreaterThan(0);
  expect(await Tags.update(db, { id: one!.id }, { name: "No" }, sql`false`)).toEqual([]);
});

test("deletes what matches and returns it as it was", async ({ db }) => {
  const [one] = await Tags.insert(db, rows(2));
  expect(await Tags.delete(db, { slug: "tag-0" })).toEqual([one]);
  expect(await Tags.select(db)).toHaveLength(1);
});

test("a write without a condition is refused", async ({ db }) => {
  await expect(Tags.update(db, {}, { name: "All" })).rejects.toThrow("needs a condition");
  await expect(Tags.delete(db, { name: undefined })).rejects.toThrow("needs a condition");
});

test("a filter names columns, and takeFirst wants a row", () => {
  expect(() => buildConditions(tags, { nothing: 1 } as object)).toThrow("nothing is not a column");
  expect(() => takeFirst([])).toThrow("found none");
  expect(takeFirst([1, 2])).toBe(1);
});
