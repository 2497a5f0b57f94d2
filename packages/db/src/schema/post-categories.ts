import { index, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { posts } from "./posts.ts";
import { categories } from "./categories.ts";

/** Which sections a post stands in. */
export const postCategories = pgTable(
  "post_categories",
  {
    id: primaryId(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    categoryId: uuid("category_id")
      .notNull()
      .references(() => categories.id, { onDelete: "cascade" }),
    /**
     * The post's `published_at` while readers may see it, else null. A copy, so that a list by
     * category_id walks one index in order instead of sorting every post it has; `relist` of post-places.ts keeps it true.
     */
    listedAt: instant("listed_at"),
    ...lifecycle(),
  },
  (t) => [
    unique("post_categories_post_id_category_id_key").on(t.postId, t.categoryId),
    index("post_categories_category_id_listed_at_idx").on(
      t.categoryId,
      t.listedAt.desc().nullsFirst(),
      t.postId.desc().nullsFirst(),
    ),
  ],
);

export interface PostCategory extends Readonly<typeof postCategories.$inferSelect> {}
export interface NewPostCategory extends Readonly<typeof postCategories.$inferInsert> {}
