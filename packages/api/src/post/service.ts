import { excerptOf } from "@quoin/content";
import { slugify } from "@quoin/content/slug";
import {
  Categories,
  type Db,
  newId,
  type NewPost,
  type Post,
  Posts,
  Redirects,
  Tags,
  Users,
} from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { AppError, requireAll } from "../errors.ts";
import { termSlug } from "../slugs.ts";
import type { NewPostInput, PostEdit } from "./input.ts";
import type { EditablePost } from "./output.ts";
import { canChangeByline, canEdit, notYours } from "./policy.ts";

/** One post with its source, for whoever may edit it. */
export async function editPost(ctx: UserCtx, id: string): Promise<EditablePost> {
  const [post] = requireAll("post", [id], await present(ctx.db, [id]));
  if (!post || !canEdit(ctx.user, post)) throw notYours("open");
  return post;
}

/** What a text will look like; the same renderer as at save. */
export async function previewPost(ctx: UserCtx, body: string) {
  const { html, excerpt, wordCount, readingMinutes } = await ctx.renderer.render(body, ctx.user.id);
  return { html, excerpt, wordCount, readingMinutes };
}

/** Makes drafts of the caller's own. A slug that was not asked for is made from the title and is free. */
export async function createPosts(ctx: UserCtx, drafts: NewPostInput[]): Promise<EditablePost[]> {
  const rendered = await Promise.all(drafts.map((draft) => render(ctx, draft.body)));
  return ctx.db.transaction(async (tx) => {
    await requirePlaces(tx, drafts);
    const slugs = await chooseSlugs(tx, drafts);
    const posts = await Posts.insert(
      tx,
      drafts.map(({ title, body, excerpt, commentsOpen }, at) => ({
        ...rendered[at],
        ...(excerpt !== "" && { excerpt }),
        id: newId(),
        authorId: ctx.user.id,
        title,
        body,
        commentsOpen,
        slug: slugs[at] ?? newId(),
      })),
    );
    await placePosts(
      tx,
      posts.map(({ id }, at) => ({
        ...drafts[at],
        postId: id,
        authorIds: [ctx.user.id],
      })),
    );
    await recordAudit(
      ctx,
      tx,
      posts.map(({ id, title }) => ({ action: "post.created", entityId: id, label: title })),
    );
    return inOrder(posts, await present(tx, idsOf(posts)));
  });
}

/**
 * Saves edits, all or none. An edit of a version that is no longer the newest is refused with
 * `conflict`; the caller still has the text and can show both sides.
 */
export async function updatePosts(ctx: UserCtx, edits: PostEdit[]): Promise<EditablePost[]> {
  const ids = edits.map(({ id }) => id);
  // Before the transaction: a long text takes seconds, and nobody shall wait for them holding locks.
  const rendered = await Promise.all(
    edits.map(async ({ body }) => (body === undefined ? null : render(ctx, body))),
  );
  return ctx.db.transaction(async (tx) => {
    const posts = requireAll("post", ids, await Posts.select(tx, { id: ids }));
    for (const [at, edit] of edits.entries()) {
      const post = posts[at];
      if (!post || !canEdit(ctx.user, post)) throw notYours("change");
      if (edit.authorIds && !canChangeByline(ctx.user))
        throw new AppError("not_allowed", "Only an editor can change who is in a byline");
    }
    await requirePlaces(tx, edits);
    for (const [at, edit] of edits.entries()) {
      const post = posts[at];
      if (post) await reviseOne(tx, post, edit, rendered[at] ?? null);
    }
    await placePosts(
      tx,
      edits.map(({ id, ...edit }) => ({ ...edit, postId: id })),
    );
    // A draft saves itself every other second; what counts is what readers get to see.
    const seen = posts.filter(({ status }) => status === "published" || status === "archived");
    await recordAudit(
      ctx,
      tx,
      seen.map(({ id, title, version }) => ({
        action: "post.updated",
        entityId: id,
        label: title,
        details: { version: version + 1 },
      })),
    );
    if (posts.some(({ status }) => status === "published"))
      await ctx.changes.announce(tx, ["posts", "tags"]);
    return inOrder(posts, await present(tx, ids));
  });
}

