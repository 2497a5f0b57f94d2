import type { Outputs } from "@quoin/client";

export type Thread = Outputs["comment"]["list"]["items"][number];
export type ShownComment = Outputs["comment"]["mine"][number];

/** A comment with the answers that stand under it. */
export interface CommentNode extends ShownComment {
  readonly answers: readonly CommentNode[];
}

/**
 * Comments in reading order as a tree: each stands under the last one before it that is less deep.
 * Depth ends at some level, so it and not the parent says where a comment is drawn.
 */
export function nest(comments: readonly ShownComment[]): CommentNode[] {
  type Growing = ShownComment & { answers: Growing[] };
  const tree: Growing[] = [];
  const path: Growing[] = [];
  for (const comment of comments) {
    const node: Growing = { ...comment, answers: [] };
    while ((path.at(-1)?.depth ?? -1) >= node.depth) path.pop();
    (path.at(-1)?.answers ?? tree).push(node);
    path.push(node);
  }
  return tree;
}

/**
 * The threads of a page with what one reader has said and nobody else can see yet: answers in their
 * thread, below what they answer; the rest at the end.
 */
export function withWaiting(
  threads: readonly Thread[],
  waiting: readonly ShownComment[],
): CommentNode[] {
  const rows: ShownComment[] = threads.flatMap(({ replies, hasMoreReplies: _, ...top }) => [
    top,
    ...replies,
  ]);
  for (const comment of waiting) {
    const parent = rows.findIndex(({ id }) => id === comment.parentId);
    const above = rows[parent];
    if (!above) {
      rows.push({ ...comment, depth: 0 });
      continue;
    }
    const after = rows.findIndex((row, index) => index > parent && row.depth <= above.depth);
    const depth = Math.min(above.depth + 1, 3);
    rows.splice(after === -1 ? rows.length : after, 0, { ...comment, depth });
  }
  return nest(rows);
}
