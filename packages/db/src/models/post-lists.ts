import { and, type Column, count, eq, ilike, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { postCategories } from "../schema/post-categories.ts";
import { postTags } from "../schema/post-tags.ts";
import { posts, type PostStatus } from "../schema/posts.ts";
import { card, commentCount, flat, isPublished, named } from "./post-lines.ts";
import { escapeLike } from "./tags.ts";

/** The tables that say where a post is filed, the one whose lists are shortest first. */
const filings = {
  tag: { table: postTags, key: postTags.tagId },
  author: { table: postAuthors, key: postAuthors.userId },
  category: { table: postCategories, key: postCategories.categoryId },
} as const;

type Listing = keyof typeof filings;

/** Where a post must be filed to be in a list, by id: under all that are named. */
export type Filing = { readonly [Each in Listing]?: string | undefined };

const filed = (filing: Filing) =>
  (["tag", "author", "category"] as const).flatMap((listing) => {
    const id = filing[listing];
    return id === undefined ? [] : [{ ...filings[listing], id }];
  });

/** The condition, on a column of post ids, of being filed there; undefined where nothing is named. */
export const isFiled = (db: Db, postId: Column, filing: Filing = {}) =>
  amongAll(db, postId, filed(filing));

const amongAll = (db: Db, postId: Column, places: ReturnType<typeof filed>) =>
  and(
    ...places.map(({ table, key, id }) =>
      inArray(postId, db.select({ id: table.postId }).from(table).where(eq(key, id))),
    ),
  );

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

  /**
   * The same, of those that are filed there: under one category, tag or author, or under several at once.
   * It walks the index of the first in its order and looks the others up.
   */
  async publishedIn(
    db: Db,
    filing: Filing,
    page: PageRequest,
    direction: "newest" | "oldest" = "newest",
  ) {
    const [walked, ...others] = filed(filing);
    if (!walked) return postLists.published(db, page, direction);
    const { table, key, id } = walked;
    const { where, orderBy, limit } = keyset(table.listedAt, table.postId, page, direction);
    const rows = await db
      .select({ id: table.postId, at: table.listedAt })
      .from(table)
      .where(and(eq(key, id), isNotNull(table.listedAt), amongAll(db, table.postId, others), where))
      .orderBy(...orderBy)
      .limit(limit);
    const places = rows.flatMap(({ id: postId, at }) => (at ? [{ id: postId, at }] : []));
    const found = toPage(places, page, (place) => place);
    const lines = await postLists.cards(
      db,
      found.items.map((place) => place.id),
    );
    const byId = new Map(lines.map((line) => [line.id, line]));
    return { ...found, items: found.items.flatMap((place) => byId.get(place.id) ?? []) };
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
      /** The owner. */
      authorId?: string | undefined;
      filing?: Filing | undefined;
      /** A part of the title. */
      q?: string | undefined;
    },
    page: PageRequest,
    direction: "newest" | "oldest" = "newest",
  ) {
    const { where, orderBy, limit } = keyset(posts.updatedAt, posts.id, page, direction);
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
        isFiled(db, posts.id, filter.filing),
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
