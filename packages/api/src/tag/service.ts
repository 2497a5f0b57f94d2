import { type Db, type Tag as TagRow, Tags, takeFirst } from "@quoin/db";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { AppError, requireAll } from "../errors.ts";
import { leadOn, leadOnTo } from "../redirects.ts";
import { remember } from "../remember.ts";
import { requireEachMade, requireFreeSlugs, termSlug } from "../slugs.ts";
import type { ListTags, MergeTags, NewTagInput, SuggestTags, TagEdit } from "./input.ts";
import type { DeletedTags, MergedTags, Tag, TagPage } from "./output.ts";
import { seesAllTags } from "./policy.ts";

const madeFrom = ["tags", "posts"] as const;

const cursorToken = z.tuple([
  z.literal("tags"),
  z.enum(["after", "before"]),
  z
    .string()
    .max(100)
    .refine((name) => !name.includes("\0") && name.isWellFormed()),
  z.uuid(),
]);

/**
 * The tags of published posts by name, or `all` of them for authors; with `q`, those whose name contains it.
 */
export async function listTags(ctx: Ctx, input: ListTags): Promise<TagPage> {
  const { limit, cursor, q, all } = input;
  if (all && !seesAllTags(ctx.user))
    throw new AppError("not_allowed", "Only authors see the tags of posts that are not published");
  const [, direction, name, id] = cursor ? decodeCursor(cursor, cursorToken) : [];
  const place = direction && name !== undefined && id && { [direction]: { name, id } };
  const read = async () => {
    const page = await Tags.byName(ctx.db, { limit, q, all, ...place });
    const token = (direction: "after" | "before", tag: Tag | null) =>
      tag && encodeCursor(["tags", direction, tag.name, tag.id]);
    return {
      items: page.items,
      nextCursor: token("after", page.next),
      previousCursor: token("before", page.previous),
    };
  };
  // What people type has no end, so only the list itself is worth keeping.
  return q ? read() : remember(ctx, `tags:${all}:${limit}:${cursor ?? ""}`, madeFrom, read);
}

const noSuchTag = () => new AppError("not_found", "There is no such tag");

/** One tag by its slug; for readers, one that a published post carries. */
export async function readTag(ctx: Ctx, slug: string): Promise<Tag> {
  const found = await remember(ctx, `tag:${slug}`, madeFrom, async () => {
    const [tag] = await Tags.withPostCounts(ctx.db, { slug });
    if (!tag) throw noSuchTag();
    return tag;
  });
  if (found.postCount === 0 && !seesAllTags(ctx.user)) throw noSuchTag();
  return found;
}

/** The tags that most published posts carry. */
export const popularTags = (ctx: Ctx, limit: number): Promise<Tag[]> =>
  remember(ctx, `tags:popular:${limit}`, madeFrom, () => Tags.mostUsed(ctx.db, limit));

/** Tags that an author may mean, those that begin with what was typed first. */
export const suggestTags = (ctx: UserCtx, { q, limit }: SuggestTags): Promise<Tag[]> =>
  Tags.suggest(ctx.db, q, limit);

/** Makes tags; a slug that is taken is refused with `conflict`. */
export function createTags(ctx: UserCtx, drafts: NewTagInput[]): Promise<Tag[]> {
  return ctx.db.transaction(async (tx) => {
    const rows = drafts.map(({ name, slug }) => ({ name, slug: slug ?? termSlug(name) }));
    const made = await Tags.add(tx, rows);
    requireEachMade("tag", rows, made);
    await afterChange(ctx, tx, "tag.created", made);
    return present(
      tx,
      made.map(({ id }) => id),
    );
  });
}

/** Renames tags, all or none; old addresses lead on. A slug that is taken is refused with `conflict`. */
export function updateTags(ctx: UserCtx, edits: TagEdit[]): Promise<Tag[]> {
  const ids = edits.map(({ id }) => id);
  return ctx.db.transaction(async (tx) => {
    const before = requireAll("tag", ids, await Tags.locked(tx, ids));
    const after = before.map((tag, at) => ({
      ...tag,
      name: edits[at]?.name ?? tag.name,
      slug: edits[at]?.slug ?? tag.slug,
    }));
    const slugs = after.map(({ slug }) => slug);
    requireFreeSlugs("tag", after, await Tags.select(tx, { slug: slugs }));
    await Tags.save(tx, after);
    await leadOn(
      tx,
      "tag",
      before.map(({ id, slug }, at) => ({ id, from: slug, to: after[at]?.slug ?? slug })),
    );
    await afterChange(ctx, tx, "tag.updated", after);
    return present(tx, ids);
  });
}

/** Puts the posts of some tags under another one, each once, and removes those tags; their addresses lead there. */
export function mergeTags(ctx: UserCtx, { fromIds, intoId }: MergeTags): Promise<MergedTags> {
  return ctx.db.transaction(async (tx) => {
    const ids = [...fromIds, intoId];
    const tags = requireAll("tag", ids, await Tags.locked(tx, ids));
    const into = takeFirst(tags.slice(-1));
    const removed = tags.slice(0, -1).map(({ id, name, slug }) => ({ id, name, slug }));
    const postsMoved = await Tags.movePosts(tx, fromIds, intoId);
    await leadOnTo(
      tx,
      "tag",
      removed.map(({ id, slug }) => ({ id, name: slug })),
      intoId,
    );
    await Tags.delete(tx, { id: fromIds });
    await recordAudit(ctx, tx, [
      {
        action: "tag.merged",
        entityId: into.id,
        label: into.name,
        details: { removed: removed.map(({ name }) => name), postsMoved },
      },
    ]);
    await ctx.changes.announce(tx, ["tags", "posts"]);
    return { tag: takeFirst(await present(tx, [intoId])), removed, postsMoved };
  });
}

/** Deletes tags; their posts stay and only lose them. Says how many posts that were. */
export function deleteTags(ctx: UserCtx, ids: string[]): Promise<DeletedTags> {
  return ctx.db.transaction(async (tx) => {
    const tags = requireAll("tag", ids, await Tags.locked(tx, ids));
    const totals = new Map((await Tags.postTotals(tx, ids)).map(({ id, count }) => [id, count]));
    await Tags.delete(tx, { id: ids });
    await afterChange(ctx, tx, "tag.deleted", tags);
    return tags.map(({ id, name, slug }) => ({
      id,
      name,
      slug,
      postsAffected: totals.get(id) ?? 0,
    }));
  });
}

async function afterChange(
  ctx: UserCtx,
  tx: Db,
  action: `tag.${string}`,
  tags: readonly TagRow[],
): Promise<void> {
  await recordAudit(
    ctx,
    tx,
    tags.map(({ id, name, slug }) => ({ action, entityId: id, label: name, details: { slug } })),
  );
  // Posts show their tags, and nothing else tells what is remembered of them.
  await ctx.changes.announce(tx, ["tags", "posts"]);
}

const present = async (tx: Db, ids: readonly string[]): Promise<Tag[]> =>
  requireAll("tag", ids, await Tags.withPostCounts(tx, { ids }));
