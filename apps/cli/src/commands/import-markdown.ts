import { stat } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import type { Inputs } from "@quoin/client";
import { apiError } from "@quoin/client/node";
import {
  type FollowLink,
  followLinks,
  linkIndex,
  type LinkTarget,
  PostFileError,
  readPostFile,
} from "@quoin/content";
import { CliError } from "../cli-error.ts";
import type { Client } from "../connection.ts";
import { findMarkdown, readText } from "../markdown-files.ts";
import type { Terminal } from "../terminal.ts";

type ImportedPost = Inputs["post"]["import"]["posts"][number];

export interface ImportOptions {
  readonly dryRun?: boolean;
  /** The address of who owns posts that name nobody. */
  readonly author?: string;
  /** Overrides what the files say. */
  readonly status?: "draft" | "published";
  /** Where the folder stood on the web, such as `https://example.com/blog`. */
  readonly site?: URL;
}

export interface ImportSummary {
  created: number;
  updated: number;
  unchanged: number;
  skipped: { file: string; reason: string }[];
}

/** A call carries at most this many posts, and about this many characters. */
const BATCH_POSTS = 20;
const BATCH_CHARACTERS = 1_000_000;

/**
 * Brings a folder of Markdown files in; links between them lead to the posts. Sends a few files at a time, and
 * of all remembers only their addresses. One bad file is named with its reason and never stops the rest.
 */
export async function importMarkdown(
  client: Client,
  terminal: Terminal,
  dir: string,
  options: ImportOptions,
): Promise<ImportSummary> {
  const root = resolve(dir);
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw new CliError(`${dir} is not a folder`);
  const paths = await findMarkdown(root);
  if (paths.length === 0) throw new CliError(`${dir} holds no .md or .mdx files`);

  const summary: ImportSummary = { created: 0, updated: 0, unchanged: 0, skipped: [] };
  const { site } = options;
  const follow = linkIndex(await findTargets(root, paths), { folder: basename(root), site });
  let done = 0;
  let batch: ImportedPost[] = [];
  let characters = 0;
  const report = () => terminal.progress(`Importing ${done} of ${paths.length}`);
  const flush = async () => {
    if (batch.length === 0) return;
    await send(client, batch, options, summary);
    done += batch.length;
    batch = [];
    characters = 0;
    report();
  };

  report();
  for (const path of paths) {
    const read = await readPost(root, path, options, follow);
    if ("reason" in read) {
      summary.skipped.push({ file: relative(root, path), reason: read.reason });
      done += 1;
      continue;
    }
    if (characters + read.post.body.length > BATCH_CHARACTERS) await flush();
    batch.push(read.post);
    characters += read.post.body.length;
    if (batch.length >= BATCH_POSTS) await flush();
  }
  await flush();
  terminal.endProgress();
  summary.skipped.sort((one, other) => one.file.localeCompare(other.file));
  return summary;
}

const placeOf = (root: string, path: string) => relative(root, path).replaceAll("\\", "/");

/** Where links to these files lead. What cannot be read says why when its turn comes. */
async function findTargets(root: string, paths: readonly string[]): Promise<LinkTarget[]> {
  const targets: LinkTarget[] = [];
  for (const path of paths) {
    const file = await readText(path);
    if ("reason" in file) continue;
    const place = placeOf(root, path);
    try {
      const { slug, aliases } = readPostFile(place, file.text);
      targets.push({ path: place, slug, aliases });
    } catch (error) {
      if (!(error instanceof PostFileError)) throw error;
    }
  }
  return targets;
}

/** One file as the API takes it, or why it cannot come in. */
async function readPost(
  root: string,
  path: string,
  { status, site }: ImportOptions,
  follow: FollowLink,
): Promise<{ post: ImportedPost } | { reason: string }> {
  const file = await readText(path);
  if ("reason" in file) return file;
  const place = placeOf(root, path);
  try {
    const {
      draft,
      status: said,
      scheduledAt,
      publishedAt,
      updatedAt,
      ...rest
    } = readPostFile(place, file.text);
    const { excerpt, authors, body, aliases, ...post } = rest;
    const is = status ?? said ?? (draft ? "draft" : "published");
    if (is === "scheduled" && !scheduledAt)
      return { reason: "it is scheduled, and does not say for when" };
    return {
      post: {
        ...post,
        body: post.verbatim ? body : followLinks(body, (url) => follow(place, url)),
        aliases: site ? withOldAddress(aliases, site, place) : aliases,
        // The folder's own name keeps two imports apart that hold files of the same name.
        sourcePath: `${basename(root)}/${place}`,
        excerpt: excerpt ?? "",
        status: is,
        ...(is === "scheduled" && scheduledAt && { scheduledAt }),
        authors: authors.map((name) => ({ name })),
        ...(publishedAt && { publishedAt }),
        ...(updatedAt && { updatedAt }),
      },
    };
  } catch (error) {
    if (error instanceof PostFileError) return { reason: error.reason };
    throw error;
  }
}

/** Beside the addresses that the file names the one that it had by its place. */
function withOldAddress(aliases: string[], { pathname }: URL, place: string): string[] {
  const path = place.replace(/(?:(?:^|\/)_?index)?\.mdx?$/i, "");
  const address = `${pathname.replace(/\/+$/, "")}/${path}`;
  return path === "" || aliases.includes(address) ? aliases : [...aliases, address];
}

/** Sends a batch. When the API refuses it for its content, each post goes alone, so that only the bad one stays out. */
async function send(
  client: Client,
  posts: ImportedPost[],
  options: ImportOptions,
  summary: ImportSummary,
): Promise<void> {
  try {
    const outcome = await client.post.import.mutate({
      posts,
      dryRun: options.dryRun ?? false,
      ...(options.author && { defaultAuthor: options.author }),
    });
    summary.created += outcome.created.length;
    summary.updated += outcome.updated.length;
    summary.unchanged += outcome.unchanged.length;
    summary.skipped.push(
      ...outcome.skipped.map(({ file, reason }) => ({ file: withoutRoot(file), reason })),
    );
  } catch (error) {
    const refused = apiError(error);
    const isContent = refused?.code === "validation" || refused?.code === "too_large";
    const [only] = posts;
    if (!refused || !isContent || !only) throw error;
    // What is wrong with the call itself would be wrong with every part of it.
    if (refused.details.some(({ field }) => field === "defaultAuthor")) throw error;
    if (posts.length === 1) {
      summary.skipped.push({ file: withoutRoot(only.sourcePath), reason: refused.message });
      return;
    }
    for (const post of posts) await send(client, [post], options, summary);
  }
}

const withoutRoot = (sourcePath: string) => sourcePath.slice(sourcePath.indexOf("/") + 1);
