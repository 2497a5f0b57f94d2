import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createAccounts, createKeys } from "@quoin/auth";
import { handleOf, readPostFile } from "@quoin/content";
import { lockUntilCommit, Posts, Settings, takeFirst, Users } from "@quoin/db";
import { systemContext } from "./call.ts";
import type { Services, UserCtx } from "./context.ts";
import { importPosts } from "./post/import.ts";
import { seedComments } from "./seed/comments.ts";

export interface SeedOptions {
  readonly ownerEmail: string;
  /** Chosen by whoever starts; without it one is made. */
  readonly ownerPassword?: string;
  /** `sample` fills an empty publication with something to look at. */
  readonly content: "sample" | "none";
}

export interface SeedResult {
  readonly ownerEmail: string;
  /** The owner's password, when this call made the owner; null when there was one. */
  readonly ownerPassword: string | null;
  readonly sampled: boolean;
}

const samples = join(import.meta.dirname, "seed", "posts");
const day = 86_400_000;

/**
 * Makes an empty publication usable: an owner who is its admin, its settings and, if wanted, sample posts.
 * Safe to repeat: what is there is left alone, and an existing owner's password is never touched.
 */
export async function seed(services: Services, options: SeedOptions): Promise<SeedResult> {
  const { ownerEmail, content } = options;
  const password = options.ownerPassword ?? randomBytes(12).toString("base64url");
  const made = await services.db.transaction(async (tx) => {
    await lockUntilCommit(tx, "seed");
    const admins = await Users.select(tx, { role: "admin" }, { limit: 1 });
    const settings = await Settings.select(tx);
    if (settings.length === 0) {
      const sample = { title: "The Long Shelf", tagline: "Notes on things kept in use" };
      const empty = { title: "A new publication", tagline: "" };
      await Settings.insert(tx, [content === "sample" ? sample : empty]);
    }
    if (admins.length > 0) return null;
    const owner = { name: "Owner", email: ownerEmail, password, role: "admin" } as const;
    return takeFirst(await createAccounts(tx, [owner], handleOf));
  });
  const sampled = content === "sample" && made !== null && (await seedPosts(services, made.id));
  return { ownerEmail, ownerPassword: made ? password : null, sampled };
}

/** A key for the command line beside the data folder, acting as the owner. */
export async function createLocalKey(services: Services): Promise<string> {
  const [owner] = await Users.select(services.db, { role: "admin" }, { limit: 1 });
  if (!owner) throw new Error("There is no admin to make a key for");
  const name = "Command line on this machine";
  const [made] = await createKeys(services.db, [{ userId: owner.id, name, role: "admin" }]);
  return takeFirst(made ? [made.key] : []);
}

/** Fills a publication that has no posts; the newest went out today, the others on the days before. */
async function seedPosts(services: Services, ownerId: string): Promise<boolean> {
  const existing = await Posts.select(services.db, {}, { columns: ["id"], limit: 1 });
  if (existing.length > 0) return false;
  const owner = takeFirst(await Users.select(services.db, { id: ownerId }));
  const ctx: UserCtx = { ...systemContext(services, "seed-sample"), user: owner };
  const now = services.now().getTime();
  const files = (await readdir(samples)).filter((name) => name.endsWith(".md"));
  const posts = await Promise.all(
    files.map(async (name) => readPostFile(name, await readFile(join(samples, name), "utf8"))),
  );
  const order = [
    "the-library-that-lends-ladders",
    "how-to-wax-a-drawer-runner",
    "a-search-index-that-fits-in-a-drawer",
    "nine-months-with-a-paper-calendar",
    "what-the-spare-parts-bin-remembers",
    "the-case-for-boring-backups",
    "a-field-guide-to-unlabelled-keys",
    "letters-we-did-not-print",
  ];
  const age = (slug: string) => Math.max(order.indexOf(slug), 0) * 2.5 * day + 3 * 3_600_000;
  await importPosts(ctx, {
    dryRun: false,
    posts: posts.map(({ draft: _draft, excerpt, authors, slug, title, body, ...post }) => ({
      sourcePath: `sample/${slug}.md`,
      slug,
      title,
      body,
      excerpt: excerpt ?? "",
      categories: post.categories,
      tags: post.tags,
      aliases: post.aliases,
      status: "published" as const,
      publishedAt: new Date(now - age(slug)),
      authors: authors.map((name) => ({ name })),
    })),
  });
  await seedComments(ctx);
  return true;
}