async function reviseOne(
  tx: Db,
  post: Post,
  edit: PostEdit,
  rendered: Awaited<ReturnType<typeof render>> | null,
): Promise<void> {
  const { title, slug, body, commentsOpen, authorIds } = edit;
  // One that was left empty is made from the text.
  const excerpt =
    edit.excerpt === "" ? excerptOf(rendered?.plainText ?? post.plainText) : edit.excerpt;
  const patch: Partial<NewPost> = {
    ...rendered,
    excerpt: excerpt ?? post.excerpt,
    ...(title !== undefined && { title }),
    ...(slug !== undefined && { slug }),
    ...(body !== undefined && { body }),
    ...(commentsOpen !== undefined && { commentsOpen }),
    ...(authorIds?.[0] !== undefined && { authorId: authorIds[0] }),
  };
  if (slug !== undefined && slug !== post.slug) {
    await requireFreeSlug(tx, slug, post.id);
    // Links never die: an address that readers had leads on to the new one.
    if (post.publishedAt)
      await Redirects.point(tx, [{ path: `/posts/${post.slug}`, postId: post.id }]);
  }
  const [saved] = await Posts.revise(tx, post.id, edit.version, patch);
  if (!saved)
    throw new AppError(
      "conflict",
      `“${post.title}” was saved by someone else in the meantime. Your text is still here; compare both before you save.`,
      { details: [{ field: "version", issue: `The newest version is ${post.version}` }] },
    );
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** What is stored of a body beside it, made once at save. */
async function render(ctx: UserCtx, body: string) {
  const { html, text, toc, wordCount, readingMinutes, excerpt } = await ctx.renderer.render(
    body,
    ctx.user.id,
  );
  return { html, plainText: text, toc, wordCount, readingMinutes, excerpt };
}

async function requireFreeSlug(tx: Db, slug: string, except?: string): Promise<void> {
  const [taken] = await Posts.slugsTaken(tx, [slug]);
  if (taken && taken.id !== except)
    throw new AppError("conflict", `Another post already has the address “${slug}”`, {
      details: [{ field: "slug", issue: "Is taken" }],
    });
}

/** A free slug for each draft: the one asked for, or one like its title. */
async function chooseSlugs(
  tx: Db,
  drafts: readonly { title: string; slug?: string | undefined }[],
): Promise<string[]> {
  const asked = drafts.flatMap(({ slug }) => slug ?? []);
  const [taken] = await Posts.slugsTaken(tx, asked);
  const twice = asked.find((slug, at) => asked.indexOf(slug) !== at);
  if (taken ?? twice) await requireFreeSlug(tx, taken?.slug ?? "");
  if (twice)
    throw new AppError("conflict", `Two of these posts ask for the address “${twice}”`, {
      details: [{ field: "slug", issue: "Is asked for twice" }],
    });

  // Numbers up to the count of drafts, then chance, settle every collision in one look-up.
  const chance = newId().slice(-6);
  const candidates = drafts.map(({ title, slug }) => {
    const base = slugify(title) || "post";
    return slug ? [slug] : [base, `${base}-2`, `${base}-3`, `${base}-${chance}`];
  });
  const used = new Set((await Posts.slugsTaken(tx, candidates.flat())).map(({ slug }) => slug));
  for (const slug of asked) used.delete(slug);
  return candidates.map((options) => {
    const free = options.find((slug) => !used.has(slug)) ?? newId();
    used.add(free);
    return free;
  });
}

interface Place {
  authorIds?: string[] | undefined;
  categoryIds?: string[] | undefined;
  tags?: string[] | undefined;
}

/** Refuses, before anything is written, people and categories that do not exist. */
async function requirePlaces(tx: Db, places: readonly Place[]): Promise<void> {
  const people = [...new Set(places.flatMap(({ authorIds = [] }) => authorIds))];
  requireAll("author", people, await Users.select(tx, { id: people }, { columns: ["id"] }));
  const sections = [...new Set(places.flatMap(({ categoryIds = [] }) => categoryIds))];
  requireAll(
    "category",
    sections,
    await Categories.select(tx, { id: sections }, { columns: ["id"] }),
  );
}

/** Stores byline, sections and tags; tags are named and made when new. */
async function placePosts(tx: Db, places: readonly (Place & { postId: string })[]): Promise<void> {
  const tagIds = await ensureTags(
    tx,
    places.flatMap(({ tags = [] }) => tags),
  );
  await Posts.place(
    tx,
    places.map(({ postId, authorIds, categoryIds, tags }) => ({
      postId,
      authorIds: authorIds && [...new Set(authorIds)],
      categoryIds: categoryIds && [...new Set(categoryIds)],
      tagIds: tags && [...new Set(tags.flatMap((name) => tagIds.get(termSlug(name)) ?? []))],
    })),
  );
}

/** The ids of tags by slug; those that are new are made. */
export async function ensureTags(tx: Db, names: readonly string[]): Promise<Map<string, string>> {
  const bySlug = new Map(names.map((name) => [termSlug(name), name]));
  const rows = await Tags.ensure(
    tx,
    [...bySlug].map(([slug, name]) => ({ name, slug })),
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** Posts as the newsroom edits them. */
const present = (db: Db, ids: readonly string[]) => Posts.inFull(db, { id: ids });

const inOrder = (posts: readonly { id: string }[], rows: EditablePost[]): EditablePost[] =>
  requireAll("post", idsOf(posts), rows);
