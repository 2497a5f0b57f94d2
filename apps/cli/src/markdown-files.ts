import type { Dirent } from "node:fs";
import { open, opendir, readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** The largest Markdown file that is read, in bytes; a post holds a million characters. */
export const MAX_FILE = 5_000_000;

const isMarkdown = (name: string) => /\.mdx?$/i.test(name);

/** The Markdown files below a folder, by path, without following links out of it. */
export async function findMarkdown(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => isOurs(dir, entry))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** How many `findMarkdown` would find, in the memory of a few. */
export async function countMarkdown(dir: string): Promise<number> {
  let count = 0;
  for await (const entry of await opendir(dir, { recursive: true }))
    if (isOurs(dir, entry)) count += 1;
  return count;
}

/** A Markdown file, and neither it nor a folder on the way to it is hidden. */
const isOurs = (dir: string, entry: Dirent): boolean =>
  entry.isFile() &&
  isMarkdown(entry.name) &&
  !relative(dir, join(entry.parentPath, entry.name))
    .split(/[\\/]/)
    .some((part) => part.startsWith("."));

export type FileText = { readonly text: string } | { readonly reason: string };

/** A file's text, or the reason why it cannot be one. Never reads more than it may. */
export async function readText(path: string): Promise<FileText> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return { reason: "Cannot be opened" };
  try {
    const { size } = await file.stat();
    if (size > MAX_FILE)
      return {
        reason: `Larger than ${MAX_FILE / 1_000_000} MB (${(size / 1_000_000).toFixed(1)} MB)`,
      };
    const bytes = await file.readFile();
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    return {
      reason:
        error instanceof TypeError ? "Is not UTF-8 text" : `Cannot be read (${String(error)})`,
    };
  } finally {
    await file.close();
  }
}
