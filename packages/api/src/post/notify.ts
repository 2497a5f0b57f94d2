import { AuditLogs, PostAuthors, Posts, Users } from "@quoin/db";
import { postPublished } from "@quoin/mail";
import type { Ctx } from "../context.ts";
import { publication } from "../settings/service.ts";

/** Tells a post's authors that it is out, except whoever pressed the button. For the worker. */
export async function notifyAuthors(ctx: Ctx, postId: string): Promise<void> {
  const [post] = await Posts.select(ctx.db, { id: postId, status: "published" });
  if (!post) return;
  const [byline, [published]] = await Promise.all([
    PostAuthors.select(ctx.db, { postId }, { columns: ["userId"] }),
    AuditLogs.latest(ctx.db, "post.published", postId),
  ]);
  const people = await Users.select(
    ctx.db,
    { id: byline.map(({ userId }) => userId), isProfile: false, banned: false },
    { columns: ["id", "name", "email"] },
  );
  const site = await publication(ctx.db, ctx.urls.web);
  const url = `${ctx.urls.web}/posts/${post.slug}`;
  const mails = people
    .filter(({ id }) => id !== published?.actorId)
    .map(({ name, email }) => ({
      to: email,
      ...postPublished({ publication: site, name, postTitle: post.title, url }),
    }));
  // The job's own key: run again after a crash, it queues the same mails and not more.
  await ctx.jobs.mailRequested
    .toEach(mails)
    .unique(({ to }) => `post.published:${postId}:${to}`)
    .enqueue(ctx.db);
}
