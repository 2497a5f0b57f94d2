import { formatDate } from "@quoin/ui";
import Link from "next/link";
import { isWriting, placeOf, verbOf } from "../audit/words.ts";
import type { Summary } from "./figures.ts";

type Line = NonNullable<Summary["activity"]>[number];

/** Who did what, newest first. */
export function Activity({
  lines,
  viewerId,
  isAdmin,
  now,
  timeZone,
}: {
  lines: readonly Line[];
  viewerId: string;
  /** Admins may read the whole log. */
  isAdmin: boolean;
  now: Date;
  timeZone: string;
}) {
  const day = (date: Date) => formatDate(date, "day", { timeZone, now });
  const today = day(now);
  return (
    <section className="pan" aria-labelledby="activity">
      <header className="pan-h">
        <h2 id="activity">Activity</h2>
        <span className="push" />
        {isAdmin && (
          <Link className="linkbtn" href="/audit">
            All
          </Link>
        )}
      </header>
      {lines.length === 0 ? (
        <p className="dash-none">Nothing has happened yet.</p>
      ) : (
        <ol className="actv">
          {lines.map((line) => (
            <li key={line.id}>
              <time
                dateTime={line.createdAt.toISOString()}
                title={formatDate(line.createdAt, "moment", { timeZone, now })}
              >
                {day(line.createdAt) === today
                  ? formatDate(line.createdAt, "time", { timeZone, now })
                  : day(line.createdAt)}
              </time>
              <p>
                <b>
                  {line.actor ? (line.actor.id === viewerId ? "You" : line.actor.name) : "Quoin"}
                </b>{" "}
                {verbOf(line.action)} <What line={line} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function What({ line }: { line: Line }) {
  const href = placeOf(line);
  const look = isWriting(line) ? "serif" : undefined;
  if (!line.label) return null;
  if (href === null) return <span className={look}>{line.label}</span>;
  return (
    <Link className={look} href={href} prefetch={false}>
      {line.label}
    </Link>
  );
}
