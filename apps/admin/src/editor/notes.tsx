"use client";

import { LinkButton } from "@quoin/ui/button";
import { formatDate } from "@quoin/ui/date-format";
import { FormMessage } from "@quoin/ui/form-message";
import { isDirty } from "./session.ts";
import type { Writing } from "./use-session.ts";

/** What a writer must know before going on: offline, not saved, open elsewhere, brought back. */
export function Notes({
  writing,
  timeZone,
  locale,
}: {
  writing: Writing;
  timeZone: string;
  locale: string;
}) {
  const { session, found, elsewhere, kept } = writing;
  const { trouble, online } = session;
  return (
    <div className="ed-notes">
      {!online && (
        <FormMessage title="You are offline">
          {kept
            ? "Go on writing: everything is kept in this browser and saved when you are back."
            : "This browser keeps nothing. Copy your text before you close the page."}
        </FormMessage>
      )}
      {online && trouble?.kind === "unreached" && (
        <FormMessage title="The newsroom does not answer">
          Your text is kept in this browser, and saved as soon as it gets through.{" "}
          <LinkButton onClick={() => void writing.save()}>Try now</LinkButton>
        </FormMessage>
      )}
      {trouble?.kind === "refused" && (
        <FormMessage tone="error" title="Not saved">
          {trouble.words}. Your text is kept in this browser; it is saved once that is put right.
          {trouble.reference && ` (ref ${trouble.reference})`}
        </FormMessage>
      )}
      {!kept && online && (
        <FormMessage tone="error" title="This browser keeps nothing">
          What you type is only saved on the server. Wait for “Saved” before you close the page.
        </FormMessage>
      )}
      {elsewhere && (
        <FormMessage title="Open in another tab">
          When both change the post, the one that saves last is shown both sides.
        </FormMessage>
      )}
      {found && isDirty(session) && (
        <FormMessage title="Brought back">
          What you typed on {formatDate(found.at, "moment", { timeZone, locale })} was not saved
          then. <LinkButton onClick={writing.discard}>Discard it</LinkButton>
        </FormMessage>
      )}
    </div>
  );
}
