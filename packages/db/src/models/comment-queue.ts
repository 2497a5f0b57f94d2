import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { comments, type CommentStatus } from "../schema/comments.ts";
import { posts } from "../schema/posts.ts";
import { users } from "../schema/users.ts";

const parents = alias(comments, "parents");
const parentAuthors = alias(users, "parent_authors");
const others = alias(comments, "others");

/** How many comments of one author, or on one post, stand in some statuses; Drizzle has no scalar subqueries. */
const tally = (key: "authorId" | "postId", statuses: readonly CommentStatus[], name: string) =>
  sql<number>`(select count(*)::int from ${comments} as "others" where ${eq(others[key], comments[key])} and ${inArray(others.status, [...statuses])})`.as(
    name,
  );

/** What a moderator sees of a comment. */
const moderated = {
  id: comments.id,
  depth: comments.depth,
  body: comments.body,
  html: comments.html,
  status: comments.status,
  createdAt: comments.createdAt,
  author: {
    id: users.id,
    name: users.name,
    handle: users.handle,
    email: users.email,
    role: users.role,
    banned: users.banned,
    createdAt: users.createdAt,
  },
  authorApproved: tally("authorId", ["approved"], "author_approved"),
  authorRefused: tally("authorId", ["spam", "deleted"], "author_refused"),
  post: { id: posts.id, title: posts.title, slug: posts.slug },
  postApproved: tally("postId", ["approved"], "post_approved"),
  postPending: tally("postId", ["pending"], "post_pending"),
  parent: {
    id: parents.id,
    // Enough to recall what is answered.
    body: sql<string>`left(${parents.body}, 500)`.as("parent_body"),
  },
  parentAuthorName: parentAuthors.name,
};

/** The moderators' queue of one status, newest first. */
export async function queue(db: Db, status: CommentStatus, page: PageRequest) {
  const { where, orderBy, limit } = keyset(comments.createdAt, comments.id, page);
  const rows = await db
    .select(moderated)
    .from(comments)
    .leftJoin(users, eq(users.id, comments.authorId))
    .innerJoin(posts, eq(posts.id, comments.postId))
    .leftJoin(parents, eq(parents.id, comments.parentId))
    .leftJoin(parentAuthors, eq(parentAuthors.id, parents.authorId))
    .where(and(eq(comments.status, status), where))
    .orderBy(...orderBy)
    .limit(limit);
  return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
}

/** A line of the moderators' queue. */
export type QueuedRow = Awaited<ReturnType<typeof queue>>["items"][number];
