import { stringify } from "yaml";
import { splitAuthors } from "./authors.ts";
import { type PostFile, PostFileError, readPostFile } from "./post-file.ts";

/** What a post's file says of it; everything that `readPostFile` reads. */
export type WrittenPost = Omit<PostFile, "draft" | "status"> & {
  readonly status: NonNullable<PostFile["status"]>;
};

/**
 * A post as a Markdown file with YAML front matter, which `readPostFile` reads as the same post, but for line
 * ends: those of a file are line feeds. A post of which a plain file would lose something, such as a blank
 * line before the text, says `verbatim: true`. The same post is always the same text, so files of two
 * exports can be compared.
 */
export function writePostFile(post: WrittenPost): string {
  const written = { ...post, body: post.body.replace(/\r\n?/g, "\n") };
  const plain = fileOf(written);
  return written.verbatim || isKept(written, plain)
    ? plain
    : fileOf({ ...written, verbatim: true });
}

function fileOf(post: WrittenPost): string {
  const { title, slug, publishedAt, updatedAt, scheduledAt, firstPublishedAt, excerpt } = post;
  const { aliases, commentsOpen, verbatim } = post;
  const fields = {
    title,
    slug,
    status: post.status,
    ...(publishedAt && { date: publishedAt.toISOString() }),
    ...(updatedAt && { updated: updatedAt.toISOString() }),
    ...(scheduledAt && { scheduled: scheduledAt.toISOString() }),
    ...(firstPublishedAt && { first_published: firstPublishedAt.toISOString() }),
    ...(excerpt && { description: excerpt }),
    ...(post.authors.length > 0 && { authors: post.authors.map(entry(splitAuthors)) }),
    ...(post.categories.length > 0 && { categories: post.categories.map(entry(byComma)) }),
    ...(post.tags.length > 0 && { tags: post.tags.map(entry(byComma)) }),
    ...(aliases.length > 0 && { aliases }),
    ...(commentsOpen === false && { comments: false }),
    ...(verbatim && { verbatim }),
  };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${post.body}\n`;
}

/** Whether all that people wrote into a post comes back from its file. */
function isKept(post: WrittenPost, file: string): boolean {
  try {
    return wordsOf(readPostFile("post.md", file)) === wordsOf(post);
  } catch (error) {
    if (error instanceof PostFileError) return false;
    throw error;
  }
}

type Words = Pick<PostFile, "title" | "excerpt" | "authors" | "categories" | "tags" | "body">;
const wordsOf = ({ title, excerpt, authors, categories, tags, body }: Words) =>
  JSON.stringify([title, excerpt, authors, categories, tags, body]);

const byComma = (text: string) => text.split(",");

/** A name that would be read as several, or as another, is written so that it cannot be. */
const entry = (parts: (text: string) => string[]) => (name: string) => {
  const [first, ...others] = parts(name);
  return first === name && others.length === 0 ? name : { name };
};
