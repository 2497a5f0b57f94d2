"use client";

import { formatDate } from "@quoin/ui/date-format";
import { Pager } from "@quoin/ui/pager";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useKeys } from "../keyboard/use-keys.ts";
import { withQuery } from "./address.ts";

const nothing = {};

/**
 * Newer and older, each named by a date and never by a page number. `dates` are those of the rows in
 * sight, newest first.
 */
export function DatePager({
  path,
  keep = nothing,
  dates,
  noun,
  total,
  newer,
  older,
  timeZone,
  locale,
}: {
  path: string;
  /** The other parameters of the address. */
  keep?: Readonly<Record<string, string | undefined>>;
  dates: readonly Date[];
  /** What is counted: one and many. */
  noun: readonly [one: string, many: string];
  /** How many there are in all, when that is known. */
  total?: number | undefined;
  /** Cursors of the neighbours; null where the list ends. */
  newer: string | null;
  older: string | null;
  timeZone: string;
  locale: string;
}) {
  const router = useRouter();
  const link = (cursor: string | null) =>
    cursor === null ? undefined : withQuery(path, { ...keep, cursor });
  const [back, on] = [link(newer), link(older)];
  useKeys({
    "shift+j": { say: "Older page", run: () => on && router.push(on) },
    "shift+k": { say: "Newer page", run: () => back && router.push(back) },
  });
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return null;
  const write = (date: Date, style: "day" | "date") =>
    formatDate(date, style, { timeZone, locale });
  const [from, to] = [write(first, "date"), write(last, "date")];
  return (
    <Pager
      as={Link}
      look="newsroom"
      newer={back}
      older={on}
      newerLabel={back ? `Newer than ${write(first, "day")}` : "Newer"}
      olderLabel={on ? `Older than ${write(last, "day")}` : "Older"}
      range={
        <>
          {dates.length.toLocaleString(locale)} {dates.length === 1 ? noun[0] : noun[1]},{" "}
          {from === to ? from : `${from} to ${to}`}
          {total !== undefined && <i> of {total.toLocaleString(locale)}</i>}
        </>
      }
    />
  );
}
