import { z } from "zod";
import { pageOf } from "../fields.ts";
import { postStatus } from "./input.ts";

const person = z.object({ id: z.string(), name: z.string(), handle: z.string() });
const term = z.object({ id: z.string(), name: z.string(), slug: z.string() });

/** A post's line in a readers' list. */
export const postCard = z.object({
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  excerpt: z.string(),
  publishedAt: z.date(),
  updatedAt: z.date(),
  readingMinutes: z.number(),
  commentCount: z.number(),
  authors: z.array(person),
  categories: z.array(term),
});
export type PostCard = z.infer<typeof postCard>;
export const postPage = pageOf(postCard);
export type PostPage = z.infer<typeof postPage>;

const link = z.object({ title: z.string(), slug: z.string() });

/** A post as it is read. */
export const publishedPost = postCard.extend({
  html: z.string(),
  toc: z.array(z.object({ id: z.string(), text: z.string(), level: z.number() })),
  wordCount: z.number(),
  commentsOpen: z.boolean(),
  authors: z.array(person.extend({ bio: z.string() })),
  tags: z.array(term),
  older: link.nullable(),
  newer: link.nullable(),
  related: z.array(postCard),
});
export type PublishedPost = z.infer<typeof publishedPost>;

/** Posts as feeds carry them: whole, newest first. */
export const feedEntries = z.array(postCard.extend({ html: z.string(), tags: z.array(term) }));
export type FeedEntries = z.infer<typeof feedEntries>;

/** A post in Markdown, for readers who prefer it and for machines. */
export const postSource = z.object({
  title: z.string(),
  slug: z.string(),
  excerpt: z.string(),
  publishedAt: z.date(),
  authors: z.array(z.string()),
  body: z.string(),
});

/** Text in which some runs answer the search. */
const marked = z.array(z.object({ text: z.string(), hit: z.boolean() }));

export const searchResult = z.object({
  items: z.array(
    postCard.extend({
      titleMarked: marked,
      snippet: marked,
    }),
  ),
  /** Titles close to what was typed, when nothing matched it. */
  similar: z.array(postCard),
  nextCursor: z.string().nullable(),
});
export type SearchResult = z.infer<typeof searchResult>;

/** A post's line in the newsroom. */
export const managedPost = z.object({
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  status: postStatus,
  publishedAt: z.date().nullable(),
  scheduledAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  wordCount: z.number(),
  version: z.number(),
  commentCount: z.number(),
  authors: z.array(person),
  categories: z.array(term),
});
export type ManagedPost = z.infer<typeof managedPost>;
export const managedPage = pageOf(managedPost);

/** A post as it is edited. */
export const editablePost = managedPost.extend({
  excerpt: z.string(),
  body: z.string(),
  html: z.string(),
  readingMinutes: z.number(),
  commentsOpen: z.boolean(),
  tags: z.array(term),
});
export type EditablePost = z.infer<typeof editablePost>;
export const editablePosts = z.array(editablePost);

/** What a change of status left behind: only the posts that the call itself moved. */
export const movedPosts = z.array(
  z.object({
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    status: postStatus,
    version: z.number(),
    publishedAt: z.date().nullable(),
    scheduledAt: z.date().nullable(),
  }),
);
export type MovedPosts = z.infer<typeof movedPosts>;

/** A post as it leaves in an export: all that was written, nothing that can be made from it. */
export const exportedPost = z.object({
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  status: postStatus,
  excerpt: z.string(),
  body: z.string(),
  commentsOpen: z.boolean(),
  publishedAt: z.date().nullable(),
  scheduledAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  /** The owner first. Addresses stay here: an export may be published as it is. */
  authors: z.array(person.pick({ name: true, handle: true })),
  categories: z.array(term.pick({ name: true, slug: true })),
  tags: z.array(term.pick({ name: true, slug: true })),
  /** Addresses it used to have, from the root. */
  aliases: z.array(z.string()),
});
export type ExportedPost = z.infer<typeof exportedPost>;

export const statusCounts = z.record(postStatus, z.number());
export const preview = z.object({
  html: z.string(),
  excerpt: z.string(),
  wordCount: z.number(),
  readingMinutes: z.number(),
});
export const resolvedPath = z.object({
  /** The post's, when the address leads to a post. */
  slug: z.string().nullable(),
  /** The address of today, whatever stands there. */
  path: z.string().nullable(),
});

export const importOutcome = z.object({
  created: z.array(z.string()),
  updated: z.array(z.string()),
  unchanged: z.array(z.string()),
  skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
