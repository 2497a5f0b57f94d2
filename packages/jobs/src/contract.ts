import { z } from "zod";

export interface Retry {
  /** Further attempts after the first. */
  readonly limit: number;
  /** Before the second attempt; doubles from there, with some chance in it. */
  readonly delaySeconds: number;
  readonly maxDelaySeconds: number;
}

/** What a job is called, carries and may cost. Its handler lives in the worker. */
export interface Contract<Payload extends z.ZodType = z.ZodType> {
  /** A fact in the past tense, such as `post.published`. */
  readonly name: string;
  /** Must accept its own output after a trip through JSON. */
  readonly payload: Payload;
  readonly retry: Retry;
  /** An attempt that takes longer is given up and tried again. */
  readonly timeoutSeconds: number;
  /** How many of these one worker runs at a time. */
  readonly concurrency: number;
  /** How long a job that is done, or failed for good, can still be looked at. */
  readonly keepSeconds: number;
  /** Deleted the moment it is done: what it carries is nobody's business any more. */
  readonly forgetsDone: boolean;
  /** Runs by itself at these times, in UTC, with an empty payload. */
  readonly cron?: string;
}

const defaults = {
  retry: { limit: 8, delaySeconds: 5, maxDelaySeconds: 900 },
  timeoutSeconds: 60,
  concurrency: 4,
  keepSeconds: 86_400,
  forgetsDone: false,
};

/** Declares a job; everything but the name and the payload has a sensible default. */
export function job<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  options: Partial<Omit<Contract, "name" | "payload">> = {},
): Contract<Payload> {
  return { ...defaults, ...options, name, payload };
}

/** A moment: a Date where it is queued and where it is handled, text in between. */
export const instant = z.union([
  // Beyond year 9999 the text has another form, and PostgreSQL's own limits are not far.
  z.date().min(new Date(0)).max(new Date("9999-12-31T23:59:59.999Z")),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);

/** What PostgreSQL's JSON cannot hold is left out: NUL, and halves of characters. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

/** Text that people wrote. */
export const text = z.string().transform(storable);
