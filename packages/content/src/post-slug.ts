import { shortHash } from "./short-hash.ts";
import { slugify, slugMaxLength } from "./slug.ts";

const datedName = /^(\d{4}-\d{2}-\d{2})[-_ ](?=.)/;

/** The parts of a file's path, with `/` between folders and without its extension. */
export interface FileName {
  readonly folders: readonly string[];
  readonly name: string;
  /** The date before the name, as Jekyll writes it. */
  readonly date: string | null;
}

/** Takes `blog/2015-02-06-hello/index.md` apart; an index file is named after its folder. */
export function fileNameOf(path: string): FileName {
  const parts = path
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  const file = (parts.pop() ?? "").replace(/\.(?:md|mdx)$/i, "");
  const name = isIndexName(file) ? (parts.pop() ?? file) : file;
  return { folders: parts, name, date: datedName.exec(name)?.[1] ?? null };
}

/** True for the names that sites give to the page of a whole folder. */
export function isIndexName(name: string): boolean {
  return /^_?index$/i.test(name);
}

/** The slug of a post from what is known of it, most wanted first. Never empty. */
export function slugOf(given: string | undefined, file: FileName, title: string): string {
  // Of a path such as /blog/2015/hello/ the last part is the post.
  const last = given
    ?.split(/[?#]/)[0]
    ?.split("/")
    .findLast((part) => part.trim() !== "");
  return (
    slugify(last?.replace(/\.(?:html?|mdx?|php)$/i, "") ?? "") ||
    slugify(isIndexName(file.name) ? "" : file.name.replace(datedName, "")) ||
    slugify(title) ||
    `post-${shortHash([...file.folders, file.name].join("/"))}`
  );
}

/**
 * Other slugs for a post whose own is taken: with its date, with its folder, with all its folders, and
 * one that no other file can have. The same file always gets the same ones.
 */
export function otherSlugs(slug: string, path: string): string[] {
  const file = fileNameOf(path);
  const folder = file.folders.at(-1) ?? "";
  return [
    ...(file.date === null ? [] : [slugify(`${file.date} ${slug}`)]),
    slugify(`${folder} ${slug}`),
    slugify([...file.folders, slug].join(" ")),
    `${slugify(slug, slugMaxLength - 9)}-${shortHash(path)}`,
  ];
}
