import { Comments, Posts, Users } from "@quoin/db";
import { commentWaiting } from "@quoin/mail";
import type { Ctx } from "../context.ts";
import { publication } from "../settings/service.ts";

/** Mails at most this many moderators about one comment. */
const MODERATORS = 20;

/** Tells whoever moderates that a comment waits: the editors and admins. For the worker. */
export async function notifyModerators(ctx: Ctx, commentId: string): Promise<void> {
  const [comment] = await Comments.select(ctx.db, { id: commentId, status: "pending" });
  if (!comment) return;
  const [[post], [author], moderators, site] = await Promise.all([
    Posts.select(ctx.db, { id: comment.postId }, { columns: ["id", "title"] }),
    Users.select(ctx.db, { id: comment.authorId ?? [] }, { columns: ["id", "name"] }),
    Users.select(
      ctx.db,
      { role: ["editor", "admin"], banned: false, isProfile: false },
      { columns: ["id", "email"], limit: MODERATORS },
    ),
    publication(ctx.db, ctx.urls.web),
  ]);
  if (!post) return;
  const mail = commentWaiting({
    publication: site,
    postTitle: post.title,
    authorName: author?.name ?? "A reader",
    excerpt: comment.body,
    url: `${ctx.urls.admin}/comments`,
  });
  await ctx.jobs.mailRequested
    .toEach(moderators.map(({ email }) => ({ to: email, ...mail })))
    // However often this runs, and however lively the thread: one mail waits for each moderator and post.
    .unique(({ to }) => `comment.submitted:${post.id}:${to}`)
    .enqueue(ctx.db);
}
