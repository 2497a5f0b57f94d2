import type { Inputs, Outputs } from "@quoin/client";

export type EditablePost = Outputs["post"]["byId"];

export interface Byline {
  readonly id: string;
  readonly name: string;
}

/** Everything about a post that one types or picks. */
export interface Draft {
  readonly title: string;
  /** Empty: made from the title at the first save. */
  readonly slug: string;
  /** Empty: made from the text at each save. */
  readonly excerpt: string;
  readonly body: string;
  readonly commentsOpen: boolean;
  readonly categoryIds: readonly string[];
  readonly tags: readonly string[];
  readonly authors: readonly Byline[];
  /** When it shall go out, as `2026-11-28T07:00` in the publication's time zone; empty: not decided. */
  readonly goesOut: string;
}

export const emptyDraft: Draft = {
  title: "",
  slug: "",
  excerpt: "",
  body: "",
  commentsOpen: true,
  categoryIds: [],
  tags: [],
  authors: [],
  goesOut: "",
};

/**
 * A post as it is edited. An excerpt that was made from the text counts as none, so that it follows the
 * text further.
 */
export function draftOf(post: EditablePost, goesOut: string, madeExcerpt?: string): Draft {
  return {
    title: post.title,
    slug: post.slug,
    excerpt: post.excerpt === madeExcerpt ? "" : post.excerpt,
    body: post.body,
    commentsOpen: post.commentsOpen,
    categoryIds: post.categories.map(({ id }) => id),
    tags: post.tags.map(({ name }) => name),
    authors: post.authors.map(({ id, name }) => ({ id, name })),
    goesOut,
  };
}

const fields = [
  "title",
  "slug",
  "excerpt",
  "body",
  "commentsOpen",
  "categoryIds",
  "tags",
  "authors",
] as const satisfies readonly (keyof Draft)[];
export type Field = (typeof fields)[number];

const same = (one: unknown, other: unknown) =>
  one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));

/** The fields in which two drafts differ; when it goes out is not among them, it is saved apart. */
export const differing = (one: Draft, other: Draft): Field[] =>
  fields.filter((field) => !same(one[field], other[field]));

export const sameText = (one: Draft, other: Draft): boolean => differing(one, other).length === 0;

/** True when there is nothing in it that anybody would miss. */
export const isBlank = ({ title, excerpt, body }: Draft): boolean =>
  `${title}${excerpt}${body}`.trim() === "";

/** What a post without a title is called until it has one. */
const untitled = "Untitled";

/** The call that makes this post. */
export function newPostOf(draft: Draft): Inputs["post"]["create"][number] {
  const { title, slug, excerpt, body, commentsOpen, categoryIds, tags } = draft;
  return {
    title: title.trim() || untitled,
    ...(slug && { slug }),
    excerpt,
    body,
    commentsOpen,
    categoryIds: [...categoryIds],
    tags: [...tags],
  };
}

/** The call that saves this post over version `version`. What did not change and costs is left out. */
export function editOf(
  id: string,
  version: number,
  draft: Draft,
  saved: Draft,
): Inputs["post"]["update"][number] {
  const { title, slug, excerpt, body, commentsOpen, categoryIds, tags, authors } = draft;
  return {
    id,
    version,
    title: title.trim() || untitled,
    ...(slug && slug !== saved.slug && { slug }),
    excerpt,
    body,
    commentsOpen,
    categoryIds: [...categoryIds],
    tags: [...tags],
    ...(authors.length > 0 &&
      !same(authors, saved.authors) && { authorIds: authors.map(({ id }) => id) }),
  };
}
