import type { NewPost } from "@quoin/db"; // type-only: this file ships to the browser
import { addressOf, aliasPath } from "@quoin/content/slug";
import { z } from "zod";
import {
  email,
  id,
  ids,
  instant,
  line,
  optionalLine,
  pageInput,
  prose,
  searchText,
  slug,
} from "../fields.ts";

/** How a title becomes an address, for forms that show it before the server decides. */
export { slugify } from "@quoin/content/slug";

/** As much as one post may hold, in characters; a long novel fits. */
export const MAX_BODY = 1_000_000;

export const postStatus = z.enum(["draft", "scheduled", "published", "archived"]);

/** What a list is narrowed to: a category and a tag by slug, an author by handle, or all of them at once. */
const filedUnder = { category: slug.optional(), tag: slug.optional(), author: slug.optional() };

const byAge = z.enum(["newest", "oldest"]);

/** A readers' list. */
export const listPosts = pageInput.extend({
  ...filedUnder,
  sort: byAge.default("newest").describe("By the day they went out; newest first when absent."),
});
export type ListPosts = z.output<typeof listPosts>;

/** What a feed carries: the newest posts, whole. */
export const feedPosts = listPosts
  .pick({ category: true, tag: true, author: true })
  .extend({ limit: z.int().min(1).max(50).default(20) });
export type FeedPosts = z.output<typeof feedPosts>;

export const postBySlug = z.object({ slug });
export const postById = z.object({ id });
export const resolvePath = z.object({ path: optionalLine(500) });

export const searchPosts = pageInput.extend({
  ...filedUnder,
  q: searchText,
  sort: byAge.optional().describe("By the day they went out; best match first when absent."),
});
export type SearchPosts = z.output<typeof searchPosts>;

/** The newsroom's list. */
export const managePosts = pageInput.extend({
  ...filedUnder,
  status: postStatus.optional(),
  /** By its slug, as in the readers' list, or by its id. */
  category: id.or(slug).optional(),
  q: searchText.optional().describe("A part of the title."),
  sort: byAge.default("newest").describe("By the last change; newest first when absent."),
  /** Only my own; authors see nothing else in any case. */
  mine: z.boolean().default(false),
});
export type ManagePosts = z.output<typeof managePosts>;

const placement = {
  categoryIds: z.array(id).max(20, "At most 20 categories").optional(),
  /** By name; a tag that does not exist yet is made. */
  tags: z.array(line(100)).max(30, "At most 30 tags").optional(),
};

const newPost = z.object({
  title: line(200),
  slug: slug.optional(),
  excerpt: optionalLine(500).default(""),
  body: prose(MAX_BODY).default(""),
  commentsOpen: z.boolean().default(true),
  ...placement,
}) satisfies z.ZodType<Pick<NewPost, "title" | "excerpt" | "body" | "commentsOpen">>;
export type NewPostInput = z.output<typeof newPost>;
export const newPosts = z.array(newPost).min(1).max(20);

const postEdit = z.object({
  id,
  /** The version that was edited; saving over a newer one is refused with `conflict`. */
  version: z.int().min(1).max(2_147_483_646),
  title: line(200).optional(),
  slug: slug.optional(),
  excerpt: optionalLine(500).optional(),
  body: prose(MAX_BODY).optional(),
  commentsOpen: z.boolean().optional(),
  /** Everyone in the byline, the owner first; for editors. */
  authorIds: z.array(id).min(1).max(20).optional(),
  ...placement,
});
export type PostEdit = z.output<typeof postEdit>;
export const postEdits = z.array(postEdit).min(1).max(20);

export const postIds = z.object({ ids });
export const schedulePosts = z.object({ ids, at: instant });
export const previewPost = z.object({ body: prose(MAX_BODY) });

/** An old address as readers' browsers ask for it; one that none can ask for would lead nobody on. */
const alias = line(500)
  .refine(
    (written) => aliasPath(written) !== null,
    "Write a path from the root, such as /2015/hello",
  )
  .overwrite((written) => {
    const path = aliasPath(written);
    return path === null ? written : addressOf(path);
  });

/** A person as a front matter names one: by name, and by address when it gives one. */
const importedAuthor = z.object({ name: line(120), email: email.optional() });

const importedPost = z
  .object({
    /** Where it came from; the same path later is the same post. */
    sourcePath: line(500),
    title: line(200),
    slug,
    excerpt: optionalLine(500).default(""),
    body: prose(MAX_BODY),
    publishedAt: instant.optional(),
    updatedAt: instant.optional(),
    /** When one first went out that is a draft again, or scheduled again. */
    firstPublishedAt: instant.optional(),
    status: postStatus,
    /** When a scheduled post goes out. */
    scheduledAt: instant.optional(),
    commentsOpen: z.boolean().optional(),
    authors: z.array(importedAuthor).max(20).default([]),
    categories: z.array(line(100)).max(20).default([]),
    tags: z.array(line(100)).max(30).default([]),
    /** Addresses it used to have, from the root. */
    aliases: z.array(alias).max(50).default([]),
    /** Takes it as it is: an empty excerpt stays empty, and a new category has no capital made for it. */
    verbatim: z.boolean().optional(),
  })
  .refine(({ status, scheduledAt }) => status !== "scheduled" || scheduledAt !== undefined, {
    path: ["scheduledAt"],
    error: "Say when it goes out",
  });
export type ImportedPost = z.output<typeof importedPost>;
export const importPosts = z.object({
  posts: z.array(importedPost).min(1).max(50),
  /** Who owns a post that names nobody; the caller when absent. */
  defaultAuthor: email.optional(),
  /** Only says what would happen. */
  dryRun: z.boolean().default(false),
});
export type ImportPosts = z.output<typeof importPosts>;
