import { z } from "zod";
import { auditLine } from "../audit/output.ts";
import { statusCounts } from "../post/output.ts";

const person = z.object({ id: z.string(), name: z.string(), handle: z.string() });

/** Equal steps in time, oldest first; `start` is the first day of the step, in the publication's time zone. */
const series = z.array(z.object({ start: z.string(), count: z.number() }));

/** A figure over time, with the same span just before it to compare with. */
const trend = z.object({
  current: series,
  previous: series,
  total: z.number(),
  previousTotal: z.number(),
});
export type Trend = z.infer<typeof trend>;

/** What the newsroom looks at first. Authors see their own posts and what was said under them. */
export const summary = z.object({
  scope: z.enum(["everything", "own"]),
  posts: statusCounts,
  pendingComments: z.object({ count: z.number(), oldestAt: z.date().nullable() }),
  /** Posts that went out: 12 weeks of 7 days, the last ending today. */
  publishedPerWeek: trend,
  /** Comments that were written: 28 days, the last one today. */
  commentsPerDay: trend,
  /** What goes out next, soonest first, 5 at most. */
  upcoming: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      slug: z.string(),
      scheduledAt: z.date(),
      authors: z.array(person),
    }),
  ),
  /** The drafts that were last worked on, 5 at most. */
  drafts: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      slug: z.string(),
      wordCount: z.number(),
      updatedAt: z.date(),
      authors: z.array(person),
    }),
  ),
  /** The last 10 lines of the audit log; null for authors. */
  activity: z
    .array(auditLine.omit({ details: true, requestId: true, impersonator: true }))
    .nullable(),
  /** Accounts, and how many are new in the past 28 days and in the 28 before; null for authors. */
  readers: z
    .object({ total: z.number(), joined: z.number(), previouslyJoined: z.number() })
    .nullable(),
});
export type Summary = z.infer<typeof summary>;
