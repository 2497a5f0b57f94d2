import { AuditLogs, Figures, Posts, Users } from "@quoin/db";
import type { UserCtx } from "../context.ts";
import { countPosts } from "../post/managing.ts";
import type { Summary } from "./output.ts";
import { canSeeEverything } from "./policy.ts";
import { startOfDay, toTrend } from "./trend.ts";

const weeks = { steps: 12, daysPerStep: 7 } as const;
const days = { steps: 28, daysPerStep: 1 } as const;
const SHOWN = 5;
const ACTIVITY_SHOWN = 10;

/** The first day that a trend counts, its comparison included. */
const firstDay = (now: Date, span: typeof weeks | typeof days) =>
  startOfDay(now, 2 * span.steps * span.daysPerStep - 1);

/** What the newsroom looks at first: of the whole publication for editors, of their own for authors. */
export async function summarize(ctx: UserCtx): Promise<Summary> {
  const { db, user } = ctx;
  const now = ctx.now();
  const seesAll = canSeeEverything(user);
  const authorId = seesAll ? undefined : user.id;
  const [posts, pendingComments, published, comments, upcoming, drafts, activity, readers] =
    await Promise.all([
      countPosts(ctx),
      Figures.pendingComments(db, authorId),
      Figures.publishedPerDay(db, firstDay(now, weeks), authorId),
      Figures.commentsPerDay(db, firstDay(now, days), authorId),
      Figures.upcoming(db, SHOWN, authorId),
      Posts.managed(db, { status: "draft", authorId }, { limit: SHOWN }),
      seesAll ? AuditLogs.page(db, {}, { limit: ACTIVITY_SHOWN }) : null,
      seesAll
        ? Users.growth(db, { since: startOfDay(now, 27), before: startOfDay(now, 55) })
        : null,
    ]);
  return {
    scope: seesAll ? "everything" : "own",
    posts,
    pendingComments,
    publishedPerWeek: toTrend(published, now, weeks),
    commentsPerDay: toTrend(comments, now, days),
    upcoming: upcoming.flatMap(({ scheduledAt, ...post }) =>
      scheduledAt ? { ...post, scheduledAt } : [],
    ),
    drafts: drafts.items,
    activity: activity?.items ?? null,
    readers,
  };
}
