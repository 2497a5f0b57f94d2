import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { followLinks, type WrittenPost, writePostFile } from "@quoin/content";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import type { Publication } from "../connection.ts";
import { linesOf } from "../lines.ts";
import { countMarkdown } from "../markdown-files.ts";
import type { Terminal } from "../terminal.ts";

export interface ExportSummary {
  created: number;
  updated: number;
  unchanged: number;
  /** Markdown files in the folder that are of no post, or of none any more; they are left alone. */
  others: number;
}

const instant = z.coerce.date();
const name = z.object({ name: z.string() }).transform((named) => named.name);

/** A line of the export. What else it holds is not needed here. */
const exported = z.object({
  title: z.string(),
  // It becomes the name of a file, so it is believed only when it is one.
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  status: z.enum(["draft", "scheduled", "published", "archived"]),
  excerpt: z.string(),
  body: z.string(),
  commentsOpen: z.boolean(),
  publishedAt: instant.nullable(),
  scheduledAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  authors: z.array(name),
  categories: z.array(name),
  tags: z.array(name),
  aliases: z.array(z.string()),
});

/**
 * Writes every post into `dir` as a Markdown file named by its slug. Holds one post at a time, leaves a file
 * that would not change alone, and never leaves half of one. Throws when the export ends before its end.
 */
export async function exportMarkdown(
  publication: Publication,
  terminal: Terminal,
  dir: string,
): Promise<ExportSummary> {
  const root = resolve(dir);
  const lines = whole(linesOf(await ask(publication)));
  await mkdir(root, { recursive: true }).catch((error: unknown) => {
    throw new CliError(`${dir} cannot be a folder (${String(error)})`);
  });
  const summary: ExportSummary = { created: 0, updated: 0, unchanged: 0, others: 0 };
  const before = await countMarkdown(root);
  let exported = 0;
  for await (const line of lines) {
    const post = read(line);
    summary[write(join(root, fileOf(post.slug)), writePostFile(toFile(post)))] += 1;
    exported += 1;
    terminal.progress(`Exporting ${exported}`);
  }
  terminal.endProgress();
  // Each post comes once and has a file of its own, so nobody has to remember the names of them all.
  summary.others = Math.max(0, before - summary.updated - summary.unchanged);
  return summary;
}

async function ask({ url, apiKey }: Publication): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(`${url}/api/v1/posts/export`, {
    headers: { "x-api-key": apiKey, "user-agent": "quoin-cli" },
  }).catch(() => {
    throw new CliError(`${url} does not answer. Is it running? Start it with \`npm start\`.`);
  });
  if (response.ok && response.body) return response.body;
  const refusal = z.object({ error: z.object({ message: z.string() }) });
  const said = refusal.safeParse(await response.json().catch(() => null)).data;
  throw new CliError(said?.error.message ?? `${url} answered ${response.status}`);
}

/** Says in words that the other end has gone, or the network, before all had come. */
async function* whole(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  try {
    yield* lines;
  } catch (error) {
    throw new CliError(
      `The export broke off (${error instanceof Error ? error.message : String(error)}). Run it again: what is there is whole.`,
    );
  }
}

function read(line: string): z.output<typeof exported> {
  try {
    return exported.parse(JSON.parse(line));
  } catch {
    throw new CliError(`The publication sent what is no post: ${line.slice(0, 80)}`);
  }
}

/** A page called index is taken for the page of its folder. */
const fileOf = (slug: string) => `${slug === "index" ? "index_" : slug}.md`;

function toFile(post: z.output<typeof exported>): WrittenPost {
  const { publishedAt, scheduledAt, createdAt, excerpt, ...rest } = post;
  const isOut = post.status === "published" || post.status === "archived";
  // What is not out has no day but the one on which it was begun, and perhaps one on which it was out before.
  const date = isOut ? publishedAt : createdAt;
  return {
    ...rest,
    // Sections, tags and addresses stand in no order, and the file shall be the same next time.
    authors: [...new Set(post.authors)],
    categories: post.categories.toSorted(),
    tags: post.tags.toSorted(),
    aliases: post.aliases.toSorted(),
    ...(date && { publishedAt: date }),
    ...(!isOut && publishedAt && { firstPublishedAt: publishedAt }),
    ...(scheduledAt && { scheduledAt }),
    ...(excerpt && { excerpt }),
    ...(isChangedByImport(post) && { verbatim: true }),
  };
}

/** Whether an import would change it: make up an excerpt, or the capital of a section's name, or follow a link. */
function isChangedByImport({ excerpt, body, categories }: z.output<typeof exported>): boolean {
  if (excerpt === "" && body.trim() !== "") return true;
  if (categories.some((section) => section.charAt(0) !== section.charAt(0).toUpperCase()))
    return true;
  let isFollowed = false;
  followLinks(body, (url) => {
    isFollowed ||= !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\/posts\/)/i.test(url);
    return null;
  });
  return isFollowed;
}

/**
 * Waits for the disk on the spot. There is nothing else to do meanwhile, and a file written so needs neither
 * buffers nor the arenas of other threads, which are kept: a hundred megabytes of them after as many posts.
 */
function write(path: string, text: string): "created" | "updated" | "unchanged" {
  const before = readIfThere(path);
  if (before === text) return "unchanged";
  const draft = `${path}.part`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return before === null ? "created" : "updated";
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
