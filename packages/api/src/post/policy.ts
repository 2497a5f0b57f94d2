import { hasRole, type SessionUser } from "@quoin/auth";
import { AppError } from "../errors.ts";

interface Owned {
  readonly authorId: string;
}

const isEditor = (user: SessionUser) => hasRole(user.role, "editor");
const isOwner = (user: SessionUser, post: Owned) =>
  hasRole(user.role, "author") && post.authorId === user.id;

/** Authors see and change their own posts; editors everyone's. */
export const canEdit = (user: SessionUser, post: Owned) => isEditor(user) || isOwner(user, post);
export const canPublish = canEdit;
export const canDelete = canEdit;

/** Who is in a byline is for editors to say. */
export const canChangeByline = (user: SessionUser) => isEditor(user);
export const canSeeAll = (user: SessionUser) => isEditor(user);

/** What somebody is told who tries to do this to a post of someone else. */
export const notYours = (verb: string) =>
  new AppError("not_allowed", `Only its author or an editor can ${verb} a post`);
