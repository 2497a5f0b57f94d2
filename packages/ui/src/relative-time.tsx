"use client";

import { useSyncExternalStore } from "react";
import { formatDate, formatRelative } from "./date-format.ts";

export interface RelativeTimeProps {
  value: Date | string | number;
  /** "11 min" instead of "11 minutes ago". */
  short?: boolean;
  timeZone?: string;
  locale?: string;
  className?: string;
}

const minute = 60_000;

/** One clock for all: it ticks on the minute, and only while something listens. */
function subscribe(changed: () => void) {
  const timer = setInterval(changed, minute / 4);
  return () => clearInterval(timer);
}

const currentMinute = (): number | undefined => Math.floor(Date.now() / minute);
const onServer = (): number | undefined => undefined;

/**
 * How long ago, kept current; the moment itself is its title. The server writes the
 * moment, so that the page says the same before and without script.
 */
export function RelativeTime({
  value,
  short = false,
  timeZone,
  locale,
  className,
}: RelativeTimeProps) {
  const tick = useSyncExternalStore(subscribe, currentMinute, onServer);
  const now = tick === undefined ? undefined : new Date(tick * minute);
  const options = { ...(timeZone && { timeZone }), ...(locale && { locale }) };
  const moment = formatDate(value, "moment", options);
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return <span className={className}>{moment}</span>;
  const relative = now && formatRelative(date, { now, short, ...(locale && { locale }) });
  return (
    <time
      dateTime={date.toISOString()}
      title={relative && moment}
      className={className}
      suppressHydrationWarning
    >
      {relative ?? moment}
    </time>
  );
}
