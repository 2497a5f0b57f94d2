import { renderComment } from "@quoin/content";
import { type Comment, Comments, type Db, lockUntilCommit, newId, Posts } from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import { AppError, requireAll } from "../errors.ts";
import { remember } from "../remember.ts";
import { currentSettings } from "../settings/service.ts";
import type { ListComments, ListReplies, NewCommentInput } from "./input.ts";
import type {
  CommentThread,
  CommentThreads,
  ReplyPage,
  ShownComment,
  WithdrawnComments,
} from "./output.ts";
import { canRead, canWithdraw, isHeardAtOnce } from "./policy.ts";
import { inReadingOrder, toShown } from "./thread.ts";

const madeFrom = ["comments", "posts", "users", "settings"] as const;

/** Replies that come with their thread; `listReplies` has the rest of a longer one. */
const REPLIES_SHOWN = 100;

/** As many of one's own comments on one post may wait; far more than the limit lets through. */
const MAX_PENDING = 100;

/** Within this time the same words under the same post are the same comment, sent twice. */
const SAME_WORDS_MS = 5 * 60_000;

/** The conversation under a published post: its threads, oldest first, each with its replies. */
export async function listComments(ctx: Ctx, input: ListComments): Promise<CommentThreads> {
  const { postId, slug, limit, cursor } = input;
  const key = `comments:${postId ?? slug ?? ""}`;
  return remember(ctx, `${key}:${limit}:${cursor ?? ""}`, madeFrom, async () => {
    const post = await publishedPost(ctx.db, postId === undefined ? { slug } : { id: postId });
    // By the post and not by how it was named: a cursor then serves both names.
    const list = `comments:${post.id}`;
    // First: what comes in while the rest is read is told twice rather than never.
    const place = await Comments.lastShown(ctx.db, post.id);
    const page = await Comments.threads(ctx.db, post.id, pageRequest(list, input));
    const replies = await Comments.replies(
      ctx.db,
      page.items.map(({ id }) => id),
      REPLIES_SHOWN + 1,
    );
    const byRoot = Map.groupBy(replies, ({ rootId }) => rootId);
    const toThread = (root: (typeof page.items)[number]): CommentThread => {
      const all = byRoot.get(root.id) ?? [];
      return {
        ...toShown(root),
        replies: inReadingOrder(root, all.slice(0, REPLIES_SHOWN)),
        hasMoreReplies: all.length > REPLIES_SHOWN,
      };
    };
    const { commentsOpen } = await currentSettings(ctx.db);
    return {
      ...toPageOutput(list, { ...page, items: page.items.map(toThread) }),
      place,
      total: await Comments.countShown(ctx.db, post.id),
      isOpen: commentsOpen && post.commentsOpen,
    };
  });
}

/** All replies of one thread, oldest first. */
export async function listReplies(ctx: Ctx, input: ListReplies): Promise<ReplyPage> {
  const [root] = await Comments.select(
    ctx.db,
    { id: input.rootId, status: "approved", parentId: null },
    { columns: ["id", "postId"] },
  );
  if (!root) throw new AppError("not_found", "There is no such thread");
  await publishedPost(ctx.db, { id: root.postId });
  const list = `replies:${root.id}`;
  const page = await Comments.repliesPage(ctx.db, root.id, pageRequest(list, input));
  return toPageOutput(list, { ...page, items: page.items.map(toShown) });
}

/** One comment, for whoever may read it; to everybody else it is not there. */
export async function readComment(ctx: Ctx, id: string): Promise<ShownComment> {
  const [row] = await Comments.one(ctx.db, id);
  if (!row || !canRead(ctx.user, row)) throw new AppError("not_found", "There is no such comment");
  // As in the list: what answers something that was taken away answers the top of its thread.
  return toShown(row.isParentShown ? row : { ...row, parentId: row.rootId, depth: 1 });
}

/** What the caller has said on a post and nobody else can see yet. */
export async function ownPendingComments(ctx: UserCtx, postId: string): Promise<ShownComment[]> {
  const rows = await Comments.pendingBy(ctx.db, ctx.user.id, postId, MAX_PENDING);
  return rows.map(toShown);
}

/**
 * Takes a comment, which waits for a moderator unless its writer needs none. Sent twice it is taken once:
 * the second call returns the first one's comment.
 */
