import { ButtonLink, formatDate } from "@quoin/ui";
import { ExternalLink, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { publication, serverApi, webUrl } from "../../../api.ts";
import { Activity } from "../../../dashboard/activity.tsx";
import { Attention } from "../../../dashboard/attention.tsx";
import { FigureRow } from "../../../dashboard/figure-row.tsx";
import { pointsOf } from "../../../dashboard/figures.ts";
import { Drafts, Latest } from "../../../dashboard/post-tables.tsx";
import { TrendPanel } from "../../../dashboard/trend-panel.tsx";
import { Hints } from "../../../frame/hints.tsx";
import { PageBar } from "../../../frame/page-bar.tsx";
import { mayActAs } from "../../../frame/places.ts";
import { requireRole } from "../../../require-role.ts";

export const metadata: Metadata = { title: "Dashboard" };

const LATEST = 5;

export default async function DashboardPage() {
  const user = await requireRole("author");
  const { api } = await serverApi();
  const own = mayActAs(user.role, "editor") ? {} : { author: user.handle };
  const [summary, { timeZone, locale }, published] = await Promise.all([
    api.dashboard.summary(),
    publication(),
    api.post.list({ limit: 100, ...own }),
  ]);
  const now = new Date();
  const words = { now, timeZone, locale };
  return (
    <>
      <PageBar
        title="Dashboard"
        when={`${formatDate(now, "weekday", { timeZone, locale })}, ${formatDate(now, "time", { timeZone, locale })}`}
      >
        <ButtonLink variant="line" href={webUrl()}>
          <ExternalLink className="ic" aria-hidden />
          View site
        </ButtonLink>
        <ButtonLink as={Link} href="/posts/new">
          <Plus className="ic" aria-hidden />
          New post <kbd aria-hidden="true">N</kbd>
        </ButtonLink>
      </PageBar>
      <main id="main" className="ad-body" tabIndex={-1}>
        <FigureRow summary={summary} locale={locale} />
        <div className="dash-grid">
          <div className="dash-a">
            <TrendPanel
              comments={pointsOf(summary.commentsPerDay, 1, published.items, words)}
              posts={pointsOf(summary.publishedPerWeek, 7, published.items, words)}
            />
            <Drafts drafts={summary.drafts} {...words} />
            <Latest posts={published.items.slice(0, LATEST)} {...words} />
          </div>
          <div className="dash-b">
            <Attention summary={summary} {...words} />
            {summary.activity && (
              <Activity
                lines={summary.activity}
                viewerId={user.id}
                isAdmin={mayActAs(user.role, "admin")}
                now={now}
                timeZone={timeZone}
              />
            )}
          </div>
        </div>
      </main>
      <Hints
        of={[
          [["g p"], "posts"],
          [["n"], "new post"],
          [["mod+k"], "find or do"],
        ]}
      />
    </>
  );
}
