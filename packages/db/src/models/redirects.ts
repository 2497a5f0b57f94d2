import { eq, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { posts } from "../schema/posts.ts";
import { type NewRedirect, type Redirect, redirects } from "../schema/redirects.ts";

const base = model<Redirect, NewRedirect>(redirects);

export const Redirects = {
  ...base,

  /** Lets old addresses lead to posts. An address that led elsewhere is taken over by the newest claim. */
  async point(db: Db, rows: readonly NewRedirect[]): Promise<void> {
    // The last claim of a path wins; PostgreSQL refuses to upsert one row twice in a statement.
    const latest = [...new Map(rows.map((row) => [row.path, row])).values()];
    if (latest.length === 0) return;
    await db
      .insert(redirects)
      .values(latest)
      .onConflictDoUpdate({
        target: redirects.path,
        set: { postId: sql`excluded.post_id`, updatedAt: new Date() },
      });
  },

  /** Where an old address leads: the post's slug now, and whether readers may see it. */
  resolve: (db: Db, path: string) =>
    db
      .select({ slug: posts.slug, status: posts.status })
      .from(redirects)
      .innerJoin(posts, eq(posts.id, redirects.postId))
      .where(eq(redirects.path, path))
      .limit(1),
};