export function createComment(ctx: UserCtx, input: NewCommentInput): Promise<ShownComment> {
  const { html } = renderComment(input.body);
  return ctx.db.transaction(async (tx) => {
    // One person's comments take turns, or two at once would not see each other.
    await lockUntilCommit(tx, `comment:${ctx.user.id}`);
    const post = await openPost(ctx, tx, input.postId);
    const parent = input.parentId ? await shownParent(tx, post.id, input.parentId) : null;
    const author = { name: ctx.user.name, handle: ctx.user.handle, role: ctx.user.role };

    const since = new Date(ctx.now().getTime() - SAME_WORDS_MS);
    const said = { authorId: ctx.user.id, postId: post.id, body: input.body };
    const [earlier] = await Comments.repeated(tx, { ...said, parentId: parent?.id ?? null, since });
    if (earlier) return toShown({ ...earlier, author });

    const status = isHeardAtOnce(ctx.user, post) ? "approved" : "pending";
    const row = {
      ...said,
      id: newId(),
      parentId: parent?.id ?? null,
      rootId: parent ? (parent.rootId ?? parent.id) : null,
      depth: parent ? parent.depth + 1 : 0,
      html,
      status,
      createdAt: ctx.now(),
    } as const;
    await Comments.insert(tx, [row]);
    await ctx.jobs.commentSubmitted.to({ commentId: row.id }).enqueue(tx);
    await recordAudit(ctx, tx, [
      { action: "comment.created", entityId: row.id, label: post.title, details: { status } },
    ]);
    if (status === "approved") await ctx.changes.announce(tx, ["comments"]);
    return toShown({ ...row, author });
  });
}

/** Takes back comments of the caller's own that no moderator has decided on. They are gone for good. */
export function withdrawComments(ctx: UserCtx, ids: string[]): Promise<WithdrawnComments> {
  return ctx.db.transaction(async (tx) => {
    const comments = requireAll("comment", ids, await Comments.locked(tx, ids));
    if (!comments.every((comment) => canWithdraw(ctx.user, comment)))
      throw new AppError("not_allowed", "Only its writer can take a comment back");
    const decided = comments.filter(({ status }) => status !== "pending");
    if (decided.length > 0)
      throw new AppError("conflict", "A moderator has decided on this comment already", {
        details: decided.map(({ id, status }) => ({ field: "ids", issue: `${id} is ${status}` })),
      });
    // It was shown once and hidden again; taking it away now would take others' answers with it.
    const answered = await Comments.answered(tx, ids);
    if (answered.length > 0)
      throw new AppError(
        "conflict",
        "This comment has been answered; ask a moderator to remove it",
        {
          details: answered.map(({ id }) => ({ field: "ids", issue: `${id} has answers` })),
        },
      );
    await Comments.delete(tx, { id: ids });
    await recordAudit(
      ctx,
      tx,
      comments.map(({ id, post }) => ({
        action: "comment.withdrawn",
        entityId: id,
        label: post.title,
      })),
    );
    return comments.map(({ id }) => ({ id }));
  });
}

/** Throws `not_found` for a post that readers cannot see. */
export async function publishedPost(db: Db, which: { id: string } | { slug: string | undefined }) {
  const columns = ["id", "commentsOpen"] as const;
  const [post] = await Posts.select(db, { ...which, status: "published" }, { columns });
  if (!post) throw new AppError("not_found", "There is no such post");
  return post;
}

async function openPost(ctx: UserCtx, tx: Db, postId: string) {
  const [post] = await Comments.target(tx, postId, ctx.user.id);
  if (!post || post.status !== "published")
    throw new AppError("not_found", "There is no such post", {
      details: [{ field: "postId", issue: "Does not exist" }],
    });
  const { commentsOpen } = await currentSettings(tx);
  if (!commentsOpen || !post.commentsOpen)
    throw new AppError("conflict", "Comments are closed here");
  return post;
}

/** The comment that is answered: one that readers can see, under the same post. */
async function shownParent(tx: Db, postId: string, parentId: string): Promise<Comment> {
  const [parent] = await Comments.select(tx, { id: parentId, postId, status: "approved" });
  if (!parent)
    throw new AppError("not_found", "The comment that you answer is not there any more", {
      details: [{ field: "parentId", issue: "Does not exist" }],
    });
  return parent;
}
