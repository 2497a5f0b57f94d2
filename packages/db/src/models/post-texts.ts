import { gt, inArray, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";
import { commentCount, flat, named } from "./post-lines.ts";

const beforeAllIds = "00000000-0000-0000-0000-000000000000";

/** Posts with all that was written. */
export const postTexts = {
  /** These posts in full, each with its byline, sections and tags; in no order, and only those there are. */
  async inFull(db: Db, where: { id: readonly string[] } | { slug: readonly string[] }) {
    const wanted = "id" in where ? where.id : where.slug;
    if (wanted.length === 0) return [];
    const rows = await db.query.posts.findMany({
      columns: { plainText: false, search: false, sourceDigest: false, sourcePath: false },
      extras: (post) => ({ commentCount: commentCount(post) }),
      with: {
        authors: {
          columns: {},
          orderBy: postAuthors.position,
          with: { user: { columns: { id: true, name: true, handle: true, bio: true } } },
        },
        categories: named.categories,
        tags: { columns: {}, with: { tag: { columns: { id: true, name: true, slug: true } } } },
      },
      where: inArray("id" in where ? posts.id : posts.slug, [...wanted]),
      limit: wanted.length,
    });
    return rows.map((row) => ({ ...flat(row), tags: row.tags.map(({ tag }) => tag) }));
  },

  /**
   * Reads posts of every status with all that their authors wrote, in the order they were made: a page of
   * those after an id, null for the first. Composed once for all pages: that is half of the work otherwise,
   * and its remains pile up until somebody waits for them to be cleared away.
   */
  exported(db: Db, limit: number) {
    const page = db.query.posts
      .findMany({
        columns: {
          id: true,
          title: true,
          slug: true,
          status: true,
          excerpt: true,
          body: true,
          commentsOpen: true,
          publishedAt: true,
          scheduledAt: true,
          createdAt: true,
          updatedAt: true,
        },
        with: {
          ...named,
          tags: { columns: {}, with: { tag: { columns: { name: true, slug: true } } } },
          redirects: { columns: { path: true } },
        },
        where: gt(posts.id, sql.placeholder("after")),
        orderBy: posts.id,
        limit,
      })
      .prepare("posts_exported");
    return async (after: string | null) => {
      const rows = await page.execute({ after: after ?? beforeAllIds });
      return rows.map(({ redirects, ...row }) => ({
        ...flat(row),
        tags: row.tags.map(({ tag }) => tag),
        aliases: redirects.map(({ path }) => path),
      }));
    };
  },
};
