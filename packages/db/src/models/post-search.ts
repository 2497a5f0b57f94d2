import { and, asc, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { readable } from "../columns.ts";
import type { Db } from "../database.ts";
import { type Key, keyset } from "../keyset.ts";
import { posts } from "../schema/posts.ts";
import { isPublished } from "./post-lines.ts";
import { type Filing, isFiled } from "./post-lists.ts";

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

/** What is looked for, and among which posts. */
export interface PostSearch {
  /** May hold "a phrase", -not and or. */
  readonly q: string;
  readonly filing?: Filing | undefined;
}

/** In which order matches come, and after which place in it: best first, or by the day they went out. */
export type MatchOrder =
  | { readonly by: "rank"; readonly after?: RankKey | undefined }
  | { readonly by: "newest" | "oldest"; readonly after?: Key | undefined };

function ordered(order: MatchOrder, rank: SQL<number>, limit: number) {
  if (order.by !== "rank")
    return keyset(posts.publishedAt, posts.id, { limit, after: order.after }, order.by);
  const { after } = order;
  return {
    where: after && or(lt(rank, after.rank), and(eq(rank, after.rank), lt(posts.id, after.id))),
    orderBy: [desc(rank), desc(posts.id)],
    limit: limit + 1,
  };
}

/**
 * Published posts whose title, excerpt or body match, and where the next page begins. Snippets are cut for
 * the rows of the page alone: they cost more than the search.
 */
export async function searchPosts(db: Db, search: PostSearch, limit: number, order: MatchOrder) {
  const query = sql`websearch_to_tsquery('english', ${search.q})`;
  // float8 survives the trip through JSON and back; float4 would not compare equal.
  const rank = sql<number>`ts_rank_cd(${posts.search}, ${query}, 32)::float8`;
  const page = ordered(order, rank, limit);
  const found = db
    .select({ id: posts.id, rank: rank.as("rank") })
    .from(posts)
    .where(
      and(
        isPublished,
        sql`${posts.search} @@ ${query}`,
        isFiled(db, posts.id, search.filing),
        page.where,
      ),
    )
    .orderBy(...page.orderBy)
    .limit(page.limit)
    .as("found");
  const body = readable(sql`left(${posts.plainText}, 20000)`);
  const by = order.by === "oldest" ? asc : desc;
  const rows = await db
    .select({
      id: found.id,
      rank: found.rank,
      at: posts.publishedAt,
      title: headline(posts.title, query, "HighlightAll=true").as("title_marked"),
      snippet: headline(
        body,
        query,
        "MaxFragments=2, MinWords=12, MaxWords=28, FragmentDelimiter= … ",
      ).as("snippet"),
    })
    .from(found)
    .innerJoin(posts, eq(posts.id, found.id))
    .orderBy(by(order.by === "rank" ? found.rank : posts.publishedAt), by(found.id));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? { id: last.id, rank: last.rank, at: last.at } : null,
  };
}

/** From how close a part of a title counts; PostgreSQL's own 0.6 forgives hardly any typing error. */
const CLOSE_ENOUGH = 0.35;

/** Published posts whose title is close to what was typed, closest first: for typing errors. */
export const similarPosts = (db: Db, { q, filing }: PostSearch, limit: number) => {
  const closeness = sql<number>`word_similarity(${q}, ${posts.title})`;
  return db.transaction(async (tx) => {
    // What the operator below compares with, for this transaction alone.
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(CLOSE_ENOUGH)}, true)`,
    );
    return tx
      .select({ id: posts.id, title: posts.title, closeness: closeness.as("closeness") })
      .from(posts)
      .where(and(isPublished, sql`${q} <% ${posts.title}`, isFiled(tx, posts.id, filing)))
      .orderBy(desc(closeness), desc(posts.id))
      .limit(limit);
  });
};
