import { and, eq, inArray, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { postCategories } from "../schema/post-categories.ts";
import { postTags } from "../schema/post-tags.ts";
import { posts } from "../schema/posts.ts";

/** Brings `listed_at` of the join tables in line with these posts; part of every change of status. */
export async function relist(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const listedAt = sql`case when ${posts.status} = 'published' then ${posts.publishedAt} end`;
  const among = (table: { postId: AnyPgColumn }) =>
    and(eq(posts.id, table.postId), inArray(posts.id, [...ids]));
  await db.update(postCategories).set({ listedAt }).from(posts).where(among(postCategories));
  await db.update(postTags).set({ listedAt }).from(posts).where(among(postTags));
  await db.update(postAuthors).set({ listedAt }).from(posts).where(among(postAuthors));
}

/** Says anew who wrote these posts, where they stand and what they are about; an absent list stays as it is. */
export async function place(
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
  if (withTags.length > 0) await db.delete(postTags).where(inArray(postTags.postId, ids(withTags)));

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
  await relist(db, ids(places));
}
