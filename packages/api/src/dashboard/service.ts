import { AuditLogs, Figures, Posts, Users } from "@quoin/db";
import type { UserCtx } from "../context.ts";
import { countPosts } from "../post/managing.ts";
import { readSettings } from "../settings/service.ts";
import { dayAfter, daysIn } from "./days.ts";
import type { Summary } from "./output.ts";
import { canSeeEverything } from "./policy.ts";
import { type Span, stepsOf, toTrend } from "./trend.ts";

const twelveWeeks: Span = { steps: 12, daysPerStep: 7 };
const fourWeeks: Span = { steps: 28, daysPerStep: 1 };
const SHOWN = 5;
const ACTIVITY_SHOWN = 10;

/**
 * What the newsroom looks at first: of the whole publication for editors, of their own for authors. Days are
 * those of the publication's time zone.
 */
export async function summarize(ctx: UserCtx): Promise<Summary> {
  const { db, user } = ctx;
  const now = ctx.now();
  const days = daysIn((await readSettings(ctx)).timeZone);
  const daysAgo = (count: number) => days.startOf(dayAfter(days.nameOf(now), -count));
  const [weekly, daily] = [stepsOf(days, now, twelveWeeks), stepsOf(days, now, fourWeeks)];
  const seesAll = canSeeEverything(user);
  const authorId = seesAll ? undefined : user.id;
  const [posts, pendingComments, published, comments, upcoming, drafts, activity, readers] =
    await Promise.all([
      countPosts(ctx),
      Figures.pendingComments(db, authorId),
      Figures.publishedPerStep(db, weekly.map(days.startOf), authorId),
      Figures.commentsPerStep(db, daily.map(days.startOf), authorId),
      Figures.upcoming(db, SHOWN, authorId),
      Posts.managed(db, { status: "draft", authorId }, { limit: SHOWN }),
      seesAll ? AuditLogs.page(db, {}, { limit: ACTIVITY_SHOWN }) : null,
      seesAll ? Users.growth(db, { since: daysAgo(27), before: daysAgo(55) }) : null,
    ]);
  return {
    scope: seesAll ? "everything" : "own",
    posts,
    pendingComments,
    publishedPerWeek: toTrend(weekly, published),
    commentsPerDay: toTrend(daily, comments),
    upcoming: upcoming.flatMap(({ scheduledAt, ...post }) =>
      scheduledAt ? { ...post, scheduledAt } : [],
    ),
    drafts: drafts.items,
    activity: activity?.items ?? null,
    readers,
  };
}
