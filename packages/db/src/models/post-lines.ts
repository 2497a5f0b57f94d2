import { eq, sql } from "drizzle-orm";
import { comments } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";

/** Everyone and everything a post's line in a list names, in the query of the list itself. */
export const named = {
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
export const commentCount = (post: { id: typeof posts.id }) =>
  sql<number>`(select count(*)::int from ${comments} as "c" where "c"."post_id" = ${post.id} and "c"."status" = 'approved')`.as(
    "comment_count",
  );

/** A post's line in a readers' list. */
export const card = {
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
export function flat<
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

/** What readers may see. */
export const isPublished = eq(posts.status, "published");
