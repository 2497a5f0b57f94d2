import { hasRole, type SessionUser } from "@quoin/auth";

/** Whoever writes the post, and editors anywhere, are heard at once; everybody else waits for a moderator. */
export const isHeardAtOnce = (user: SessionUser, post: { readonly isOwn: boolean }) =>
  hasRole(user.role, "editor") || (hasRole(user.role, "author") && post.isOwn);

/** A comment is its writer's until a moderator has let it in. */
export const canWithdraw = (user: SessionUser, comment: { authorId: string | null }) =>
  comment.authorId === user.id;
