"use client";

import { api } from "@quoin/client/react";
import { Button, LockBar, TabLinks } from "@quoin/ui";
import { undoLatest } from "@quoin/ui/toast";
import { Check, ShieldX, Trash2 } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import { withQuery } from "../list/address.ts";
import { BulkBar } from "../list/bulk-bar.tsx";
import { DatePager } from "../list/date-pager.tsx";
import { Nothing } from "../list/nothing.tsx";
import { extendTo, keepPresent, moveBy, nothingSelected, toggle } from "../list/selection.ts";
import { CommentLine } from "./comment-line.tsx";
import { CommentReading } from "./comment-reading.tsx";
import {
  type CommentStatus,
  type Decision,
  destination,
  nextOf,
  type QueuedComment,
} from "./decision.ts";
import { nothingThere, tabs } from "./tabs.ts";
import { useDecisions } from "./use-decisions.ts";

export interface CommentDeskProps {
  readonly status: CommentStatus;
  readonly cursor: string | undefined;
  readonly limit: number;
  /** Where readers find the publication. */
  readonly site: string;
  readonly timeZone: string;
  readonly locale: string;
}

const decisions = [
  { decision: "approve", name: "Approve", key: "a", icon: Check, variant: "lock" },
  { decision: "spam", name: "Spam", key: "s", icon: ShieldX, variant: "line" },
  { decision: "delete", name: "Delete", key: "d", icon: Trash2, variant: "line" },
] as const;

