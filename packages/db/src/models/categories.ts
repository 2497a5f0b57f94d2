import { asc, eq, max, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { categories, type Category, type NewCategory } from "../schema/categories.ts";
import { postCategories } from "../schema/post-categories.ts";

const base = model<Category, NewCategory>(categories);

export const Categories = {
  ...base,

  /** Inserts the categories that are new by slug, last in order; returns all of them, old and new. */
  async ensure(db: Db, rows: readonly NewCategory[]): Promise<Category[]> {
    if (rows.length === 0) return [];
    const [last] = await db.select({ position: max(categories.position) }).from(categories);
    const start = (last?.position ?? 0) + 1;
    await db
      .insert(categories)
      .values(rows.map((row, at) => ({ ...row, position: start + at })))
      .onConflictDoNothing({ target: categories.slug });
    return base.select(db, { slug: rows.map((row) => row.slug) });
  },

  /** Every section in its order, with the number of posts that readers may see in it. */
  withPostCounts: (db: Db, limit: number) =>
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
      .orderBy(asc(categories.position), asc(categories.id))
      .limit(limit),
};
