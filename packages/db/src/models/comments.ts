import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  or,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { type Comment, comments, type NewComment } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";
import { users } from "../schema/users.ts";
import { queue } from "./comment-queue.ts";

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

const parents = alias(comments, "parents");
const roots = alias(comments, "roots");

export const Comments = {
  ...base,
  queue,

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

  /** The approved replies in these threads, oldest first, of each thread at most `limit`. */
  async replies(db: Db, rootIds: readonly string[], limit: number) {
    if (rootIds.length === 0) return [];
    const inThread = alias(comments, "in_thread");
    const first = db
      .select({ id: inThread.id })
      .from(inThread)
      .where(and(eq(inThread.rootId, roots.id), eq(inThread.status, "approved")))
      .orderBy(asc(inThread.createdAt), asc(inThread.id))
      .limit(limit)
      .as("first");
    return db
      .select(shown)
      .from(roots)
      .crossJoinLateral(first)
      .innerJoin(comments, eq(comments.id, first.id))
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(inArray(roots.id, [...rootIds]))
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(rootIds.length * limit);
  },

  /** The approved replies of one thread, oldest first. */
  async repliesPage(db: Db, rootId: string, page: PageRequest) {
    const { where, orderBy, limit } = keyset(comments.createdAt, comments.id, page, "oldest");
    const rows = await db
      .select(shown)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(and(eq(comments.rootId, rootId), eq(comments.status, "approved"), where))
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** How many comments readers can see under a post: approved ones, in threads whose top they see. */
  async countShown(db: Db, postId: string): Promise<number> {
    const [row] = await db
      .select({ count: count() })
      .from(comments)
      .leftJoin(roots, eq(roots.id, comments.rootId))
      .where(
        and(
          eq(comments.postId, postId),
          eq(comments.status, "approved"),
          or(isNull(comments.rootId), eq(roots.status, "approved")),
        ),
      );
    return row?.count ?? 0;
  },

  /** The number of the comment that readers could see last under a post; 0 when there was none. */
  async lastShown(db: Db, postId: string): Promise<number> {
    const [row] = await db
      .select({ number: comments.shownNumber })
      .from(comments)
      .where(and(eq(comments.postId, postId), isNotNull(comments.shownNumber)))
      .orderBy(desc(comments.shownNumber))
      .limit(1);
    return row?.number ?? 0;
  },

  /** What readers can see under a post since the comment of this number, in the order in which they could. */
  shownAfter: (db: Db, postId: string, number: number, limit: number) =>
    db
      .select({ ...shown, shownNumber: comments.shownNumber })
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .leftJoin(roots, eq(roots.id, comments.rootId))
      .where(
        and(
          eq(comments.postId, postId),
          gt(comments.shownNumber, number),
          eq(comments.status, "approved"),
          or(isNull(comments.rootId), eq(roots.status, "approved")),
        ),
      )
      .orderBy(asc(comments.shownNumber))
      .limit(limit),

  /** One comment in any state, with what decides who may read it. */
  one: (db: Db, id: string) =>
    db
      .select({
        ...shown,
        authorId: comments.authorId,
        /** Whether a comment in its place can be seen: under a published post, in a thread whose top is shown. */
        isInSight:
          sql<boolean>`(${posts.status} = 'published' and (${roots.id} is null or ${roots.status} = 'approved'))`.as(
            "is_in_sight",
          ),
        isParentShown: sql<boolean>`coalesce(${parents.status} = 'approved', true)`.as(
          "is_parent_shown",
        ),
      })
      .from(comments)
      .innerJoin(posts, eq(posts.id, comments.postId))
      .leftJoin(users, eq(users.id, comments.authorId))
      .leftJoin(roots, eq(roots.id, comments.rootId))
      .leftJoin(parents, eq(parents.id, comments.parentId))
      .where(eq(comments.id, id))
      .limit(1),

  /** The post that somebody wants to comment on, and whether they are in its byline. */
  target: (db: Db, postId: string, userId: string) =>
    db
      .select({
        id: posts.id,
        title: posts.title,
        status: posts.status,
        commentsOpen: posts.commentsOpen,
        isOwn: sql<boolean>`${exists(
          db
            .select({ id: postAuthors.id })
            .from(postAuthors)
            .where(and(eq(postAuthors.postId, posts.id), eq(postAuthors.userId, userId))),
        )}`.as("is_own"),
      })
      .from(posts)
      .where(eq(posts.id, postId))
      .limit(1),

  /** What one person said on a post since an instant, in these words. */
  repeated: (
    db: Db,
    wanted: {
      authorId: string;
      postId: string;
      parentId: string | null;
      body: string;
      since: Date;
    },
  ) =>
    db
      .select(shown)
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(
        and(
          eq(comments.authorId, wanted.authorId),
          eq(comments.postId, wanted.postId),
          wanted.parentId === null
            ? isNull(comments.parentId)
            : eq(comments.parentId, wanted.parentId),
          eq(comments.body, wanted.body),
          gte(comments.createdAt, wanted.since),
        ),
      )
      .orderBy(asc(comments.createdAt), asc(comments.id))
      .limit(1),

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

  /** These comments with whom to tell and about what, kept from other moderators until the transaction ends. */
  locked: (db: Db, ids: readonly string[]) =>
    db
      .select({
        id: comments.id,
        status: comments.status,
        authorId: comments.authorId,
        author: { name: users.name, email: users.email, banned: users.banned },
        post: { id: posts.id, title: posts.title, slug: posts.slug, status: posts.status },
      })
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .innerJoin(posts, eq(posts.id, comments.postId))
      .where(inArray(comments.id, [...ids]))
      .orderBy(asc(comments.id))
      .limit(ids.length)
      .for("update", { of: comments }),

  /** Those of these comments that somebody has answered. */
  answered: (db: Db, ids: readonly string[]) =>
    db
      .selectDistinct({ id: comments.parentId })
      .from(comments)
      .where(inArray(comments.parentId, [...ids])),

  /** How many comments stand in each status. */
  countsByStatus: (db: Db) =>
    db.select({ status: comments.status, count: count() }).from(comments).groupBy(comments.status),
};
