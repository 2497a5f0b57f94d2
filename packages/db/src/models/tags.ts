import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  ilike,
  inArray,
  isNotNull,
  not,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { postTags } from "../schema/post-tags.ts";
import { type NewTag, type Tag, tags } from "../schema/tags.ts";

const base = model<Tag, NewTag>(tags);

/** Takes the wildcards of LIKE literally. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** A place in the list of tags by name. */
export interface TagKey {
  readonly name: string;
  readonly id: string;
}

/** A tag's line in a list, with the number of posts that readers may see under it. */
const counted = {
  id: tags.id,
  name: tags.name,
  slug: tags.slug,
  postCount:
    sql<number>`(select count(*)::int from ${postTags} where ${eq(postTags.tagId, tags.id)} and ${postTags.listedAt} is not null)`.as(
      "post_count",
    ),
};

/** Whether readers may see a post under a tag: only then may they know of it. */
export const isListed = sql<boolean>`exists (select from ${postTags} where ${eq(postTags.tagId, tags.id)} and ${postTags.listedAt} is not null)`;

const contains = (q: string) => ilike(tags.name, `%${escapeLike(q)}%`);

export const Tags = {
  ...base,

  /** Inserts the tags that are new by slug; returns all of them, old and new. */
  async ensure(db: Db, rows: readonly NewTag[]): Promise<Tag[]> {
    if (rows.length === 0) return [];
    await db
      .insert(tags)
      .values([...rows])
      .onConflictDoNothing({ target: tags.slug });
    return base.select(db, { slug: rows.map((row) => row.slug) });
  },

  /** Inserts tags; one whose slug is taken is left out. */
  async add(db: Db, rows: readonly NewTag[]): Promise<Tag[]> {
    if (rows.length === 0) return [];
    return db
      .insert(tags)
      .values([...rows])
      .onConflictDoNothing({ target: tags.slug })
      .returning();
  },

  /**
   * Tags in the order of their names, from a place on or back from one, in list order either way; those
   * that readers may know of, or all.
   * Asks for one more than `limit`, to tell whether the list goes on.
   */
  async byName(
    db: Db,
    page: {
      limit: number;
      after?: TagKey | undefined;
      before?: TagKey | undefined;
      q?: string | undefined;
      all?: boolean;
    },
  ) {
    const { limit, after, before, q, all = false } = page;
    const from = before ?? after;
    const order = before ? desc : asc;
    const rows = await db
      .select(counted)
      .from(tags)
      .where(
        and(
          q ? contains(q) : undefined,
          all ? undefined : isListed,
          // Drizzle has no row comparison; see keyset.ts.
          from &&
            sql`(${tags.name}, ${tags.id}) ${sql.raw(before ? "<" : ">")} (${from.name}::varchar, ${from.id}::uuid)`,
        ),
      )
      .orderBy(order(tags.name), order(tags.id))
      .limit(limit + 1);
    const kept = rows.slice(0, limit);
    const items = before ? kept.toReversed() : kept;
    const more = rows.length > limit;
    return {
      items,
      next: before || more ? (items.at(-1) ?? null) : null,
      previous: (before ? more : after) ? (items[0] ?? null) : null,
    };
  },

  /** These tags, by slug or id, in the order of their names. */
  withPostCounts: (db: Db, wanted: { slug: string } | { ids: readonly string[] }) =>
    db
      .select(counted)
      .from(tags)
      .where("slug" in wanted ? eq(tags.slug, wanted.slug) : inArray(tags.id, [...wanted.ids]))
      .orderBy(asc(tags.name), asc(tags.id))
      .limit("slug" in wanted ? 1 : wanted.ids.length),

  /** The tags that most published posts carry. */
  mostUsed: (db: Db, limit: number) =>
    db
      .select({
        id: tags.id,
        name: tags.name,
        slug: tags.slug,
        postCount: count(postTags.id),
      })
      .from(postTags)
      .innerJoin(tags, eq(tags.id, postTags.tagId))
      .where(isNotNull(postTags.listedAt))
      .groupBy(tags.id)
      .orderBy(desc(count(postTags.id)), asc(tags.name))
      .limit(limit),

  /** Tags whose name contains what was typed; those that begin with it first. */
  suggest: (db: Db, q: string, limit: number) =>
    db
      .select(counted)
      .from(tags)
      .where(contains(q))
      .orderBy(desc(ilike(tags.name, `${escapeLike(q)}%`)), asc(tags.name), asc(tags.id))
      .limit(limit),

  /** These tags, kept from being changed or deleted by anybody else until the transaction ends. */
  locked: (db: Db, ids: readonly string[]): Promise<Tag[]> =>
    db
      .select()
      .from(tags)
      .where(inArray(tags.id, [...ids]))
      .orderBy(asc(tags.id))
      .limit(ids.length)
      .for("update"),

  /** Writes back rows that are `locked`, all in one statement. */
  async save(db: Db, rows: readonly Tag[]): Promise<void> {
    if (rows.length === 0) return;
    await db
      .insert(tags)
      .values([...rows])
      .onConflictDoUpdate({
        target: tags.id,
        set: { name: sql`excluded.name`, slug: sql`excluded.slug`, updatedAt: new Date() },
      });
  },

  /** Puts every post under `fromIds` under `intoId`, each once. Returns how many were not there before. */
  async movePosts(db: Db, fromIds: readonly string[], intoId: string): Promise<number> {
    const already = alias(postTags, "already");
    const movable = db
      .selectDistinctOn([postTags.postId], { id: postTags.id })
      .from(postTags)
      .where(
        and(
          inArray(postTags.tagId, [...fromIds]),
          not(
            exists(
              db
                .select({ id: already.id })
                .from(already)
                .where(and(eq(already.postId, postTags.postId), eq(already.tagId, intoId))),
            ),
          ),
        ),
      )
      .orderBy(postTags.postId, postTags.id);
    const moved = await db
      .update(postTags)
      .set({ tagId: intoId })
      .where(inArray(postTags.id, movable))
      .returning({ id: postTags.id });
    return moved.length;
  },

  /** How many posts, whatever their status, carry each of these. */
  postTotals: (db: Db, ids: readonly string[]) =>
    db
      .select({ id: postTags.tagId, count: count() })
      .from(postTags)
      .where(inArray(postTags.tagId, [...ids]))
      .groupBy(postTags.tagId),
};
