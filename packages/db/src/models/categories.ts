import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { categories, type Category, type NewCategory } from "../schema/categories.ts";
import { postCategories } from "../schema/post-categories.ts";

const base = model<Category, NewCategory>(categories);

export const Categories = {
  ...base,

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
