import type { Outputs } from "@quoin/client";

export type QueuedComment = Outputs["comment"]["queue"]["items"][number];
export type CommentStatus = QueuedComment["status"];
export type CommentCounts = Outputs["comment"]["counts"];
export type Moved = Outputs["comment"]["approve"];

/** What a moderator can do with comments. */
export type Decision = "approve" | "spam" | "delete";

/** Where each decision takes a comment. */
export const destination: Readonly<Record<Decision, CommentStatus>> = {
  approve: "approved",
  spam: "spam",
  delete: "deleted",
};

const done: Readonly<Record<Decision, (what: string) => string>> = {
  approve: (what) => `Approved ${what}`,
  spam: (what) => `Marked ${what} as spam`,
  delete: (what) => `Deleted ${what}`,
};

const named = (comments: readonly Pick<QueuedComment, "author">[]): string => {
  const [only] = comments;
  if (comments.length !== 1 || !only) return `${comments.length} comments`;
  return only.author ? `${only.author.name}’s comment` : "the comment";
};

/** What was done, for the message that offers to undo it. */
export const saidOf = (
  decision: Decision,
  comments: readonly Pick<QueuedComment, "author">[],
): string => done[decision](named(comments));

/** Which comment to read once those in `gone` have left: the next one down, else the last one left. */
export function nextOf(
  ids: readonly string[],
  current: string | null,
  gone: ReadonlySet<string>,
): string | null {
  if (current !== null && !gone.has(current)) return current;
  const at = current === null ? 0 : ids.indexOf(current);
  const left = (id: string) => !gone.has(id);
  return (
    ids.slice(Math.max(at, 0)).find(left) ?? ids.slice(0, Math.max(at, 0)).findLast(left) ?? null
  );
}

/** The figures as they will be once the server has moved `count` comments; never below nought. */
export function shiftCounts(
  counts: CommentCounts,
  from: CommentStatus,
  to: CommentStatus,
  count: number,
): CommentCounts {
  if (from === to) return counts;
  return { ...counts, [from]: Math.max(0, counts[from] - count), [to]: counts[to] + count };
}

/** The ids of what a call moved, by where each was before. */
export function byPrevious(moved: Moved): Map<CommentStatus, string[]> {
  const groups = new Map<CommentStatus, string[]>();
  for (const { id, previous } of moved) groups.set(previous, [...(groups.get(previous) ?? []), id]);
  return groups;
}

/** How many links a comment holds; moderators look at those first. */
export const linksIn = (html: string): number => html.match(/<a\s[^>]*href=/gi)?.length ?? 0;
