import { AuditLogs, Comments, type CommentStatus, type Db, type QueuedRow } from "@quoin/db";
import { commentApproved } from "@quoin/mail";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import { requireAll } from "../errors.ts";
import { publication } from "../settings/service.ts";
import type { QueueComments, RestoreComments } from "./input.ts";
import type { CommentCounts, MovedComments, QueuedComment, QueuePage } from "./output.ts";

/** The comments of one status, newest first, with what a decision needs. */
export async function queueComments(ctx: UserCtx, input: QueueComments): Promise<QueuePage> {
  const list = `comment-queue:${input.status}`;
  const page = await Comments.queue(ctx.db, input.status, pageRequest(list, input));
  return toPageOutput(list, { ...page, items: page.items.map(toQueued) });
}

function toQueued(row: QueuedRow): QueuedComment {
  const { author, authorApproved, authorRefused, postApproved, postPending, ...comment } = row;
  return {
    ...comment,
    author: author && { ...author, approvedCount: authorApproved, refusedCount: authorRefused },
    post: { ...row.post, approvedCount: postApproved, pendingCount: postPending },
    parent: row.parent && { ...row.parent, authorName: row.parentAuthorName },
  };
}

/** How many comments stand in each status. */
export async function countComments(ctx: UserCtx): Promise<CommentCounts> {
  const counts = { pending: 0, approved: 0, spam: 0, deleted: 0 };
  for (const { status, count } of await Comments.countsByStatus(ctx.db)) counts[status] = count;
  return counts;
}

/** Lets comments in, and tells each writer the first time that one of theirs is. */
export const approveComments = (ctx: UserCtx, ids: string[]): Promise<MovedComments> =>
  moveComments(ctx, ids, "approved", "comment.approved");

export const markSpam = (ctx: UserCtx, ids: string[]): Promise<MovedComments> =>
  moveComments(ctx, ids, "spam", "comment.marked_spam");

/** Takes comments away from readers; moderators can still find and restore them. */
export const removeComments = (ctx: UserCtx, ids: string[]): Promise<MovedComments> =>
  moveComments(ctx, ids, "deleted", "comment.removed");

/** Puts comments back to where they were, to undo a decision. Nobody is told. */
export const restoreComments = (ctx: UserCtx, input: RestoreComments): Promise<MovedComments> =>
  moveComments(ctx, input.ids, input.status, "comment.restored");

type Decision = "comment.approved" | "comment.marked_spam" | "comment.removed" | "comment.restored";

type Locked = Awaited<ReturnType<typeof Comments.locked>>[number];

/** All or none; a comment that stands there already is left alone and not among what is returned. */
function moveComments(
  ctx: UserCtx,
  ids: string[],
  status: CommentStatus,
  action: Decision,
): Promise<MovedComments> {
  return ctx.db.transaction(async (tx) => {
    const comments = requireAll("comment", ids, await Comments.locked(tx, ids));
    const moved = comments.filter((comment) => comment.status !== status);
    if (action === "comment.approved") await tellWriters(ctx, tx, moved);
    await Comments.update(tx, { id: moved.map(({ id }) => id) }, { status });
    await recordAudit(
      ctx,
      tx,
      moved.map(({ id, post, author, status: previous }) => ({
        action,
        entityId: id,
        label: post.title,
        details: { by: author?.name ?? null, from: previous, to: status },
      })),
    );
    // What was hidden and stays hidden is no news to any reader.
    const seen = moved.some((comment) => comment.status === "approved") || status === "approved";
    if (moved.length > 0 && seen) await ctx.changes.announce(tx, ["comments"]);
    return moved.map(({ id, status: previous }) => ({ id, status, previous }));
  });
}

/** Before the audit knows of this approval: whoever was told once is not told again after an Undo. */
async function tellWriters(ctx: UserCtx, tx: Db, approved: readonly Locked[]): Promise<void> {
  const ids = approved.map(({ id }) => id);
  const earlier = await AuditLogs.everHappened(tx, "comment.approved", ids);
  const told = new Set(earlier.map(({ entityId }) => entityId));
  const site = await publication(tx, ctx.urls.web);
  const mails = approved.flatMap(({ id, author, authorId, post }) =>
    author && !author.banned && authorId !== ctx.user.id && !told.has(id)
      ? {
          to: author.email,
          ...commentApproved({
            publication: site,
            name: author.name,
            postTitle: post.title,
            url: `${ctx.urls.web}/posts/${post.slug}#comment-${id}`,
          }),
        }
      : [],
  );
  await ctx.jobs.mailRequested.toEach(mails).enqueue(tx);
}
