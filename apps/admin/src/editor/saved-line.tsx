"use client";

import { formatDate } from "@quoin/ui/date-format";
import { CloudAlert, CloudCheck, CloudOff, CloudUpload, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { type Line, lineOf, type Session } from "./session.ts";

const icons: Record<Line, LucideIcon> = {
  untouched: CloudCheck,
  saved: CloudCheck,
  saving: CloudUpload,
  waiting: CloudUpload,
  offline: CloudOff,
  failed: CloudAlert,
  conflict: CloudAlert,
};

/** Where the text stands: saved and when, on its way, or only in this browser. */
export function SavedLine({
  session,
  timeZone,
  locale,
  now,
}: {
  session: Session;
  timeZone: string;
  locale: string;
  /** When the page was opened, in milliseconds; a save since is later. */
  now: number;
}) {
  const line = lineOf(session);
  const Icon = icons[line];
  const at = session.savedAt ?? 0;
  const day = (moment: number) => formatDate(moment, "date", { timeZone, locale });
  // A time alone is today's.
  const look = at >= now || day(at) === day(now) ? "time" : "day";
  const time = formatDate(at, look, { timeZone, locale });
  const words: Record<Line, string> = {
    untouched: "New",
    saved: `Saved ${time}`,
    saving: "Saving",
    waiting: session.status === "published" ? "Not updated yet" : "Not saved yet",
    offline: "Offline",
    failed: "Not saved",
    conflict: "Not saved",
  };
  return (
    <span className="saved" data-line={line}>
      <Icon className="ic" aria-hidden />
      <span>{words[line]}</span>
      <Told line={line} />
    </span>
  );
}

/** Says aloud what one must know, and not each save of each pause. */
function Told({ line }: { line: Line }) {
  const [told, setTold] = useState({ line, words: "" });
  if (told.line !== line) setTold({ line, words: wordsAfter(told.words, line) });
  return (
    <span className="vh" role="status">
      {told.words}
    </span>
  );
}

/** What is said next; the same words again are not read again. */
function wordsAfter(said: string, line: Line): string {
  if (line === "offline") return "You are offline. What you type is kept in this browser.";
  if (line === "failed") return "Not saved. What you type is kept in this browser.";
  return line === "saved" && said !== "" ? "Saved again" : said;
}
