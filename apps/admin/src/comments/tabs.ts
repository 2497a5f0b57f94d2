import type { CommentStatus } from "./decision.ts";

/** The queues in their order. */
export const tabs: readonly { readonly value: CommentStatus; readonly label: string }[] = [
  { value: "pending", label: "Waiting" },
  { value: "approved", label: "Approved" },
  { value: "spam", label: "Spam" },
  { value: "deleted", label: "Deleted" },
];

export const isStatus = (text: string | undefined): text is CommentStatus =>
  tabs.some(({ value }) => value === text);

/** What an empty queue says. */
export const nothingThere: Readonly<
  Record<CommentStatus, { readonly title: string; readonly say: string; readonly seed: string }>
> = {
  pending: {
    title: "Nobody is waiting",
    say: "New comments of readers come here until somebody has let them in.",
    seed: "comments waiting",
  },
  approved: {
    title: "No comments yet",
    say: "What you approve is listed here, and shows under its post at once.",
    seed: "comments approved",
  },
  spam: {
    title: "No spam",
    say: "What you mark as spam is kept here, in case it was not.",
    seed: "comments spam",
  },
  deleted: {
    title: "Nothing deleted",
    say: "Deleted comments stay here, unseen by readers, and can be let in again.",
    seed: "comments deleted",
  },
};
