import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { lifecycle, oneOf, primaryId } from "../columns.ts";
import { posts } from "./posts.ts";
import { users } from "./users.ts";

export const commentStatuses = ["pending", "approved", "spam", "deleted"] as const;
export type CommentStatus = (typeof commentStatuses)[number];

export const comments = pgTable(
  "comments",
  {
    id: primaryId(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    /** Null once the reader's account is gone; what was said stays. */
    authorId: uuid("author_id").references(() => users.id, { onDelete: "set null" }),
    /** What it answers; null at the top of a thread. */
    parentId: uuid("parent_id"),
    /** The top of its thread; null for the top itself. A whole thread is one index range. */
    rootId: uuid("root_id"),
    depth: integer("depth").notNull().default(0),
    body: text("body").notNull(),
    html: text("html").notNull(),
    status: text("status", { enum: commentStatuses }).notNull().default("pending"),
    /**
     * Its place among all comments in the order in which readers could first see them; null until then.
     * The database numbers it (`comments_number_shown`), so that a stream that knows one number misses none.
     */
    shownNumber: bigint("shown_number", { mode: "number" }),
    ...lifecycle(),
  },
  (t) => [
    foreignKey({
      name: "comments_parent_id_comments_id_fk",
      columns: [t.parentId],
      foreignColumns: [t.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "comments_root_id_comments_id_fk",
      columns: [t.rootId],
      foreignColumns: [t.id],
    }).onDelete("cascade"),
    index("comments_post_id_thread_idx")
      .on(t.postId, t.status, t.createdAt, t.id)
      .where(sql`${t.parentId} is null`),
    index("comments_post_id_status_idx").on(t.postId, t.status),
    index("comments_post_id_shown_number_idx").on(t.postId, t.shownNumber),
    index("comments_root_id_idx").on(t.rootId, t.createdAt, t.id),
    index("comments_parent_id_idx").on(t.parentId),
    index("comments_author_id_idx").on(t.authorId, t.postId, t.status),
    index("comments_status_created_at_idx").on(
      t.status,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    oneOf("comments_status_check", t.status, commentStatuses),
  ],
);

export interface Comment extends Readonly<typeof comments.$inferSelect> {}
export interface NewComment extends Readonly<typeof comments.$inferInsert> {}
