"use client";

import { useEffect, useState } from "react";
import { formatDate, formatRelative } from "./date-format.ts";

export interface RelativeTimeProps {
  value: Date | string | number;
  /** "11 min" instead of "11 minutes ago". */
  short?: boolean;
  timeZone?: string;
  locale?: string;
  className?: string;
}

/**
 * How long ago, kept current each minute; the moment itself is its title. The server
 * writes the moment, so that the page says the same before and without script.
 */
export function RelativeTime({
  value,
  short = false,
  timeZone,
  locale,
  className,
}: RelativeTimeProps) {
  const [now, setNow] = useState<Date>();

  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);

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
