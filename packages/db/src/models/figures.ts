import { and, asc, count, eq, gte, inArray, isNotNull, min, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { comments } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";

// Drizzle has no date formatting.
const dayOf = (column: PgColumn) =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`.as("day");

/** Comments on one author's posts, or all of them. */
const under = (db: Db, authorId: string | undefined): SQL | undefined =>
  authorId
    ? inArray(
        comments.postId,
        db.select({ id: posts.id }).from(posts).where(eq(posts.authorId, authorId)),
      )
    : undefined;

/** What the dashboard counts: of one author's posts, or of all. Days are in UTC, as YYYY-MM-DD. */
export const Figures = {
  /** Posts that went out, a day since an instant. */
  publishedPerDay: (db: Db, since: Date, authorId?: string) =>
    db
      .select({ day: dayOf(posts.publishedAt), count: count() })
      .from(posts)
      .where(
        and(
          eq(posts.status, "published"),
          gte(posts.publishedAt, since),
          authorId ? eq(posts.authorId, authorId) : undefined,
        ),
      )
      .groupBy(sql`1`)
      .orderBy(sql`1`),

  /** Comments that are shown or wait, by the day they were written, since an instant. */
  commentsPerDay: (db: Db, since: Date, authorId?: string) =>
    db
      .select({ day: dayOf(comments.createdAt), count: count() })
      .from(comments)
      .where(
        and(
          inArray(comments.status, ["pending", "approved"]),
          gte(comments.createdAt, since),
          under(db, authorId),
        ),
      )
      .groupBy(sql`1`)
      .orderBy(sql`1`),

  /** How many comments wait for a moderator, and since when the first of them. */
  async pendingComments(db: Db, authorId?: string) {
    const [row] = await db
      .select({ count: count(), oldestAt: min(comments.createdAt) })
      .from(comments)
      .where(and(eq(comments.status, "pending"), under(db, authorId)));
    return row ?? { count: 0, oldestAt: null };
  },

  /** What goes out next by itself, soonest first. */
  async upcoming(db: Db, limit: number, authorId?: string) {
    const rows = await db.query.posts.findMany({
      columns: { id: true, title: true, slug: true, scheduledAt: true },
      with: {
        authors: {
          columns: {},
          orderBy: postAuthors.position,
          with: { user: { columns: { id: true, name: true, handle: true } } },
        },
      },
      where: and(isNotNull(posts.scheduledAt), authorId ? eq(posts.authorId, authorId) : undefined),
      orderBy: [asc(posts.scheduledAt)],
      limit,
    });
    return rows.map(({ authors, ...row }) => ({
      ...row,
      authors: authors.map(({ user }) => user),
    }));
  },
};
