import {
  Categories,
  type Listing,
  MATCH_START,
  MATCH_STOP,
  Posts,
  Redirects,
  searchPosts as searchIndex,
  similarPosts,
  Tags,
  Users,
} from "@quoin/db";
import { z } from "zod";
import type { Ctx } from "../context.ts";
import { decodeCursor, encodeCursor, pageRequest, toPageOutput } from "../cursor.ts";
import { AppError } from "../errors.ts";
import { remember } from "../remember.ts";
import type { FeedPosts, ListPosts, SearchPosts } from "./input.ts";
import type { FeedEntries, PostCard, PostPage, PublishedPost, SearchResult } from "./output.ts";

const readable = ["posts", "comments", "categories", "users"] as const;

/** The model's row with the one thing its type cannot know: a published post has its day. */
const toCard = <Row extends { publishedAt: Date | null; updatedAt: Date }>(row: Row) => ({
  ...row,
  publishedAt: row.publishedAt ?? row.updatedAt,
});

/** Which list a filter means, and the id it is about; null when there is no such category, tag or author. */
async function listingOf(
  ctx: Ctx,
  input: ListPosts,
): Promise<{ listing: Listing; id: string } | null> {
  const find = async (listing: Listing, rows: Promise<{ id: string }[]>) => {
    const [row] = await rows;
    return row ? { listing, id: row.id } : null;
  };
  const columns = ["id"] as const;
  if (input.category)
    return find("category", Categories.select(ctx.db, { slug: input.category }, { columns }));
  if (input.tag) return find("tag", Tags.select(ctx.db, { slug: input.tag }, { columns }));
  return find("author", Users.select(ctx.db, { handle: input.author ?? "" }, { columns }));
}

/** Published posts; an unknown category, tag or author is `not_found`, so that its page can say so. */
export function listPosts(ctx: Ctx, input: ListPosts): Promise<PostPage> {
  const filters = [input.category, input.tag, input.author].filter(Boolean);
  if (filters.length > 1)
    throw new AppError("validation", "Filter by one of category, tag and author");
  const name = `posts:${input.sort}:${input.category ?? ""}:${input.tag ?? ""}:${input.author ?? ""}`;
  const page = pageRequest(name, input);
  return remember(ctx, `${name}:${input.limit}:${input.cursor ?? ""}`, readable, async () => {
    if (filters.length === 0) {
      const found = await Posts.published(ctx.db, page, input.sort);
      return toPageOutput(name, { ...found, items: found.items.map(toCard) });
    }
    const where = await listingOf(ctx, input);
    if (!where) throw new AppError("not_found", "There is nothing under this address");
    const found = await Posts.publishedIn(ctx.db, where.listing, where.id, page, input.sort);
    return toPageOutput(name, { ...found, items: found.items.map(toCard) });
  });
}

/** The same by its id, which never changes; for machines. */
export async function readPostById(ctx: Ctx, id: string): Promise<PublishedPost> {
  const [post] = await Posts.select(ctx.db, { id }, { columns: ["slug"] });
  if (!post) throw new AppError("not_found", "There is no post with this id");
  return readPost(ctx, post.slug);
}

/** One published post with everything its page shows. */
export function readPost(ctx: Ctx, slug: string): Promise<PublishedPost> {
  return remember(ctx, `post:${slug}`, readable, async () => {
    const [post] = await Posts.inFull(ctx.db, { slug: [slug] });
    if (!post || post.status !== "published" || !post.publishedAt)
      throw new AppError("not_found", "There is no post under this address");
    const [category] = post.categories;
    const page = { limit: 4 };
    const [beside, nearby] = await Promise.all([
      Posts.neighbours(ctx.db, { at: post.publishedAt, id: post.id }),
      category
        ? Posts.publishedIn(ctx.db, "category", category.id, page)
        : Posts.published(ctx.db, page),
    ]);
    const related = nearby.items.filter(({ id }) => id !== post.id).slice(0, 3);
    return { ...toCard(post), ...beside, toc: [...post.toc], related: related.map(toCard) };
  });
}

/** The newest posts of a list with their texts, for feed readers. */
export async function readFeed(ctx: Ctx, { limit, ...filter }: FeedPosts): Promise<FeedEntries> {
  const { items } = await listPosts(ctx, { ...filter, limit, sort: "newest" });
  const slugs = items.map(({ slug }) => slug);
  const texts = new Map(
    (await Posts.inFull(ctx.db, { slug: slugs })).map((post) => [post.id, post]),
  );
  return items.flatMap((card) => {
    const post = texts.get(card.id);
    return post ? [{ ...card, html: post.html, tags: post.tags }] : [];
  });
}

/** One published post as it was written. */
export async function readSource(ctx: Ctx, slug: string) {
  const [post] = await Posts.inFull(ctx.db, { slug: [slug] });
  if (!post || post.status !== "published")
    throw new AppError("not_found", "There is no post under this address");
  const { title, excerpt, body } = post;
  const authors = post.authors.map(({ name }) => name);
  return { title, slug, excerpt, body, authors, publishedAt: toCard(post).publishedAt };
}

/** Where an address that no page answers leads now: a slug, or null. */
export async function resolvePath(ctx: Ctx, path: string): Promise<{ slug: string | null }> {
  const bare = path.length > 1 ? path.replace(/\/+$/, "") : path;
  const [found] = await Redirects.resolve(ctx.db, bare);
  return { slug: found?.status === "published" ? found.slug : null };
}

const rankToken = z.tuple([z.literal("search"), z.string(), z.number().min(0).max(1), z.uuid()]);

/** Full text first; when nothing matches, titles that are close to what was typed. */
export async function searchPosts(ctx: Ctx, input: SearchPosts): Promise<SearchResult> {
  const { q, limit } = input;
  if (q === "") return { items: [], similar: [], nextCursor: null };
  let after;
  if (input.cursor) {
    const [, asked, rank, id] = decodeCursor(input.cursor, rankToken);
    if (asked !== q)
      throw new AppError("validation", "This cursor belongs to another search", {
        details: [{ field: "cursor", issue: "Belongs to another search" }],
      });
    after = { rank, id };
  }
  const found = await searchIndex(ctx.db, q, { limit, after });
  const similar =
    found.items.length === 0 && !after ? await similarPosts(ctx.db, q, Math.min(limit, 10)) : [];
  const wanted = [...found.items, ...similar].map(({ id }) => id);
  const cards = new Map((await Posts.cards(ctx.db, wanted)).map((row) => [row.id, toCard(row)]));
  const cardOf = (id: string): PostCard[] => {
    const card = cards.get(id);
    return card ? [card] : [];
  };
  return {
    items: found.items.flatMap(({ id, title, snippet }) =>
      cardOf(id).map((card) => ({
        ...card,
        titleMarked: toMarked(title),
        snippet: toMarked(snippet),
      })),
    ),
    similar: similar.flatMap(({ id }) => cardOf(id)),
    nextCursor: found.next && encodeCursor(["search", q, found.next.rank, found.next.id]),
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
