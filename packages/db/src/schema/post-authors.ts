import { index, integer, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { posts } from "./posts.ts";
import { users } from "./users.ts";

/** Everyone in a post's byline, its owner first. */
export const postAuthors = pgTable(
  "post_authors",
  {
    id: primaryId(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    /** Place in the byline, from 0. */
    position: integer("position").notNull().default(0),
    /**
     * The post's `published_at` while readers may see it, else null. A copy, so that a list by
     * user_id walks one index in order instead of sorting every post it has; `relist` of post-places.ts keeps it true.
     */
    listedAt: instant("listed_at"),
    ...lifecycle(),
  },
  (t) => [
    unique("post_authors_post_id_user_id_key").on(t.postId, t.userId),
    index("post_authors_user_id_listed_at_idx").on(
      t.userId,
      t.listedAt.desc().nullsFirst(),
      t.postId.desc().nullsFirst(),
    ),
  ],
);

export interface PostAuthor extends Readonly<typeof postAuthors.$inferSelect> {}
export interface NewPostAuthor extends Readonly<typeof postAuthors.$inferInsert> {}
