import { commentSubmitted } from "./comment.ts";
import { mailRequested } from "./mail.ts";
import { postPublished, postScheduled } from "./post.ts";
import { housekeepingDue, minutePassed } from "./time.ts";

/** Every job there is. The key is its name in code, `jobs.postPublished`. */
export const contracts = {
  commentSubmitted,
  housekeepingDue,
  mailRequested,
  minutePassed,
  postPublished,
  postScheduled,
};

export type Contracts = typeof contracts;
