"use client";

import { api } from "@quoin/client/react";
import { RelativeTime } from "@quoin/ui/relative-time";
import { CallFailure } from "../call-failure.tsx";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { DatePager } from "../list/date-pager.tsx";
import { useRows } from "../list/use-rows.ts";
import { Nothing } from "../list/nothing.tsx";
import type { Calendar } from "../posts/when.ts";
import { MailReading } from "./mail-reading.tsx";

/** The mails that were kept here instead of sent. */
export function OutboxDesk({
  cursor,
  limit,
  calendar,
}: {
  cursor: string | undefined;
  limit: number;
  calendar: Calendar;
}) {
  const list = api.outbox.list.useQuery({ limit, ...(cursor && { cursor }) });
  const mails = list.data?.items ?? [];
  const ids = mails.map(({ id }) => id);
  const rows = useRows(ids, { select: false });
  // J and K read on; before that, the newest is read.
  const reading = rows.cursor ?? ids[0] ?? null;

  return (
    <>
      <PageBar title="Outbox" />
      <main id="main" className="flush" tabIndex={-1}>
        {list.isPending ? (
          <output className="q-wait">Fetching mails</output>
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : !list.data.enabled ? (
          <Nothing heading="Mails" seed="outbox smtp" title="Mail leaves by SMTP">
            A mail server is configured, so mails are sent and none is kept here. Your mail server
            knows what became of them.
          </Nothing>
        ) : mails.length === 0 ? (
          <Nothing heading="Mails" seed="outbox" title="No mail yet">
            No mail server is configured. Mails are kept here instead: confirmations, sign-in links,
            notices.
          </Nothing>
        ) : (
          <div className="tri">
            <section className="tri-list" aria-label="Mails">
              <p className="q-wait">
                No mail server is configured, so mails are kept here instead of sent.
              </p>
              <ul>
                {mails.map(({ id, to, subject, date }) => (
                  <li
                    key={id}
                    data-row={id}
                    className={`q-line one ${id === reading ? "cur" : ""}`}
                  >
                    <button
                      type="button"
                      className="q-open"
                      aria-current={id === reading || undefined}
                      onClick={() => rows.stand(id)}
                    >
                      <span className="q-who">
                        <b>{to}</b>
                        <RelativeTime value={date} short timeZone={calendar.timeZone} />
                      </span>
                      <span className="on">{subject}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <DatePager
                path="/outbox"
                dates={mails.map(({ date }) => date)}
                noun={["mail", "mails"]}
                newer={null}
                older={list.data.nextCursor}
                timeZone={calendar.timeZone}
                locale={calendar.locale}
              />
            </section>
            <section className="tri-read" aria-label="Mail">
              {reading && <MailReading key={reading} id={reading} calendar={calendar} />}
            </section>
          </div>
        )}
      </main>
      <Hints of={[[["j", "k"], "next, previous"]]} />
    </>
  );
}
