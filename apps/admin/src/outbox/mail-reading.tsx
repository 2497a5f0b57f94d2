"use client";

import { api } from "@quoin/client/react";
import { formatDate } from "@quoin/ui/date-format";
import { Tabs } from "@quoin/ui/tabs";
import { useMemo, useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import type { Calendar } from "../posts/when.ts";
import { piecesOf, withoutStyles } from "./mail-text.ts";

/** One mail, as text and as the HTML that was sent. */
export function MailReading({ id, calendar }: { id: string; calendar: Calendar }) {
  const mail = api.outbox.byId.useQuery({ id });
  const [part, setPart] = useState<"text" | "html">("text");
  if (mail.isPending) return <output className="q-wait">Fetching the mail</output>;
  if (mail.isError) return <CallFailure error={mail.error} onRetry={() => void mail.refetch()} />;
  const { subject, from, to, date, text, html } = mail.data;
  return (
    <article aria-labelledby="mail-subject">
      <h2 className="mail-subject" id="mail-subject">
        {subject}
      </h2>
      <dl className="mail-head">
        <dt>To</dt>
        <dd>{to}</dd>
        <dt>From</dt>
        <dd>{from}</dd>
        <dt>Sent</dt>
        <dd>{formatDate(date, "moment", calendar)}</dd>
      </dl>
      {html !== null && (
        <Tabs
          label="Parts of the mail"
          items={[
            { value: "text", label: "Text", panel: "mail-part" },
            { value: "html", label: "HTML", panel: "mail-part" },
          ]}
          value={part}
          onChange={setPart}
        />
      )}
      <div id="mail-part">
        {part === "html" && html !== null ? (
          <MailFrame html={html} />
        ) : (
          <p className="mail-text">
            {piecesOf(text).map((piece, at) =>
              piece.isLink ? (
                // oxlint-disable-next-line react/no-array-index-key -- a mail's text never changes
                <a key={at} href={piece.text} rel="noreferrer">
                  {piece.text}
                </a>
              ) : (
                piece.text
              ),
            )}
          </p>
        )}
      </div>
    </article>
  );
}

/**
 * The HTML in a frame that can do nothing: no script, no forms, no origin. Its styles are left out, as
 * the page's policy would refuse them, and its links are not followed in there.
 */
function MailFrame({ html }: { html: string }) {
  const bare = useMemo(() => {
    const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
    for (const element of page.querySelectorAll("link, script, base, meta, img, iframe"))
      element.remove();
    for (const element of page.querySelectorAll("*"))
      for (const { name } of Array.from(element.attributes))
        if (name === "href" || name.startsWith("on")) element.removeAttribute(name);
    return page.documentElement.outerHTML;
  }, [html]);
  return (
    <>
      <iframe className="mail-html" title="The mail’s HTML" sandbox="" srcDoc={bare} />
      <p className="dim">Shown without its styles and links. Follow links from the text.</p>
    </>
  );
}
