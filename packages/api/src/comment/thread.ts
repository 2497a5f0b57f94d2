import { hasRole, type Role } from "@quoin/auth";
import type { CommentStatus } from "@quoin/db";
import type { ShownComment } from "./output.ts";

/** Answers to answers are indented up to here, and stay below one another from then on. */
const MAX_DEPTH = 3;

interface CommentRow {
  readonly id: string;
  readonly postId: string;
  readonly parentId: string | null;
  readonly depth: number;
  readonly html: string;
  readonly status: CommentStatus;
  readonly createdAt: Date;
  readonly author: { readonly name: string; readonly handle: string; readonly role: Role } | null;
}

/** A row as readers see it. */
export function toShown({ author, ...comment }: CommentRow): ShownComment {
  return {
    ...comment,
    depth: Math.min(comment.depth, MAX_DEPTH),
    author: author && {
      name: author.name,
      handle: author.handle,
      isAuthor: hasRole(author.role, "author"),
    },
  };
}

/**
 * The replies of one thread in reading order: each answer below what it answers, earlier ones first.
 * One whose own parent is not among them (a moderator took it away) answers the top of the thread.
 */
export function inReadingOrder(root: CommentRow, replies: readonly CommentRow[]): ShownComment[] {
  const known = new Set(replies.map(({ id }) => id));
  const parentOf = ({ parentId }: CommentRow) =>
    parentId !== null && known.has(parentId) ? parentId : root.id;
  const answers = Map.groupBy(replies, parentOf);

  // A stack of its own: a thread may be deeper than functions can call each other.
  const ordered: ShownComment[] = [];
  const waiting = [{ id: root.id, depth: 0 }];
  const shown = new Map(replies.map((reply) => [reply.id, reply]));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { id, depth } = next;
    const reply = shown.get(id);
    if (reply) ordered.push(toShown({ ...reply, parentId: parentOf(reply), depth }));
    const below = (answers.get(id) ?? []).map((answer) => ({ id: answer.id, depth: depth + 1 }));
    waiting.push(...below.toReversed());
  }
  return ordered;
}
