import { Posts } from "@quoin/db";
import type { Ctx } from "../context.ts";
import { listName, pageRequest, toPageOutput } from "../cursor.ts";
import { AppError } from "../errors.ts";
import { remember } from "../remember.ts";
import { readersFilingOf } from "./filing.ts";
import type { FeedPosts, ListPosts } from "./input.ts";
import type { FeedEntries, PostPage, PublishedPost } from "./output.ts";

const readable = ["posts", "comments", "categories", "users"] as const;

/** The model's row with the one thing its type cannot know: a published post has its day. */
export const toCard = <Row extends { publishedAt: Date | null; updatedAt: Date }>(row: Row) => ({
  ...row,
  publishedAt: row.publishedAt ?? row.updatedAt,
});

/** Published posts; an unknown category, tag or author is `not_found`, so that its page can say so. */
export function listPosts(ctx: Ctx, input: ListPosts): Promise<PostPage> {
  const { category, tag, author, sort, limit, cursor } = input;
  const name = listName("posts", [sort, category, tag, author]);
  const page = pageRequest(name, input);
  return remember(ctx, `${name}:${limit}:${cursor ?? ""}`, readable, async () => {
    const found = await Posts.publishedIn(ctx.db, await readersFilingOf(ctx, input), page, sort);
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
        ? Posts.publishedIn(ctx.db, { category: category.id }, page)
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
