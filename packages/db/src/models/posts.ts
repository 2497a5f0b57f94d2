import { and, eq, isNotNull, lte, ne, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { type NewPost, type Post, posts } from "../schema/posts.ts";
import { postLists } from "./post-lists.ts";
import { place, relist } from "./post-places.ts";
import { postTexts } from "./post-texts.ts";

const base = model<Post, NewPost>(posts);

export const Posts = {
  ...base,
  ...postLists,
  ...postTexts,
  place,

  /**
   * Saves an edit made on top of `version` and counts it as the next one.
   * Returns nothing when somebody else has saved in between.
   */
  revise: (db: Db, id: string, version: number, patch: Partial<NewPost>) =>
    base.update(db, { id }, { ...patch, version: version + 1 }, eq(posts.version, version)),

  /** Returns only the posts this call published: of two racing callers, one wins each post. */
  async publish(db: Db, ids: readonly string[], now: Date): Promise<Post[]> {
    const published = await base.update(
      db,
      { id: ids },
      {
        status: sql`'published'`,
        // A post that comes back keeps the day it first went out.
        publishedAt: sql`coalesce(${posts.publishedAt}, ${now.toISOString()}::timestamptz)`,
        scheduledAt: sql`null`,
        version: sql`${posts.version} + 1`,
      },
      ne(posts.status, "published"),
    );
    await relist(db, ids);
    return published;
  },

  /** Takes posts from readers: back to draft, or into the archive. Returns only those it moved. */
  async withdraw(db: Db, ids: readonly string[], status: "draft" | "archived"): Promise<Post[]> {
    const moved = await base.update(
      db,
      { id: ids },
      { status: sql`${status}`, scheduledAt: sql`null`, version: sql`${posts.version} + 1` },
      ne(posts.status, status),
    );
    await relist(db, ids);
    return moved;
  },

  /** Sets the hour at which posts that are not out yet go out by themselves. */
  schedule: (db: Db, ids: readonly string[], at: Date) =>
    base.update(
      db,
      { id: ids },
      {
        status: sql`'scheduled'`,
        scheduledAt: sql`${at.toISOString()}::timestamptz`,
        version: sql`${posts.version} + 1`,
      },
      ne(posts.status, "published"),
    ),

  /** Scheduled posts whose hour has come. */
  due: (db: Db, now: Date, limit: number) =>
    db
      .select({ id: posts.id })
      .from(posts)
      .where(and(isNotNull(posts.scheduledAt), lte(posts.scheduledAt, now)))
      .orderBy(posts.scheduledAt)
      .limit(limit),

  /** Slugs that are taken among these, and by which post. */
  slugsTaken: (db: Db, slugs: readonly string[]) =>
    base.select(db, { slug: slugs }, { columns: ["id", "slug"] }),
};
