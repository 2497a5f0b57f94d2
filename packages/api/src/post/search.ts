import {
  MATCH_START,
  MATCH_STOP,
  type MatchOrder,
  Posts,
  searchPosts as searchIndex,
  similarPosts,
} from "@quoin/db";
import { z } from "zod";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor, instantToken, listName } from "../cursor.ts";
import { AppError } from "../errors.ts";
import { readersFilingOf } from "./filing.ts";
import type { SearchPosts } from "./input.ts";
import type { PostCard, SearchResult } from "./output.ts";
import { toCard } from "./reading.ts";

/** Which search, and the place in it: a rank or a day, and an id. */
const rankToken = z.tuple([z.string(), z.number().min(0).max(1), z.uuid()]);
const dayToken = z.tuple([z.string(), instantToken, z.uuid()]);

/** The order that was asked for, from where its cursor points. */
function orderOf(name: string, { sort, cursor }: SearchPosts): MatchOrder {
  if (!cursor) return { by: sort ?? "rank" };
  const [asked, place, id] = decodeCursor(cursor, sort ? dayToken : rankToken);
  if (asked !== name)
    throw new AppError("validation", "This cursor belongs to another search", {
      details: [{ field: "cursor", issue: "Belongs to another search" }],
    });
  return sort
    ? { by: sort, after: { at: new Date(place), id } }
    : { by: "rank", after: { rank: place, id } };
}

/** Full text first; when nothing matches, titles that are close to what was typed. */
export async function searchPosts(ctx: Ctx, input: SearchPosts): Promise<SearchResult> {
  const { q, category, tag, author, sort, limit } = input;
  if (q === "") return { items: [], similar: [], nextCursor: null };
  const name = listName("search", [q, sort, category, tag, author]);
  const order = orderOf(name, input);
  const search = { q, filing: await readersFilingOf(ctx, input) };
  const found = await searchIndex(ctx.db, search, limit, order);
  const similar =
    found.items.length === 0 && !order.after
      ? await similarPosts(ctx.db, search, Math.min(limit, 10))
      : [];
  const wanted = [...found.items, ...similar].map(({ id }) => id);
  const cards = new Map((await Posts.cards(ctx.db, wanted)).map((row) => [row.id, toCard(row)]));
  const cardOf = (id: string): PostCard[] => {
    const card = cards.get(id);
    return card ? [card] : [];
  };
  const { next } = found;
  return {
    items: found.items.flatMap(({ id, title, snippet }) =>
      cardOf(id).map((card) => ({
        ...card,
        titleMarked: toMarked(title),
        snippet: toMarked(snippet),
      })),
    ),
    similar: similar.flatMap(({ id }) => cardOf(id)),
    nextCursor: next && encodeCursor([name, sort ? next.at?.getTime() : next.rank, next.id]),
  };
}

/** Splits text at the marks that PostgreSQL put around matches, so that no markup has to be trusted. */
export function toMarked(text: string): { text: string; hit: boolean }[] {
  return text
    .split(MATCH_START)
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, hit: false }];
      const [hit = "", ...rest] = part.split(MATCH_STOP);
      return [
        { text: hit, hit: true },
        { text: rest.join(""), hit: false },
      ];
    })
    .filter((run) => run.text !== "");
}
