import { and, count, eq, gt, gte, ilike, inArray, isNotNull, lte, ne, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { comments } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { postCategories } from "../schema/post-categories.ts";
import { postTags } from "../schema/post-tags.ts";
import { type NewPost, type Post, posts, type PostStatus } from "../schema/posts.ts";
import { escapeLike } from "./tags.ts";

const base = model<Post, NewPost>(posts);

/** Everyone and everything a post's line in a list names, in the query of the list itself. */
const named = {
  authors: {
    columns: {},
    orderBy: postAuthors.position,
    with: { user: { columns: { id: true, name: true, handle: true } } },
  },
  categories: {
    columns: {},
    with: { category: { columns: { id: true, name: true, slug: true } } },
  },
} as const;

// Drizzle's relational queries rename every column of an extra to their own table, so this one is spelled out.
const commentCount = (post: { id: typeof posts.id }) =>
  sql<number>`(select count(*)::int from ${comments} as "c" where "c"."post_id" = ${post.id} and "c"."status" = 'approved')`.as(
    "comment_count",
  );

/** A post's line in a readers' list. */
const card = {
  columns: {
    id: true,
    title: true,
    slug: true,
    excerpt: true,
    publishedAt: true,
    updatedAt: true,
    readingMinutes: true,
  },
  extras: (post: { id: typeof posts.id }) => ({ commentCount: commentCount(post) }),
  with: named,
} as const;

/** Takes the join rows out of the middle: `authors[].user` becomes `authors[]`. */
function flat<
  Person,
  Term,
  Row extends { authors: { user: Person }[]; categories: { category: Term }[] },
>(row: Row & { authors: { user: Person }[]; categories: { category: Term }[] }) {
  const { authors, categories, ...rest } = row;
  return {
    ...(rest as Omit<Row, "authors" | "categories">),
    authors: authors.map(({ user }) => user),
    categories: categories.map(({ category }) => category),
  };
}

/** A list by category, tag or author walks that join table's own index. */
const listings = {
  category: { table: postCategories, key: postCategories.categoryId },
  tag: { table: postTags, key: postTags.tagId },
  author: { table: postAuthors, key: postAuthors.userId },
} as const;

export type Listing = keyof typeof listings;

const beforeAllIds = "00000000-0000-0000-0000-000000000000";

const isPublished = eq(posts.status, "published");

export const Posts = {
  ...base,

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
    await Posts.relist(db, ids);
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
    await Posts.relist(db, ids);
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

  /** Brings `listed_at` of the join tables in line with these posts; part of every change of status. */
  async relist(db: Db, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const listedAt = sql`case when ${posts.status} = 'published' then ${posts.publishedAt} end`;
    const among = (table: { postId: AnyPgColumn }) =>
      and(eq(posts.id, table.postId), inArray(posts.id, [...ids]));
    await db.update(postCategories).set({ listedAt }).from(posts).where(among(postCategories));
    await db.update(postTags).set({ listedAt }).from(posts).where(among(postTags));
    await db.update(postAuthors).set({ listedAt }).from(posts).where(among(postAuthors));
  },

  /** Says anew who wrote these posts, where they stand and what they are about; an absent list stays as it is. */
  async place(
    db: Db,
    places: readonly {
      postId: string;
      authorIds?: readonly string[] | undefined;
      categoryIds?: readonly string[] | undefined;
      tagIds?: readonly string[] | undefined;
    }[],
  ): Promise<void> {
    const withAuthors = places.filter((place) => place.authorIds);
    const withCategories = places.filter((place) => place.categoryIds);
    const withTags = places.filter((place) => place.tagIds);
    const ids = (some: typeof places) => some.map((place) => place.postId);

    if (withAuthors.length > 0)
      await db.delete(postAuthors).where(inArray(postAuthors.postId, ids(withAuthors)));
    if (withCategories.length > 0)
      await db.delete(postCategories).where(inArray(postCategories.postId, ids(withCategories)));
    if (withTags.length > 0)
      await db.delete(postTags).where(inArray(postTags.postId, ids(withTags)));

    const authors = withAuthors.flatMap(({ postId, authorIds = [] }) =>
      authorIds.map((userId, position) => ({ postId, userId, position })),
    );
    const sections = withCategories.flatMap(({ postId, categoryIds = [] }) =>
      categoryIds.map((categoryId) => ({ postId, categoryId })),
    );
    const about = withTags.flatMap(({ postId, tagIds = [] }) =>
      tagIds.map((tagId) => ({ postId, tagId })),
    );
    if (authors.length > 0) await db.insert(postAuthors).values(authors);
    if (sections.length > 0) await db.insert(postCategories).values(sections);
    if (about.length > 0) await db.insert(postTags).values(about);
    await Posts.relist(db, ids(places));
  },

  /** Slugs that are taken among these, and by which post. */
  slugsTaken: (db: Db, slugs: readonly string[]) =>
    base.select(db, { slug: slugs }, { columns: ["id", "slug"] }),

  /** How many posts stand in each status; of one author, or of all. */
  countsByStatus: (db: Db, authorId?: string) =>
    db
      .select({ status: posts.status, count: count() })
      .from(posts)
      .where(authorId ? eq(posts.authorId, authorId) : undefined)
      .groupBy(posts.status),

  /** Posts that went out, a day since an instant; days in UTC, as YYYY-MM-DD. */
  publishedPerDay: (db: Db, since: Date) =>
    db
      .select({
        // Drizzle has no date formatting.
        day: sql<string>`to_char(${posts.publishedAt} at time zone 'UTC', 'YYYY-MM-DD')`.as("day"),
        count: count(),
      })
      .from(posts)
      .where(and(isPublished, gte(posts.publishedAt, since)))
      .groupBy(sql`1`)
      .orderBy(sql`1`),

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
