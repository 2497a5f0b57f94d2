import { createHash } from "node:crypto";
import { handleOf, type RenderedMarkdown } from "@quoin/content";
import {
  Categories,
  type Db,
  lockUntilCommit,
  newId,
  type NewPost,
  Posts,
  Redirects,
  type User,
  Users,
} from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import { termSlug } from "../slugs.ts";
import type { ImportedPost, ImportPosts } from "./input.ts";
import type { ImportOutcome } from "./output.ts";
import { ensureTags } from "./service.ts";

type Author = Pick<User, "id" | "name" | "handle" | "email">;

/**
 * Brings posts in from elsewhere. Repeatable: a post is known by its source path, and one whose source
 * has not changed is left alone, also when it has been edited here since. One that cannot come in is
 * named with its reason and never stops the others.
 */
export async function importPosts(ctx: UserCtx, input: ImportPosts): Promise<ImportOutcome> {
  // Before the transaction: a batch takes seconds to render, and nobody shall wait for them holding locks.
  const before = await compare(ctx.db, input.posts);
  const rendered = input.dryRun
    ? new Map<string, RenderedMarkdown>()
    : await renderAll(ctx, before);
  return ctx.db.transaction(async (tx) => {
    // Two imports at once take turns, and the second finds what the first has done.
    await lockUntilCommit(tx, "post.import");
    const { fresh, stale, unchanged, skipped } = await compare(tx, input.posts);
    const outcome = {
      created: fresh.map(({ sourcePath }) => sourcePath),
      updated: stale.map(({ post }) => post.sourcePath),
      unchanged,
      skipped,
    };
    const changed = [...fresh, ...stale.map(({ post }) => post)];
    if (input.dryRun || changed.length === 0) return outcome;

    const owner = await defaultOwner(ctx, tx, input.defaultAuthor);
    const authors = await ensureAuthors(tx, changed);
    const bylineOf = (post: ImportedPost): string[] => {
      const named = post.authors.flatMap((author) => authors.get(authorKey(author)) ?? []);
      return named.length > 0 ? [...new Set(named)] : [owner];
    };

    const rows = new Map<string, string>();
    const made = await Promise.all(fresh.map((post) => toRow(ctx, post, bylineOf(post), rendered)));
    for (const row of await Posts.insert(tx, made))
      if (row.sourcePath) rows.set(row.sourcePath, row.id);
    for (const { post, id, slug } of stale) {
      if (slug !== post.slug) await Redirects.point(tx, [{ path: `/posts/${slug}`, postId: id }]);
      const { id: _made, ...patch } = await toRow(ctx, post, bylineOf(post), rendered);
      await Posts.update(tx, { id }, patch);
      rows.set(post.sourcePath, id);
    }

    await place(tx, changed, rows, bylineOf);
    await recordAudit(ctx, tx, [
      {
        action: "post.imported",
        label: `${fresh.length} new, ${stale.length} changed`,
        details: { created: fresh.length, updated: stale.length },
      },
    ]);
    await ctx.changes.announce(tx, ["posts", "categories", "tags", "users"]);
    return outcome;
  });
}

/** Sorts posts by what has to be done with each. */
async function compare(tx: Db, posts: readonly ImportedPost[]) {
  const known = new Map(
    (
      await Posts.select(
        tx,
        { sourcePath: posts.map(({ sourcePath }) => sourcePath) },
        { columns: ["id", "slug", "sourcePath", "sourceDigest"] },
      )
    ).map((row) => [row.sourcePath, row]),
  );
  const slugs = new Map(
    (
      await Posts.slugsTaken(
        tx,
        posts.map(({ slug }) => slug),
      )
    ).map(({ slug, id }) => [slug, id]),
  );
  const fresh: ImportedPost[] = [];
  const stale: { post: ImportedPost; id: string; slug: string }[] = [];
  const unchanged: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (const post of posts) {
    const before = known.get(post.sourcePath);
    const holder = slugs.get(post.slug);
    if (holder !== undefined && holder !== before?.id)
      skipped.push({
        file: post.sourcePath,
        reason: `Another post already has the address “${post.slug}”`,
      });
    else if (!before) fresh.push(post);
    else if (before.sourceDigest === digestOf(post)) unchanged.push(post.sourcePath);
    else stale.push({ post, id: before.id, slug: before.slug });
    slugs.set(post.slug, holder ?? before?.id ?? post.sourcePath);
  }
  return { fresh, stale, unchanged, skipped };
}

/** What the texts of new and changed posts become, by source path. */
async function renderAll(
  ctx: UserCtx,
  { fresh, stale }: Awaited<ReturnType<typeof compare>>,
): Promise<Map<string, RenderedMarkdown>> {
  const changed = [...fresh, ...stale.map(({ post }) => post)];
  return new Map(
    await Promise.all(
      changed.map(
        async ({ sourcePath, body }) =>
          [sourcePath, await ctx.renderer.render(body, ctx.user.id)] as const,
      ),
    ),
  );
}

const digestOf = (post: ImportedPost) =>
  createHash("sha256").update(JSON.stringify(post)).digest("hex");

