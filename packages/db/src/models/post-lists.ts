import { and, count, eq, ilike, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { postCategories } from "../schema/post-categories.ts";
import { postTags } from "../schema/post-tags.ts";
import { posts, type PostStatus } from "../schema/posts.ts";
import { card, commentCount, flat, isPublished, named } from "./post-lines.ts";
import { escapeLike } from "./tags.ts";

/** A list by category, tag or author walks that join table's own index. */
const listings = {
  category: { table: postCategories, key: postCategories.categoryId },
  tag: { table: postTags, key: postTags.tagId },
  author: { table: postAuthors, key: postAuthors.userId },
} as const;

export type Listing = keyof typeof listings;

/** The lists of posts, each a walk along one index. */
export const postLists = {
  /** What readers may see, by the day it went out. */
  async published(db: Db, page: PageRequest, direction: "newest" | "oldest" = "newest") {
    const { where, orderBy, limit } = keyset(posts.publishedAt, posts.id, page, direction);
    const rows = await db.query.posts.findMany({
      ...card,
      where: and(isPublished, isNotNull(posts.publishedAt), where),
      orderBy,
      limit,
    });
    return toPage(
      rows.map((row) => flat(row)),
      page,
      (row) => ({
        at: row.publishedAt ?? row.updatedAt,
        id: row.id,
      }),
    );
  },

  /** The same, of one category, tag or author. */
  async publishedIn(
    db: Db,
    listing: Listing,
    id: string,
    page: PageRequest,
    direction: "newest" | "oldest" = "newest",
  ) {
    const { table, key } = listings[listing];
    const { where, orderBy, limit } = keyset(table.listedAt, table.postId, page, direction);
    const places = await db
      .select({ postId: table.postId })
      .from(table)
      .where(and(eq(key, id), isNotNull(table.listedAt), where))
      .orderBy(...orderBy)
      .limit(limit);
    const rows =
      places.length === 0
        ? []
        : await db.query.posts.findMany({
            ...card,
            where: and(
              isPublished,
              inArray(
                posts.id,
                places.map((place) => place.postId),
              ),
            ),
            limit,
          });
    const byId = new Map(rows.map((row) => [row.id, flat(row)]));
    const ordered = places.flatMap(({ postId }) => byId.get(postId) ?? []);
    return toPage(ordered, page, (row) => ({ at: row.publishedAt ?? row.updatedAt, id: row.id }));
  },

  /** The lines of these posts, in no order; only those that readers may see. */
  async cards(db: Db, ids: readonly string[]) {
    if (ids.length === 0) return [];
    const rows = await db.query.posts.findMany({
      ...card,
      where: and(isPublished, inArray(posts.id, [...ids])),
      limit: ids.length,
    });
    return rows.map((row) => flat(row));
  },

  /** The published posts just before and just after a day, to turn the page. */
  async neighbours(db: Db, key: { at: Date; id: string }) {
    const beside = (page: PageRequest) => {
      const { where, orderBy } = keyset(posts.publishedAt, posts.id, page);
      return db
        .select({ title: posts.title, slug: posts.slug })
        .from(posts)
        .where(and(isPublished, where))
        .orderBy(...orderBy)
        .limit(1);
    };
    const [older, newer] = await Promise.all([
      beside({ limit: 1, after: key }),
      beside({ limit: 1, before: key }),
    ]);
    return { older: older[0] ?? null, newer: newer[0] ?? null };
  },

  /** The newsroom's list: every status, last touched first. */
  async managed(
    db: Db,
    filter: {
      status?: PostStatus | undefined;
      authorId?: string | undefined;
      categoryId?: string | undefined;
      q?: string | undefined;
    },
    page: PageRequest,
  ) {
    const { where, orderBy, limit } = keyset(posts.updatedAt, posts.id, page);
    const rows = await db.query.posts.findMany({
      columns: {
        id: true,
        title: true,
        slug: true,
        status: true,
        publishedAt: true,
        scheduledAt: true,
        createdAt: true,
        updatedAt: true,
        wordCount: true,
        version: true,
        authorId: true,
      },
      extras: (post) => ({ commentCount: commentCount(post) }),
      with: named,
      where: and(
        filter.status && eq(posts.status, filter.status),
        filter.authorId ? eq(posts.authorId, filter.authorId) : undefined,
        filter.categoryId
          ? inArray(
              posts.id,
              db
                .select({ id: postCategories.postId })
                .from(postCategories)
                .where(eq(postCategories.categoryId, filter.categoryId)),
            )
          : undefined,
        filter.q ? ilike(posts.title, `%${escapeLike(filter.q)}%`) : undefined,
        where,
      ),
      orderBy,
      limit,
    });
    return toPage(
      rows.map((row) => flat(row)),
      page,
      (row) => ({ at: row.updatedAt, id: row.id }),
    );
  },

  /** How many posts stand in each status; of one author, or of all. */
  countsByStatus: (db: Db, authorId?: string) =>
    db
      .select({ status: posts.status, count: count() })
      .from(posts)
      .where(authorId ? eq(posts.authorId, authorId) : undefined)
      .groupBy(posts.status),

  /** Addresses and dates of published posts, newest first, for sitemap and feeds in full. */
  async addresses(db: Db, page: PageRequest) {
    const { where, orderBy, limit } = keyset(posts.publishedAt, posts.id, page);
    const rows = await db
      .select({
        id: posts.id,
        slug: posts.slug,
        publishedAt: posts.publishedAt,
        updatedAt: posts.updatedAt,
      })
      .from(posts)
      .where(and(isPublished, where))
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.publishedAt ?? row.updatedAt, id: row.id }));
  },
};
