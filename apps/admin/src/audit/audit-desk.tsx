"use client";

import { api } from "@quoin/client/react";
import { Chip, formatDate, Select, SkeletonRows } from "@quoin/ui";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { CallFailure } from "../call-failure.tsx";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { withQuery } from "../list/address.ts";
import { DatePager } from "../list/date-pager.tsx";
import { useRows } from "../list/use-rows.ts";
import { Nothing } from "../list/nothing.tsx";
import type { Calendar } from "../posts/when.ts";
import { LineDetails } from "./line-details.tsx";
import { type AuditQuery, auditInput } from "./query.ts";
import { entities, isWriting, placeOf, verbOf } from "./words.ts";

/** Who did what to what, and when: the log, newest first. */
export function AuditDesk({
  query,
  limit,
  calendar,
}: {
  query: AuditQuery;
  limit: number;
  calendar: Calendar;
}) {
  const router = useRouter();
  const list = api.audit.list.useQuery(auditInput(query, limit));
  const lines = list.data?.items ?? [];
  const rows = useRows(
    lines.map(({ id }) => id),
    { select: false },
  );
  const { cursor: _cursor, ...kept } = query;
  const actor = lines[0]?.actor?.name ?? "One person";
  const lift = () => router.push("/audit");

  return (
    <>
      <PageBar title="Audit log" />
      <main id="main" className="flush" tabIndex={-1}>
        <div className="toolbar">
          <Select
            label="What the log is about"
            hideLabel
            value={query.entity ?? ""}
            onChange={(event) =>
              router.push(withQuery("/audit", { entity: event.currentTarget.value }))
            }
          >
            <option value="">Everything</option>
            {entities.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
          {query.actorId && <Chip onRemove={lift}>{`By ${actor}`}</Chip>}
          {query.entityId && <Chip onRemove={lift}>One record</Chip>}
        </div>
        {list.isPending ? (
          <SkeletonRows rows={12} label="Loading the log" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : lines.length === 0 ? (
          <Nothing heading="The log" seed="audit" title="Nothing of this kind">
            The log notes every change, who made it and when.
          </Nothing>
        ) : (
          <>
            <table className="tbl records">
              <caption className="vh">What happened, newest first</caption>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col">Details</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => {
                  const { id, action, label, actor, impersonator, createdAt } = line;
                  const href = placeOf(line);
                  const look = isWriting(line) ? "serif" : undefined;
                  return (
                    <tr key={id} {...rows.rowProps(id)}>
                      <td className="dim">
                        <time dateTime={createdAt.toISOString()}>
                          {formatDate(createdAt, "moment", calendar)}
                        </time>
                      </td>
                      <td>
                        {actor ? (
                          <Link
                            href={withQuery("/audit", { actorId: actor.id })}
                            prefetch={false}
                            title={`Only what ${actor.name} did`}
                          >
                            <b>{actor.name}</b>
                          </Link>
                        ) : (
                          <b>Quoin</b>
                        )}
                        {impersonator && <span className="dim"> by {impersonator.name}</span>}
                      </td>
                      <td className="r-wide">
                        {verbOf(action)}{" "}
                        {href === null || !label ? (
                          <span className={look}>{label}</span>
                        ) : (
                          <Link className={look} href={href} prefetch={false}>
                            {label}
                          </Link>
                        )}
                      </td>
                      <td className="log-det">
                        <LineDetails line={line} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <DatePager
              path="/audit"
              keep={kept}
              dates={lines.map(({ createdAt }) => createdAt)}
              noun={["entry", "entries"]}
              newer={list.data.previousCursor}
              older={list.data.nextCursor}
              timeZone={calendar.timeZone}
              locale={calendar.locale}
            />
          </>
        )}
      </main>
      <Hints
        of={[
          [["j", "k"], "move"],
          [["shift+j"], "older"],
          [["shift+k"], "newer"],
        ]}
      />
    </>
  );
}
