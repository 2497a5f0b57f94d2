import { aliasPath } from "./alias-path.ts";
import { isCleanText } from "./clean-text.ts";
import { parseDate } from "./dates.ts";
import { type FrontMatter, FrontMatterError, parseFrontMatter } from "./front-matter.ts";
import { mdxToMarkdown } from "./mdx.ts";
import { excerptOf } from "./plain-text.ts";
import { postFields, type PostFields, verbatimFields } from "./post-fields.ts";
import { fileNameOf, isIndexName, otherSlugs, slugOf } from "./post-slug.ts";
import { slugify, slugPattern } from "./slug.ts";
import { firstHeading, withoutTitle } from "./post-title.ts";

/** A post as a Markdown file holds it. */
export interface PostFile {
  /** At most 200 characters. */
  readonly title: string;
  readonly slug: string;
  readonly publishedAt?: Date;
  readonly updatedAt?: Date;
  /** Names; the first owns the post. */
  readonly authors: string[];
  readonly categories: string[];
  readonly tags: string[];
  readonly draft: boolean;
  /** Says more than `draft`, where the file says it. */
  readonly status?: "draft" | "scheduled" | "published" | "archived";
  /** When a scheduled post goes out. */
  readonly scheduledAt?: Date;
  /** When one first went out that is a draft again, or scheduled again. */
  readonly firstPublishedAt?: Date;
  /** Whether it takes comments, where the file says it. */
  readonly commentsOpen?: boolean;
  /** At most 500 characters. */
  readonly excerpt?: string;
  /** Addresses that the post once had, from the root: `/2015/hello`. */
  readonly aliases: string[];
  /** Markdown, without the heading that repeats the title. */
  readonly body: string;
  /** It is to be taken as it is: nothing was left out of the text, and nothing is to be made up for it. */
  readonly verbatim?: true;
}

/** Why a file cannot be a post. */
export class PostFileError extends Error {
  override readonly name = "PostFileError";
  readonly file: string;
  /** A sentence for the person who runs the import. */
  readonly reason: string;
  /** The line of the file, from 1, when the reason is in one place. */
  readonly line: number | null;

  constructor(file: string, reason: string, line: number | null = null, options?: ErrorOptions) {
    super(`${file}: ${reason}`, options);
    this.file = file;
    this.reason = reason;
    this.line = line;
  }
}

/**
 * Reads a `.md` or `.mdx` file as a post. `path` is relative to the folder that is imported; it names the
 * post when the front matter does not. Throws `PostFileError` with a reason, and nothing else.
 */
export function readPostFile(path: string, source: string): PostFile {
  return read(path, source).post;
}

function read(path: string, source: string): { post: PostFile; isNamed: boolean } {
  if (!/\.mdx?$/i.test(path)) throw new PostFileError(path, "it is neither a .md nor a .mdx file");
  if (!isCleanText(source)) {
    throw new PostFileError(
      path,
      "it contains NUL bytes or broken characters, so it may not be text",
    );
  }
  const { data, body } = frontMatterOf(path, source);
  const markdown = /x$/i.test(path) ? mdxToMarkdown(body) : body;
  const fields = fieldsOf(path, data);
  const file = fileNameOf(path);

  if (isIndexName(baseName(path)) && markdown.trim() === "") {
    throw new PostFileError(path, "it is an index page without a text of its own");
  }
  const title = fields.title || firstHeading(markdown);
  if (!title) {
    throw new PostFileError(path, "it has no title, neither in its front matter nor as a heading");
  }

  // Jekyll's permalinks may be patterns: `/:categories/:title/`.
  const permalink = fields.permalink?.includes(":") ? undefined : fields.permalink;
  const address = fields.slug || fields.path || permalink || undefined;
  const slug = isExactSlug(fields.slug) ? fields.slug : slugOf(address, file, title);
  const publishedAt =
    fields.date ?? (file.date === null ? undefined : (parseDate(file.date) ?? undefined));
  const updatedAt = fields.updated ?? fields.lastmod ?? fields.last_modified_at;
  const excerpt = fields.description || fields.excerpt || fields.summary;
  const { verbatim } = fields;
  const post: PostFile = {
    title,
    slug,
    ...(publishedAt && { publishedAt }),
    ...(updatedAt && { updatedAt }),
    authors: distinct([...fields.author, ...fields.authors]),
    categories: distinct([
      ...fields.category,
      ...fields.categories,
      ...(fields.taxonomies?.categories ?? []),
    ]),
    tags: distinct([...fields.tags, ...(fields.taxonomies?.tags ?? [])]),
    draft: fields.draft ?? fields.published === false,
    ...(fields.status && { status: fields.status }),
    ...(fields.scheduled && { scheduledAt: fields.scheduled }),
    ...(fields.first_published && { firstPublishedAt: fields.first_published }),
    ...(typeof fields.comments === "boolean" && { commentsOpen: fields.comments }),
    ...(excerpt && { excerpt: verbatim ? excerpt : excerptOf(excerpt, 500) }),
    aliases: aliasesOf([fields.path, permalink, ...fields.aliases], slug),
    // A file has a blank line before its text, and its last line has an end.
    body: verbatim ? body.replace(/^\n/, "").replace(/\n$/, "") : withoutTitle(markdown, title),
    ...(verbatim && { verbatim }),
  };
  return { post, isNamed: address !== undefined };
}