async function toRow(
  ctx: UserCtx,
  post: ImportedPost,
  byline: readonly string[],
  rendered: ReadonlyMap<string, RenderedMarkdown>,
): Promise<NewPost & { id: string }> {
  // Rendered anew only for a post that another import changed in between.
  const made = rendered.get(post.sourcePath) ?? (await ctx.renderer.render(post.body, ctx.user.id));
  const publishedAt = post.publishedAt ?? ctx.now();
  return {
    id: newId(),
    authorId: byline[0] ?? ctx.user.id,
    title: post.title,
    slug: post.slug,
    excerpt: post.excerpt === "" && !post.verbatim ? made.excerpt : post.excerpt,
    body: post.body,
    html: made.html,
    plainText: made.text,
    toc: made.toc,
    wordCount: made.wordCount,
    readingMinutes: made.readingMinutes,
    status: post.status,
    publishedAt: firstSeen(post, publishedAt),
    scheduledAt: post.status === "scheduled" ? (post.scheduledAt ?? null) : null,
    ...(post.commentsOpen !== undefined && { commentsOpen: post.commentsOpen }),
    sourcePath: post.sourcePath,
    sourceDigest: digestOf(post),
    createdAt: publishedAt,
    updatedAt: post.updatedAt ?? publishedAt,
  };
}

/** A draft's date says when it was begun; a post in the archive may never have been out. */
function firstSeen(post: ImportedPost, day: Date): Date | null {
  const { status, publishedAt, firstPublishedAt = null } = post;
  if (status === "published") return firstPublishedAt ?? day;
  return status === "archived" ? (publishedAt ?? null) : firstPublishedAt;
}

async function defaultOwner(ctx: UserCtx, tx: Db, email: string | undefined): Promise<string> {
  if (!email) return ctx.user.id;
  const [user] = await Users.select(tx, { email }, { columns: ["id"] });
  if (!user)
    throw new AppError("validation", "There is no account with the address of the default author", {
      details: [{ field: "defaultAuthor", issue: "Has no account" }],
    });
  return user.id;
}

const authorKey = ({ name, email }: { name: string; email?: string | undefined }) =>
  email ?? `name:${handleOf(name) || name}`;

/**
 * The people in these bylines. Whoever has no account becomes a profile: it has posts and a page, and
 * cannot sign in. A name alone only ever means a profile, so that nobody inherits posts by taking a name.
 */
async function ensureAuthors(tx: Db, posts: readonly ImportedPost[]): Promise<Map<string, string>> {
  const named = new Map(
    posts.flatMap(({ authors }) => authors).map((author) => [authorKey(author), author]),
  );
  const emails = [...named.values()].flatMap(({ email }) => email ?? []);
  const handles = [...named.values()].map(({ name }) => handleOf(name) || "author");
  const columns = ["id", "name", "handle", "email", "isProfile"] as const;
  const byEmail = new Map(
    (await Users.select(tx, { email: emails }, { columns })).map((user) => [user.email, user]),
  );
  const taken = await Users.select(tx, { handle: handles }, { columns });
  const profiles = new Map(
    taken.filter(({ isProfile }) => isProfile).map((user) => [user.handle, user]),
  );
  const inUse = new Set(taken.map(({ handle }) => handle));

  const found = new Map<string, string>();
  const missing: { key: string; name: string; handle: string }[] = [];
  for (const [key, { name, email }] of named) {
    const handle = handleOf(name) || "author";
    const known: Author | undefined = email ? byEmail.get(email) : profiles.get(handle);
    if (known) found.set(key, known.id);
    else
      missing.push({
        key,
        name,
        handle: inUse.has(handle) ? `${handle}-${newId().slice(-6)}` : handle,
      });
    inUse.add(handle);
  }
  const made = await Users.insert(
    tx,
    missing.map(({ name, handle, key }) => ({
      name,
      handle,
      // `.invalid` can never receive mail; a real address is kept, so that its owner can claim the profile.
      email: key.startsWith("name:") ? `${handle}@profile.invalid` : key,
      isProfile: true,
      role: "reader" as const,
    })),
  );
  for (const [at, user] of made.entries()) {
    const key = missing[at]?.key;
    if (key) found.set(key, user.id);
  }
  return found;
}

async function place(
  tx: Db,
  posts: readonly ImportedPost[],
  rows: ReadonlyMap<string, string>,
  bylineOf: (post: ImportedPost) => string[],
): Promise<void> {
  const tags = await ensureTags(
    tx,
    posts.flatMap((post) => post.tags),
  );
  const categories = await ensureCategories(
    tx,
    posts.flatMap(({ categories: names, verbatim }) =>
      verbatim ? names : names.map((name) => name.charAt(0).toUpperCase() + name.slice(1)),
    ),
  );
  await Posts.place(
    tx,
    posts.flatMap((post) => {
      const postId = rows.get(post.sourcePath);
      if (!postId) return [];
      return {
        postId,
        authorIds: bylineOf(post),
        categoryIds: [
          ...new Set(post.categories.flatMap((name) => categories.get(termSlug(name)) ?? [])),
        ],
        tagIds: [...new Set(post.tags.flatMap((name) => tags.get(termSlug(name)) ?? []))],
      };
    }),
  );
  await Redirects.point(
    tx,
    posts.flatMap((post) => {
      const postId = rows.get(post.sourcePath);
      return postId ? post.aliases.map((path) => ({ path, postId })) : [];
    }),
  );
}

/** The ids of categories by slug; those that are new are made, after the ones there are. */
async function ensureCategories(tx: Db, names: readonly string[]): Promise<Map<string, string>> {
  const bySlug = new Map(names.map((name) => [termSlug(name), name]));
  const rows = await Categories.ensure(
    tx,
    [...bySlug].map(([slug, name]) => ({ slug, name })),
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
