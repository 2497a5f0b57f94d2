import { and, asc, count, eq, gte, inArray, isNotNull, min, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { comments } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";

/** In which of the steps that begin at `starts` a moment lies, from 0. Drizzle has no such function. */
const stepOf = (column: PgColumn, starts: readonly Date[]) => {
  const list = sql.join(
    starts.map((start) => sql`${start.toISOString()}::timestamptz`),
    sql`, `,
  );
  return sql<number>`width_bucket(${column}, array[${list}]) - 1`.as("step");
};

/** Everything since the first of the steps. */
const within = (column: PgColumn, [first]: readonly Date[]): SQL =>
  first ? gte(column, first) : sql`false`;

/** Comments on one author's posts, or all of them. */
const under = (db: Db, authorId: string | undefined): SQL | undefined =>
  authorId
    ? inArray(
        comments.postId,
        db.select({ id: posts.id }).from(posts).where(eq(posts.authorId, authorId)),
      )
    : undefined;

/** What the dashboard counts: of one author's posts, or of all. Steps begin at given instants, in their order. */
export const Figures = {
  /** Posts that went out, by step; steps without any are left out. */
  publishedPerStep: (db: Db, starts: readonly Date[], authorId?: string) =>
    db
      .select({ step: stepOf(posts.publishedAt, starts), count: count() })
      .from(posts)
      .where(
        and(
          eq(posts.status, "published"),
          within(posts.publishedAt, starts),
          authorId ? eq(posts.authorId, authorId) : undefined,
        ),
      )
      .groupBy(sql`1`)
      .orderBy(sql`1`),

  /** Comments that are shown or wait, by the step in which they were written. */
  commentsPerStep: (db: Db, starts: readonly Date[], authorId?: string) =>
    db
      .select({ step: stepOf(comments.createdAt, starts), count: count() })
      .from(comments)
      .where(
        and(
          inArray(comments.status, ["pending", "approved"]),
          within(comments.createdAt, starts),
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
