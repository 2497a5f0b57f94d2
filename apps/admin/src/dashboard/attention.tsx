import { Badge, formatDate, Keys, StatusGlyph } from "@quoin/ui";
import { RelativeTime } from "@quoin/ui/relative-time";
import { MessageSquare } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { daysSince, type Summary, untouched } from "./figures.ts";

/** What wants somebody: comments that wait, posts about to go out, drafts that lie. */
export function Attention({
  summary,
  now,
  timeZone,
  locale,
}: {
  summary: Summary;
  now: Date;
  timeZone: string;
  locale: string;
}) {
  const { pendingComments, upcoming, drafts, scope } = summary;
  const { count, oldestAt } = pendingComments;
  const moderates = scope === "everything";
  const lying = untouched(drafts, now);
  const total = (count > 0 ? 1 : 0) + upcoming.length + lying.length;
  const write = (figure: number) => figure.toLocaleString(locale);
  return (
    <section className="pan" aria-labelledby="attention">
      <header className="pan-h">
        <h2 id="attention">Needs attention</h2>
        {total > 0 && <Badge>{total}</Badge>}
      </header>
      {total === 0 ? (
        <p className="dash-none">
          Nothing waits. No comment, no post about to go out, no old draft.
        </p>
      ) : (
        <ul className="att">
          {count > 0 && (
            <Item
              href={moderates ? "/comments" : null}
              tone="brass"
              icon={<MessageSquare className="ic" aria-hidden />}
              end={moderates && <Keys of={["G", "C"]} />}
            >
              <b>{count === 1 ? "1 comment waits" : `${write(count)} comments wait`}</b>
              <small>
                {oldestAt && `Oldest from ${formatDate(oldestAt, "moment", { timeZone, now })}`}
                {!moderates && ". An editor lets them in."}
              </small>
            </Item>
          )}
          {upcoming.map(({ id, title, scheduledAt }) => (
            <Item
              key={id}
              href={`/posts/${id}`}
              tone="slate"
              icon={<StatusGlyph status="scheduled" />}
              end={<RelativeTime value={scheduledAt} short timeZone={timeZone} />}
            >
              <b>{formatDate(scheduledAt, "moment", { timeZone, now })}</b>
              <small className="serif">{title}</small>
            </Item>
          ))}
          {lying.map(({ id, title, updatedAt }) => (
            <Item
              key={id}
              href={`/posts/${id}`}
              tone="brass"
              icon={<StatusGlyph status="draft" />}
              end={<time dateTime={updatedAt.toISOString()}>{daysSince(updatedAt, now)} d</time>}
            >
              <b>A draft lies untouched</b>
              <small className="serif">{title || "Untitled"}</small>
            </Item>
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({
  href,
  tone,
  icon,
  end,
  children,
}: {
  href: string | null;
  tone: "brass" | "slate";
  icon: ReactNode;
  end: ReactNode;
  children: ReactNode;
}) {
  const inside = (
    <>
      <span className={`att-i ${tone}`}>{icon}</span>
      <span>{children}</span>
      {end}
    </>
  );
  return (
    <li>
      {href === null ? (
        <div className="att-row">{inside}</div>
      ) : (
        <Link href={href} prefetch={false}>
          {inside}
        </Link>
      )}
    </li>
  );
}
