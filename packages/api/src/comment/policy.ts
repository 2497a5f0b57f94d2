import { hasRole, type SessionUser } from "@quoin/auth";
import type { CommentStatus } from "@quoin/db";

/** Whoever writes the post, and editors anywhere, are heard at once; everybody else waits for a moderator. */
export const isHeardAtOnce = (user: SessionUser, post: { readonly isOwn: boolean }) =>
  hasRole(user.role, "editor") || (hasRole(user.role, "author") && post.isOwn);

/**
 * Everybody reads what was let in, where they can read the post and the top of the thread; its writer reads it
 * there from the beginning, and moderators read all of them.
 */
export const canRead = (
  user: SessionUser | null,
  comment: {
    readonly authorId: string | null;
    readonly status: CommentStatus;
    readonly isInSight: boolean;
  },
) => {
  if (user && hasRole(user.role, "editor")) return true;
  if (!comment.isInSight || comment.status === "deleted") return false;
  return comment.status === "approved" || (user !== null && comment.authorId === user.id);
};

/** A comment is its writer's until a moderator has let it in. */
export const canWithdraw = (user: SessionUser, comment: { authorId: string | null }) =>
  comment.authorId === user.id;
