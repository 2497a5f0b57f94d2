import { index, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";
import { posts } from "./posts.ts";

/**
 * An address that a post once had. It points at the post and not at another address,
 * so a chain of renames is always one hop.
 */
export const redirects = pgTable(
  "redirects",
  {
    id: primaryId(),
    /** From the root, such as `/posts/an-old-slug`. */
    path: varchar("path", { length: 500 }).notNull().unique("redirects_path_key"),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    ...lifecycle(),
  },
  (t) => [index("redirects_post_id_idx").on(t.postId)],
);

export interface Redirect extends Readonly<typeof redirects.$inferSelect> {}
export interface NewRedirect extends Readonly<typeof redirects.$inferInsert> {}
