import { type Db, type Post, Posts } from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { AppError, requireAll } from "../errors.ts";
import { canDelete, canPublish, notYours } from "./policy.ts";

/** Safe to repeat: a post already out is left alone and its followers are not told twice. */
export function publishPosts(ctx: UserCtx, ids: string[]): Promise<Post[]> {
  return ctx.db.transaction(async (tx) => {
    await requireEditable(ctx, tx, ids, "publish");
    const published = await Posts.publish(tx, ids, ctx.now());
    await afterPublishing(ctx, tx, published);
    return published;
  });
}

/** Publishes what was scheduled and is due now; for the worker. Returns how many went out. */
export function publishDuePosts(ctx: Ctx, limit = 100): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const due = await Posts.due(tx, ctx.now(), limit);
    const published = await Posts.publish(tx, idsOf(due), ctx.now());
    await afterPublishing(ctx, tx, published);
    return published.length;
  });
}

async function afterPublishing(ctx: Ctx, tx: Db, published: readonly Post[]): Promise<void> {
  if (published.length === 0) return;
  await ctx.jobs.postPublished.toEach(published.map(({ id }) => ({ postId: id }))).enqueue(tx);
  await recordAudit(
    ctx,
    tx,
    published.map(({ id, title }) => ({ action: "post.published", entityId: id, label: title })),
  );
  await ctx.changes.announce(tx, ["posts"]);
}

/** Takes posts back from readers, to go on writing. */
export const unpublishPosts = (ctx: UserCtx, ids: string[]) =>
  withdrawPosts(ctx, ids, "draft", "post.unpublished");

/** Puts posts away: readers find nothing there any more, the newsroom keeps them. */
export const archivePosts = (ctx: UserCtx, ids: string[]) =>
  withdrawPosts(ctx, ids, "archived", "post.archived");

function withdrawPosts(
  ctx: UserCtx,
  ids: string[],
  status: "draft" | "archived",
  action: "post.unpublished" | "post.archived",
): Promise<Post[]> {
  return ctx.db.transaction(async (tx) => {
    await requireEditable(ctx, tx, ids, "withdraw");
    const moved = await Posts.withdraw(tx, ids, status);
    await recordAudit(
      ctx,
      tx,
      moved.map(({ id, title }) => ({ action, entityId: id, label: title })),
    );
    if (moved.length > 0) await ctx.changes.announce(tx, ["posts"]);
    return moved;
  });
}

/** Lets posts go out by themselves at `at`; the worker looks every minute and at that moment. */
export function schedulePosts(ctx: UserCtx, ids: string[], at: Date): Promise<Post[]> {
  if (at <= ctx.now())
    throw new AppError("validation", "Choose a time that is still to come", {
      details: [{ field: "at", issue: "Is in the past" }],
    });
  return ctx.db.transaction(async (tx) => {
    await requireEditable(ctx, tx, ids, "schedule");
    const scheduled = await Posts.schedule(tx, ids, at);
    await ctx.jobs.postScheduled
      .toEach(scheduled.map(({ id }) => ({ postId: id, at })))
      .at(at)
      .enqueue(tx);
    await recordAudit(
      ctx,
      tx,
      scheduled.map(({ id, title }) => ({
        action: "post.scheduled",
        entityId: id,
        label: title,
        details: { at: at.toISOString() },
      })),
    );
    return scheduled;
  });
}

/** Deletes for good. What readers can see now is not deleted: archive it first. */
export function deletePosts(ctx: UserCtx, ids: string[]): Promise<Post[]> {
  return ctx.db.transaction(async (tx) => {
    const posts = await requireEditable(ctx, tx, ids, "delete");
    if (!posts.every((post) => canDelete(ctx.user, post))) throw notYours("delete");
    const live = posts.find(({ status }) => status === "published");
    if (live)
      throw new AppError(
        "conflict",
        `“${live.title}” is published; archive it before you delete it`,
      );
    const deleted = await Posts.delete(tx, { id: ids });
    await recordAudit(
      ctx,
      tx,
      deleted.map(({ id, title, slug }) => ({
        action: "post.deleted",
        entityId: id,
        label: title,
        details: { slug },
      })),
    );
    return deleted;
  });
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** The posts in the order asked, each one the caller's to change. */
async function requireEditable(ctx: UserCtx, tx: Db, ids: string[], verb: string): Promise<Post[]> {
  const posts = requireAll("post", ids, await Posts.select(tx, { id: ids }));
  if (!posts.every((post) => canPublish(ctx.user, post))) throw notYours(verb);
  return posts;
}
