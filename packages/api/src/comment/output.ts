import { z } from "zod";
import { pageOf } from "../fields.ts";
import { role } from "../user/input.ts";
import { commentStatus } from "./input.ts";

/** A comment as readers see it. */
export const shownComment = z.object({
  id: z.string(),
  postId: z.string(),
  /** What it answers, among the comments shown; null at the top of a thread. */
  parentId: z.string().nullable(),
  /** How far to indent it: 0 at the top of a thread, 3 at most. */
  depth: z.number(),
  html: z.string(),
  status: commentStatus,
  createdAt: z.date(),
  /** Null when the account is gone. */
  author: z
    .object({
      name: z.string(),
      handle: z.string(),
      /** Writes for the publication, and so has a page under `/authors`. */
      isAuthor: z.boolean(),
    })
    .nullable(),
});
export type ShownComment = z.infer<typeof shownComment>;

export const commentThread = shownComment.extend({
  /** In reading order: each answer below what it answers. */
  replies: z.array(shownComment),
  /** True when the thread goes on; `comment.replies` has all of it. */
  hasMoreReplies: z.boolean(),
});
export type CommentThread = z.infer<typeof commentThread>;

export const commentThreads = pageOf(commentThread).extend({
  /** How many comments readers can see under the post, on all pages. */
  total: z.number(),
  /** The place in the stream up to which these are: `comment.live` goes on after it. */
  place: z.number(),
  /** Whether a new comment would be taken. */
  isOpen: z.boolean(),
});
export type CommentThreads = z.infer<typeof commentThreads>;

export const replyPage = pageOf(shownComment);
export type ReplyPage = z.infer<typeof replyPage>;
export const shownComments = z.array(shownComment);

/** A comment as a moderator sees it. */
export const queuedComment = z.object({
  id: z.string(),
  depth: z.number(),
  body: z.string(),
  html: z.string(),
  status: commentStatus,
  createdAt: z.date(),
  author: z
    .object({
      id: z.string(),
      name: z.string(),
      handle: z.string(),
      email: z.string(),
      role: role,
      banned: z.boolean(),
      /** Since when they have an account. */
      createdAt: z.date(),
      /** What became of everything they have said so far. */
      approvedCount: z.number(),
      refusedCount: z.number(),
    })
    .nullable(),
  post: z.object({
    id: z.string(),
    title: z.string(),
    slug: z.string(),
    approvedCount: z.number(),
    pendingCount: z.number(),
  }),
  /** What it answers. */
  parent: z
    .object({ id: z.string(), body: z.string(), authorName: z.string().nullable() })
    .nullable(),
});
export type QueuedComment = z.infer<typeof queuedComment>;
export const queuePage = pageOf(queuedComment);
export type QueuePage = z.infer<typeof queuePage>;

export const commentCounts = z.object({
  pending: z.number(),
  approved: z.number(),
  spam: z.number(),
  deleted: z.number(),
});
export type CommentCounts = z.infer<typeof commentCounts>;

/** Only the comments that the call itself moved, each with where it was, for Undo. */
export const movedComments = z.array(
  z.object({ id: z.string(), status: commentStatus, previous: commentStatus }),
);
export type MovedComments = z.infer<typeof movedComments>;

export const withdrawnComments = z.array(z.object({ id: z.string() }));
export type WithdrawnComments = z.infer<typeof withdrawnComments>;