/** One that needs no making, though it may be longer than those we make. */
const isExactSlug = (slug: string | null | undefined): slug is string =>
  typeof slug === "string" && slug.length <= 200 && slugPattern.test(slug);

function frontMatterOf(path: string, source: string) {
  try {
    return parseFrontMatter(source);
  } catch (error) {
    if (!(error instanceof FrontMatterError)) throw error;
    throw new PostFileError(path, error.message, error.line, { cause: error });
  }
}

function fieldsOf(path: string, data: FrontMatter["data"]): PostFields {
  const parsed = (data["verbatim"] === true ? verbatimFields : postFields).safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue?.path.join(".") || "front matter"} ${issue?.message ?? "cannot be read"}`;
  throw new PostFileError(path, reason, null, { cause: parsed.error });
}

function baseName(path: string): string {
  return path.replace(/^.*[\\/]/, "").replace(/\.mdx?$/i, "");
}

/** Each name once, as it was written first. */
function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const isNew = !seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return isNew;
  });
}

/** The addresses that a post used to have, each once, without the one that it has. */
function aliasesOf(written: readonly (string | null | undefined)[], slug: string): string[] {
  const paths = written.flatMap((alias) => (alias ? (aliasPath(alias) ?? []) : []));
  return distinct(paths).filter((path) => path !== `/posts/${slug}`);
}

/** A file on its way in. */
export interface SourceFile {
  /** Relative to the folder that is imported. */
  readonly path: string;
  readonly text: string;
}

export interface ReadPosts {
  /** In the order of their paths, no two with one slug. */
  readonly posts: (PostFile & { readonly path: string })[];
  readonly skipped: { readonly file: string; readonly reason: string }[];
}

/**
 * Reads many files, each for itself: one that cannot be read never stops the rest. When several want one
 * slug, a post that names its slug comes first, then the one whose path sorts first; the others get
 * their folder's name before it. The same files always get the same slugs.
 */
export function readPostFiles(files: Iterable<SourceFile>): ReadPosts {
  const skipped: { file: string; reason: string }[] = [];
  const accepted: { path: string; post: PostFile; isNamed: boolean }[] = [];
  for (const { path, text } of files) {
    try {
      accepted.push({ path, ...read(path, text) });
    } catch (error) {
      if (!(error instanceof PostFileError)) throw error;
      skipped.push({ file: path, reason: error.reason });
    }
  }
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  accepted.sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || byPath(a, b));
  const taken = new Set<string>();
  const posts = accepted.map(({ path, post }) => {
    const slug = unusedSlug(post.slug, path, taken);
    taken.add(slug);
    return { ...post, path, slug };
  });
  return { posts: posts.toSorted(byPath), skipped };
}

function unusedSlug(slug: string, path: string, taken: ReadonlySet<string>): string {
  const unused = [slug, ...otherSlugs(slug, path)].find((other) => !taken.has(other));
  if (unused !== undefined) return unused;
  let number = 2;
  while (taken.has(`${slugify(slug, 70)}-${number}`)) number += 1;
  return `${slugify(slug, 70)}-${number}`;
}
