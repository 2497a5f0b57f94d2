import { index, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { posts } from "./posts.ts";
import { tags } from "./tags.ts";

/** What a post is about, in the author's words. */
export const postTags = pgTable(
  "post_tags",
  {
    id: primaryId(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    tagId: uuid("tag_id")
      .notNull()
      .references(() => tags.id, { onDelete: "cascade" }),
    /**
     * The post's `published_at` while readers may see it, else null. A copy, so that a list by
     * tag_id walks one index in order instead of sorting every post it has; `relist` of post-places.ts keeps it true.
     */
    listedAt: instant("listed_at"),
    ...lifecycle(),
  },
  (t) => [
    unique("post_tags_post_id_tag_id_key").on(t.postId, t.tagId),
    index("post_tags_tag_id_listed_at_idx").on(
      t.tagId,
      t.listedAt.desc().nullsFirst(),
      t.postId.desc().nullsFirst(),
    ),
  ],
);

export interface PostTag extends Readonly<typeof postTags.$inferSelect> {}
export interface NewPostTag extends Readonly<typeof postTags.$inferInsert> {}
