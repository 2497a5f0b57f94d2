import { and, asc, count, eq, inArray, max, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { categories, type Category, type NewCategory } from "../schema/categories.ts";
import { postCategories } from "../schema/post-categories.ts";

const base = model<Category, NewCategory>(categories);

/** A place in the order of sections. */
export interface CategoryKey {
  readonly position: number;
  readonly id: string;
}

/** Inserts categories after those there are; one whose slug is taken is left out. */
async function append(db: Db, rows: readonly NewCategory[]): Promise<Category[]> {
  if (rows.length === 0) return [];
  const [last] = await db.select({ position: max(categories.position) }).from(categories);
  const start = (last?.position ?? 0) + 1;
  return db
    .insert(categories)
    .values(rows.map((row, at) => ({ ...row, position: start + at })))
    .onConflictDoNothing({ target: categories.slug })
    .returning();
}

export const Categories = {
  ...base,

  append,

  /** Inserts the categories that are new by slug, last in order; returns all of them, old and new. */
  async ensure(db: Db, rows: readonly NewCategory[]): Promise<Category[]> {
    await append(db, rows);
    return base.select(db, { slug: rows.map((row) => row.slug) });
  },

  /** Sections in their order, with the number of posts that readers may see in each. */
  withPostCounts: (
    db: Db,
    wanted: {
      limit: number;
      after?: CategoryKey | undefined;
      slug?: string | undefined;
      ids?: readonly string[] | undefined;
    },
  ) =>
    db
      .select({
        id: categories.id,
        name: categories.name,
        slug: categories.slug,
        description: categories.description,
        position: categories.position,
        postCount:
          sql<number>`(select count(*)::int from ${postCategories} where ${eq(postCategories.categoryId, categories.id)} and ${postCategories.listedAt} is not null)`.as(
            "post_count",
          ),
      })
      .from(categories)
      .where(
        and(
          wanted.slug === undefined ? undefined : eq(categories.slug, wanted.slug),
          wanted.ids && inArray(categories.id, [...wanted.ids]),
          // Drizzle has no row comparison; see keyset.ts.
          wanted.after &&
            sql`(${categories.position}, ${categories.id}) > (${wanted.after.position}::int, ${wanted.after.id}::uuid)`,
        ),
      )
      .orderBy(asc(categories.position), asc(categories.id))
      .limit(wanted.limit),

  /** These categories, kept from being changed or deleted by anybody else until the transaction ends. */
  locked: (db: Db, ids: readonly string[]): Promise<Category[]> =>
    db
      .select()
      .from(categories)
      .where(inArray(categories.id, [...ids]))
      .orderBy(asc(categories.id))
      .limit(ids.length)
      .for("update"),

  /** Writes back rows that are `locked`, all in one statement. */
  async save(db: Db, rows: readonly Category[]): Promise<void> {
    if (rows.length === 0) return;
    await db
      .insert(categories)
      .values([...rows])
      .onConflictDoUpdate({
        target: categories.id,
        set: {
          name: sql`excluded.name`,
          slug: sql`excluded.slug`,
          description: sql`excluded.description`,
          updatedAt: new Date(),
        },
      });
  },

  /** All sections there are, in their order. */
  inOrder: (db: Db) =>
    base.select(
      db,
      {},
      { columns: ["id", "name"], orderBy: [asc(categories.position), asc(categories.id)] },
    ),

  /** Gives these categories, which should be all there are, the positions from 1 on. */
  async reorder(db: Db, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    // Drizzle would spell an array out into single parameters, hence `sql.param`.
    const position = sql`array_position(${sql.param([...ids])}::uuid[], ${categories.id})`;
    await db
      .update(categories)
      .set({ position })
      .where(inArray(categories.id, [...ids]));
  },

  /** How many posts, whatever their status, stand in each of these. */
  postTotals: (db: Db, ids: readonly string[]) =>
    db
      .select({ id: postCategories.categoryId, count: count() })
      .from(postCategories)
      .where(inArray(postCategories.categoryId, [...ids]))
      .groupBy(postCategories.categoryId),
};
