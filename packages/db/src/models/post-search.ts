import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { posts } from "../schema/posts.ts";

/** Marks around a match in a snippet: control characters, which clean text cannot contain. */
export const MATCH_START = "\u0002";
export const MATCH_STOP = "\u0003";

/** A place in a list of matches: the rank, then the id. */
export interface RankKey {
  readonly rank: number;
  readonly id: string;
}

// Drizzle has no full-text search and no trigrams, hence the SQL of this file.
const headline = (text: SQL | typeof posts.title, query: SQL, options: string) =>
  sql<string>`ts_headline('english', ${text}, ${query}, ${`StartSel=${MATCH_START}, StopSel=${MATCH_STOP}, ${options}`})`;

const after = (rank: SQL<number>, key: RankKey | undefined) =>
  key && or(lt(rank, key.rank), and(eq(rank, key.rank), lt(posts.id, key.id)));

/**
 * Published posts whose title, excerpt or body match, best first. `q` may hold "a phrase", -not and or.
 * Snippets are cut for the rows of the page alone: they cost more than the search.
 */
export async function searchPosts(
  db: Db,
  q: string,
  page: { limit: number; after?: RankKey | undefined },
) {
  const query = sql`websearch_to_tsquery('english', ${q})`;
  // float8 survives the trip through JSON and back; float4 would not compare equal.
  const rank = sql<number>`ts_rank_cd(${posts.search}, ${query}, 32)::float8`;
  const found = db
    .select({ id: posts.id, rank: rank.as("rank") })
    .from(posts)
    .where(
      and(eq(posts.status, "published"), sql`${posts.search} @@ ${query}`, after(rank, page.after)),
    )
    .orderBy(desc(rank), desc(posts.id))
    .limit(page.limit + 1)
    .as("found");
  const body = sql`left(${posts.plainText}, 20000)`;
  const rows = await db
    .select({
      id: found.id,
      rank: found.rank,
      title: headline(posts.title, query, "HighlightAll=true").as("title_marked"),
      snippet: headline(
        body,
        query,
        "MaxFragments=2, MinWords=12, MaxWords=28, FragmentDelimiter= … ",
      ).as("snippet"),
    })
    .from(found)
    .innerJoin(posts, eq(posts.id, found.id))
    .orderBy(desc(found.rank), desc(found.id));
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > page.limit && last ? { rank: last.rank, id: last.id } : null,
  };
}

/** From how close a part of a title counts; PostgreSQL's own 0.6 forgives hardly any typing error. */
const CLOSE_ENOUGH = 0.35;

/** Published posts whose title is close to what was typed, closest first: for typing errors. */
export const similarPosts = (db: Db, q: string, limit: number) => {
  const closeness = sql<number>`word_similarity(${q}, ${posts.title})`;
  return db.transaction(async (tx) => {
    // What the operator below compares with, for this transaction alone.
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(CLOSE_ENOUGH)}, true)`,
    );
    return tx
      .select({ id: posts.id, title: posts.title, closeness: closeness.as("closeness") })
      .from(posts)
      .where(and(eq(posts.status, "published"), sql`${q} <% ${posts.title}`))
      .orderBy(desc(closeness), desc(posts.id))
      .limit(limit);
  });
};
