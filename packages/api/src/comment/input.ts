import type { CommentStatus, NewComment } from "@quoin/db"; // type-only: this file ships to the browser
import { isVisible } from "@quoin/content/slug";
import { z } from "zod";
import { id, ids, pageInput, prose, slug } from "../fields.ts";

/** As much as one comment may hold, in characters. */
export const MAX_COMMENT = 5_000;

export const commentStatus = z.enum([
  "pending",
  "approved",
  "spam",
  "deleted",
]) satisfies z.ZodType<CommentStatus>;

/** The conversation under one published post, named by its id or by its slug. */
export const listComments = pageInput
  .extend({ postId: id.optional(), slug: slug.optional() })
  .refine(
    ({ postId, slug }) => (postId === undefined) !== (slug === undefined),
    "Name the post by its id or by its slug",
  );
export type ListComments = z.output<typeof listComments>;

/** A place in the stream of comments as text, because event ids are; older than all at 0. */
const place = z
  .string()
  .regex(/^\d{1,15}$/, "This is no place in the stream")
  .transform(Number);

/** The comments that come in under one published post; those after an event when it is named. */
export const liveComments = z
  .object({ postId: id.optional(), slug: slug.optional(), lastEventId: place.optional() })
  .refine(
    ({ postId, slug }) => (postId === undefined) !== (slug === undefined),
    "Name the post by its id or by its slug",
  );
export type LiveComments = z.output<typeof liveComments>;

/** The replies of one thread, for threads too long to come whole with the list. */
export const listReplies = pageInput.extend({ rootId: id });
export type ListReplies = z.output<typeof listReplies>;

export const ownComments = z.object({ postId: id });

export const newComment = z.object({
  postId: id,
  /** The comment that this one answers; absent for the start of a thread. */
  parentId: id.optional(),
  body: prose(MAX_COMMENT)
    // Forms send the line ends of 1980, scripts do not; the same words are the same comment.
    .overwrite((text) => text.replaceAll("\r\n", "\n").trim())
    .refine(isVisible, "Write something here"),
}) satisfies z.ZodType<Pick<NewComment, "postId" | "body">>;
export type NewCommentInput = z.output<typeof newComment>;

export const commentById = z.object({ id });
export const commentIds = z.object({ ids });

/** The moderators' queue of one status. */
export const queueComments = pageInput.extend({ status: commentStatus.default("pending") });
export type QueueComments = z.output<typeof queueComments>;

/** Puts comments back to where they were, to undo a decision. */
export const restoreComments = z.object({
  ids,
  status: z.enum(["pending", "approved", "spam"]).default("pending"),
});
export type RestoreComments = z.output<typeof restoreComments>;