/** The moderators' desk: a queue at the left, the comment at hand beside it, every act a key. */
export function CommentDesk({ status, cursor, limit, site, timeZone, locale }: CommentDeskProps) {
  const queue = api.comment.queue.useQuery({ status, limit, ...(cursor && { cursor }) });
  const counts = api.comment.counts.useQuery().data;
  const { gone, decide } = useDecisions(status);
  const [held, setHeld] = useState(nothingSelected);

  const all = queue.data?.items ?? [];
  const comments = all.filter(({ id }) => !gone.has(id));
  const ids = comments.map(({ id }) => id);
  const reading = nextOf(
    all.map(({ id }) => id),
    held.cursor,
    gone,
  );
  const selection = keepPresent({ ...held, cursor: reading }, ids);
  const comment = comments.find(({ id }) => id === reading);
  const chosen = comments.filter(({ id }) => selection.chosen.has(id));
  const usable = decisions.filter(({ decision }) => destination[decision] !== status);

  useEffect(() => {
    if (held.cursor === null || reading === null) return;
    const line = document.querySelector(`[data-row="${CSS.escape(reading)}"]`);
    line?.scrollIntoView({ block: "nearest" });
  }, [held.cursor, reading]);

  /** Decides, and goes on to the next comment down. */
  function act(decision: Decision, subjects: readonly QueuedComment[]) {
    const leaving = new Set(subjects.map(({ id }) => id));
    setHeld({
      ...nothingSelected,
      chosen: new Set([...selection.chosen].filter((id) => !leaving.has(id))),
      cursor: nextOf(ids, reading, leaving),
    });
    decide(decision, subjects);
  }
  const subjects = chosen.length > 0 ? chosen : comment ? [comment] : [];

  useKeys({
    j: { say: "Next comment", run: () => setHeld(moveBy(selection, ids, 1)) },
    k: { say: "Previous comment", run: () => setHeld(moveBy(selection, ids, -1)) },
    ...Object.fromEntries(
      usable.map(({ decision, name, key }) => [
        key,
        { say: name, run: () => act(decision, subjects) },
      ]),
    ),
    u: { say: "Undo", run: () => void undoLatest() },
    x: { say: "Select", run: () => reading && setHeld(toggle(selection, reading)) },
    "shift+x": {
      say: "Select up to here",
      run: () => reading && setHeld(extendTo(selection, ids, reading)),
    },
    Escape: { say: "Clear the selection", run: () => setHeld({ ...selection, chosen: new Set() }) },
  });

  const total = counts?.[status];
  const place = comment ? ids.indexOf(comment.id) + 1 : 0;
  const known = cursor === undefined && total !== undefined;
  const empty = nothingThere[status];

  return (
    <>
      <PageBar title="Comments" />
      <main id="main" className="flush" tabIndex={-1}>
        <div className="tri">
          <section className="tri-list" aria-label="Queue">
            <TabLinks
              as={Link}
              label="Comments by status"
              items={tabs.map(({ value, label }) => ({
                href: withQuery("/comments", { status: value === "pending" ? undefined : value }),
                label,
                current: value === status,
                ...(counts && { count: counts[value].toLocaleString(locale) }),
              }))}
            />
            {queue.isPending && <p className="q-wait">Fetching comments</p>}
            {comments.length > 0 && (
              <ul aria-label={tabs.find(({ value }) => value === status)?.label}>
                {comments.map((line) => (
                  <CommentLine
                    key={line.id}
                    comment={line}
                    timeZone={timeZone}
                    current={line.id === reading}
                    chosen={selection.chosen.has(line.id)}
                    onRead={() => setHeld({ ...selection, cursor: line.id })}
                    onChoose={() => setHeld(toggle(selection, line.id))}
                  />
                ))}
              </ul>
            )}
            {(queue.data?.nextCursor ?? queue.data?.previousCursor ?? null) !== null && (
              <DatePager
                path="/comments"
                keep={{ status: status === "pending" ? undefined : status }}
                dates={all.map(({ createdAt }) => createdAt)}
                noun={["comment", "comments"]}
                total={total}
                newer={queue.data?.previousCursor ?? null}
                older={queue.data?.nextCursor ?? null}
                timeZone={timeZone}
                locale={locale}
              />
            )}
          </section>
          <section className="tri-read" aria-label="Comment">
            {comment ? (
              <>
                <div className="tri-prog">
                  <span>
                    {place.toLocaleString(locale)} of{" "}
                    {(known ? Math.max(total, ids.length) : ids.length).toLocaleString(locale)}
                    {!known && " on this page"}
                  </span>
                  <LockBar value={place} max={known ? Math.max(total, ids.length) : ids.length} />
                </div>
                <div aria-live="polite">
                  <CommentReading comment={comment} site={site} timeZone={timeZone}>
                    <div className="tri-acts" role="toolbar" aria-label="Decide">
                      {usable.map(({ decision, name, key, icon: Icon, variant }) => (
                        <Button
                          key={decision}
                          variant={variant}
                          size="lg"
                          aria-keyshortcuts={key.toUpperCase()}
                          onClick={() => act(decision, [comment])}
                        >
                          <Icon className="ic" aria-hidden />
                          {name} <kbd aria-hidden="true">{key.toUpperCase()}</kbd>
                        </Button>
                      ))}
                    </div>
                  </CommentReading>
                </div>
              </>
            ) : queue.error ? (
              <CallFailure error={queue.error} onRetry={() => void queue.refetch()} />
            ) : queue.isPending || (queue.isFetching && gone.size > 0) ? (
              <output className="q-wait">Fetching comments</output>
            ) : (
              <Nothing heading="Comment" seed={empty.seed} title={empty.title}>
                {empty.say}
              </Nothing>
            )}
          </section>
        </div>
      </main>
      <BulkBar count={chosen.length} onClear={() => setHeld({ ...selection, chosen: new Set() })}>
        {usable.map(({ decision, name, icon: Icon }) => (
          <button
            key={decision}
            type="button"
            className={decision === "delete" ? "bad" : undefined}
            onClick={() => act(decision, chosen)}
          >
            <Icon className="ic" aria-hidden />
            {name}
          </button>
        ))}
      </BulkBar>
      <Hints
        of={[
          [["j", "k"], "next, previous"],
          ...usable.map(({ key, name }) => [[key], name.toLowerCase()] as const),
          [["u"], "undo"],
          [["x"], "select"],
        ]}
      />
    </>
  );
}
