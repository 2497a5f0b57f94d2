import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { instant, lifecycle, oneOf, primaryId, readable, tsvector } from "../columns.ts";
import { users } from "./users.ts";

export const postStatuses = ["draft", "scheduled", "published", "archived"] as const;
export type PostStatus = (typeof postStatuses)[number];

/** One heading of a post, for its table of contents. */
export interface TocEntry {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

export const posts = pgTable(
  "posts",
  {
    id: primaryId(),
    /** The owner, first in the byline; `post_authors` names everyone. */
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    title: varchar("title", { length: 200 }).notNull(),
    slug: varchar("slug", { length: 200 }).notNull().unique("posts_slug_key"),
    excerpt: varchar("excerpt", { length: 500 }).notNull().default(""),
    /** Markdown, as written. */
    body: text("body").notNull().default(""),
    /** What `body` renders to, made once at save and safe to show. */
    html: text("html").notNull().default(""),
    /** The words of `body` alone, for search and excerpts. */
    plainText: text("plain_text").notNull().default(""),
    toc: jsonb("toc").$type<readonly TocEntry[]>().notNull().default([]),
    wordCount: integer("word_count").notNull().default(0),
    readingMinutes: integer("reading_minutes").notNull().default(0),
    status: text("status", { enum: postStatuses }).notNull().default("draft"),
    /** When readers first saw it; null until then, kept when it is archived. */
    publishedAt: instant("published_at"),
    /** When it goes out by itself; only while scheduled. */
    scheduledAt: instant("scheduled_at"),
    commentsOpen: boolean("comments_open").notNull().default(true),
    /** Raised by every edit; an editor who saves over a newer version is told so. */
    version: integer("version").notNull().default(1),
    /** Where an imported post came from, and a digest of what was imported: the second run changes nothing. */
    sourcePath: varchar("source_path", { length: 500 }).unique("posts_source_path_key"),
    sourceDigest: varchar("source_digest", { length: 64 }),
    // `left` keeps the document under the 1 MB that a tsvector may hold.
    search: tsvector("search").generatedAlwaysAs(
      sql`setweight(to_tsvector('english', "title"), 'A') || setweight(to_tsvector('english', "excerpt"), 'B') || setweight(to_tsvector('english', ${readable(sql`left("plain_text", 200000)`)}), 'C')`,
    ),
    ...lifecycle(),
  },
  (t) => [
    index("posts_status_published_at_idx").on(
      t.status,
      t.publishedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("posts_updated_at_idx").on(t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("posts_status_updated_at_idx").on(
      t.status,
      t.updatedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("posts_author_id_updated_at_idx").on(
      t.authorId,
      t.updatedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("posts_scheduled_at_idx")
      .on(t.scheduledAt)
      .where(sql`${t.scheduledAt} is not null`),
    index("posts_search_idx").using("gin", t.search),
    index("posts_title_trgm_idx").using("gin", t.title.op("gin_trgm_ops")),
    oneOf("posts_status_check", t.status, postStatuses),
    check(
      "posts_published_at_check",
      sql`${t.status} <> 'published' or ${t.publishedAt} is not null`,
    ),
    check(
      "posts_scheduled_at_check",
      sql`(${t.status} = 'scheduled') = (${t.scheduledAt} is not null)`,
    ),
  ],
);

export interface Post extends Readonly<typeof posts.$inferSelect> {}
export interface NewPost extends Readonly<typeof posts.$inferInsert> {}
