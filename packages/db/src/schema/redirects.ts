import { sql } from "drizzle-orm";
import { check, index, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";
import { categories } from "./categories.ts";
import { posts } from "./posts.ts";
import { tags } from "./tags.ts";
import { users } from "./users.ts";

/**
 * An address that a post, section, tag or author once had. It points at the record and not at another
 * address, so a chain of renames is always one hop, and it is gone with the record.
 */
export const redirects = pgTable(
  "redirects",
  {
    id: primaryId(),
    /** From the root, such as `/posts/an-old-slug`. */
    path: varchar("path", { length: 500 }).notNull().unique("redirects_path_key"),
    postId: uuid("post_id").references(() => posts.id, { onDelete: "cascade" }),
    categoryId: uuid("category_id").references(() => categories.id, { onDelete: "cascade" }),
    tagId: uuid("tag_id").references(() => tags.id, { onDelete: "cascade" }),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    ...lifecycle(),
  },
  (t) => [
    index("redirects_post_id_idx").on(t.postId),
    index("redirects_category_id_idx").on(t.categoryId),
    index("redirects_tag_id_idx").on(t.tagId),
    index("redirects_user_id_idx").on(t.userId),
    check(
      "redirects_target_check",
      sql`num_nonnulls(${t.postId}, ${t.categoryId}, ${t.tagId}, ${t.userId}) = 1`,
    ),
  ],
);

export interface Redirect extends Readonly<typeof redirects.$inferSelect> {}
export interface NewRedirect extends Readonly<typeof redirects.$inferInsert> {}
