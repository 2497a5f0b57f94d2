import { and, asc, desc, eq, ilike, isNotNull, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { postTags } from "../schema/post-tags.ts";
import { type NewTag, type Tag, tags } from "../schema/tags.ts";

const base = model<Tag, NewTag>(tags);

/** Takes the wildcards of LIKE literally. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

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

  /** Tags by name, from `afterName` on, with the number of posts that readers may see under each. */
  withPostCounts: (
    db: Db,
    page: {
      limit: number;
      after?: { name: string; id: string } | undefined;
      q?: string | undefined;
    },
  ) =>
    db
      .select({
        id: tags.id,
        name: tags.name,
        slug: tags.slug,
        postCount:
          sql<number>`(select count(*)::int from ${postTags} where ${eq(postTags.tagId, tags.id)} and ${postTags.listedAt} is not null)`.as(
            "post_count",
          ),
      })
      .from(tags)
      .where(
        and(
          page.q ? ilike(tags.name, `%${escapeLike(page.q)}%`) : undefined,
          // Drizzle has no row comparison; see keyset.ts.
          page.after &&
            sql`(${tags.name}, ${tags.id}) > (${page.after.name}, ${page.after.id}::uuid)`,
        ),
      )
      .orderBy(asc(tags.name), asc(tags.id))
      .limit(page.limit),

  /** The tags that most published posts carry. */
  mostUsed: (db: Db, limit: number) =>
    db
      .select({ id: tags.id, name: tags.name, slug: tags.slug })
      .from(postTags)
      .innerJoin(tags, eq(tags.id, postTags.tagId))
      .where(isNotNull(postTags.listedAt))
      .groupBy(tags.id)
      .orderBy(desc(sql`count(*)`), asc(tags.name))
      .limit(limit),
};
