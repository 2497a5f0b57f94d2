import { stringify } from "yaml";
import { splitAuthors } from "./authors.ts";
import type { PostFile } from "./post-file.ts";
import { withoutTitle } from "./post-title.ts";

/** What a post's file says of it; everything that `readPostFile` reads. */
export type WrittenPost = Omit<PostFile, "draft" | "status"> & {
  readonly status: NonNullable<PostFile["status"]>;
};

/**
 * A post as a Markdown file with YAML front matter, which `readPostFile` reads as the same post. The same
 * post is always the same text, so files of two exports can be compared.
 */
export function writePostFile(post: WrittenPost): string {
  const { title, slug, publishedAt, updatedAt, scheduledAt, excerpt, aliases, commentsOpen } = post;
  const fields = {
    title,
    slug,
    status: post.status,
    ...(publishedAt && { date: publishedAt.toISOString() }),
    ...(updatedAt && { updated: updatedAt.toISOString() }),
    ...(scheduledAt && { scheduled: scheduledAt.toISOString() }),
    ...(excerpt && { description: excerpt }),
    ...(post.authors.length > 0 && { authors: post.authors.map(entry(splitAuthors)) }),
    ...(post.categories.length > 0 && { categories: post.categories.map(entry(byComma)) }),
    ...(post.tags.length > 0 && { tags: post.tags.map(entry(byComma)) }),
    ...(aliases.length > 0 && { aliases }),
    ...(commentsOpen === false && { comments: false }),
  };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${bodyOf(title, post.body)}\n`;
}

const byComma = (text: string) => text.split(",");

/** A name that would be read as several, or as another, is written so that it cannot be. */
const entry = (parts: (text: string) => string[]) => (name: string) => {
  const [first, ...others] = parts(name);
  return first === name && others.length === 0 ? name : { name };
};

/** Reading drops a first heading that repeats the title; one that is part of the text is written twice. */
function bodyOf(title: string, body: string): string {
  const text = body.replace(/\r\n?/g, "\n").trimEnd();
  const isRepeated = withoutTitle(text, title) !== withoutTitle(text, "");
  return isRepeated ? `# ${title}\n\n${text}` : text;
}
