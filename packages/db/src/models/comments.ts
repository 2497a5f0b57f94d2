import { and, asc, count, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { type Comment, comments, type CommentStatus, type NewComment } from "../schema/comments.ts";
import { posts } from "../schema/posts.ts";
import { users } from "../schema/users.ts";

const base = model<Comment, NewComment>(comments);

/** What a reader sees of a comment. */
const shown = {
  id: comments.id,
  postId: comments.postId,
  parentId: comments.parentId,
  rootId: comments.rootId,
  depth: comments.depth,
  html: comments.html,
  status: comments.status,
  createdAt: comments.createdAt,
  author: { id: users.id, name: users.name, handle: users.handle, role: users.role },
};

/** What a moderator sees of it as well. */
const moderated = {
  ...shown,
  body: comments.body,
  post: { id: posts.id, title: posts.title, slug: posts.slug },
};

export const Comments = {
  ...base,

  /** The tops of a post's threads, oldest first, approved only. */
  async threads(db: Db, postId: string, page: PageRequest) {
    const { where, orderBy, limit } = keyset(comments.createdAt, comments.id, page, "oldest");
    const rows = await db
      .select(shown)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(
        and(
          eq(comments.postId, postId),
          eq(comments.status, "approved"),
          isNull(comments.parentId),
          where,
        ),
      )
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** Every approved reply in these threads, oldest first. */
  replies: (db: Db, rootIds: readonly string[], limit: number) =>
    rootIds.length === 0
      ? []
      : db
          .select(shown)
          .from(comments)
          .leftJoin(users, eq(users.id, comments.authorId))
          .where(and(inArray(comments.rootId, [...rootIds]), eq(comments.status, "approved")))
          .orderBy(asc(comments.createdAt), asc(comments.id))
          .limit(limit),

  /** What one reader has said on a post that still waits for a moderator. */
  pendingBy: (db: Db, authorId: string, postId: string, limit: number) =>
    db
      .select(shown)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(
        and(
          eq(comments.authorId, authorId),
          eq(comments.postId, postId),
          eq(comments.status, "pending"),
        ),
      )
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(limit),

  /** The moderators' queue of one status, newest first. */
  async queue(db: Db, status: CommentStatus, page: PageRequest) {
    const { where, orderBy, limit } = keyset(comments.createdAt, comments.id, page);
    const rows = await db
      .select(moderated)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .innerJoin(posts, eq(posts.id, comments.postId))
      .where(and(eq(comments.status, status), where))
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** How many approved comments each of these posts has. */
  countsByPost: (db: Db, postIds: readonly string[]) =>
    postIds.length === 0
      ? []
      : db
          .select({ postId: comments.postId, count: count() })
          .from(comments)
          .where(and(inArray(comments.postId, [...postIds]), eq(comments.status, "approved")))
          .groupBy(comments.postId),

  /** How many comments stand in each status. */
  countsByStatus: (db: Db) =>
    db.select({ status: comments.status, count: count() }).from(comments).groupBy(comments.status),

  /** Comments a day since an instant, whatever became of them; days in UTC, as YYYY-MM-DD. */
  perDay: (db: Db, since: Date) =>
    db
      .select({
        // Drizzle has no date formatting.
        day: sql<string>`to_char(${comments.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`.as("day"),
        count: count(),
      })
      .from(comments)
      .where(gte(comments.createdAt, since))
      .groupBy(sql`1`)
      .orderBy(sql`1`),
};
