import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { categories } from "../schema/categories.ts";
import { posts } from "../schema/posts.ts";
import { type NewRedirect, type Redirect, redirects } from "../schema/redirects.ts";
import { tags } from "../schema/tags.ts";
import { users } from "../schema/users.ts";
import { isListed } from "./tags.ts";

const base = model<Redirect, NewRedirect>(redirects);

/** What an old address may lead to. */
export type RedirectTarget = "postId" | "categoryId" | "tagId" | "userId";

export const Redirects = {
  ...base,

  /**
   * Lets old addresses lead to one post, section, tag or person each. An address that led elsewhere is
   * taken over by the newest claim.
   */
  async point(db: Db, rows: readonly NewRedirect[]): Promise<void> {
    // The last claim of a path wins; PostgreSQL refuses to upsert one row twice in a statement.
    const latest = [...new Map(rows.map((row) => [row.path, row])).values()];
    if (latest.length === 0) return;
    await db
      .insert(redirects)
      .values(latest)
      .onConflictDoUpdate({
        target: redirects.path,
        set: {
          postId: sql`excluded.post_id`,
          categoryId: sql`excluded.category_id`,
          tagId: sql`excluded.tag_id`,
          userId: sql`excluded.user_id`,
          updatedAt: new Date(),
        },
      });
  },

  /** Hands on every address that led to some records, to the one that has taken their place. */
  async handOver(
    db: Db,
    target: RedirectTarget,
    fromIds: readonly string[],
    toId: string,
  ): Promise<void> {
    await base.update(db, { [target]: fromIds }, { [target]: toId });
  },

  /**
   * Where an old address leads: of `post`, `category`, `tag` and `author` one is the name that the record
   * has now. `status` is the post's, for readers may not see every one; of a tag they know only with a post.
   */
  resolve: (db: Db, path: string) =>
    db
      .select({
        post: posts.slug,
        status: posts.status,
        category: categories.slug,
        tag: tags.slug,
        author: users.handle,
      })
      .from(redirects)
      .leftJoin(posts, eq(posts.id, redirects.postId))
      .leftJoin(categories, eq(categories.id, redirects.categoryId))
      .leftJoin(tags, and(eq(tags.id, redirects.tagId), isListed))
      .leftJoin(users, eq(users.id, redirects.userId))
      .where(eq(redirects.path, path))
      .limit(1),
};
