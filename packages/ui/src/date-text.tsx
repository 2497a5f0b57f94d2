import { type DateOptions, type DateStyle, formatDate } from "./date-format.ts";

export interface DateTextProps extends DateOptions {
  value: Date | string | number;
  /** "day" (18 Nov), "date" (18 November 2026), "weekday", "time" (16:08), "moment" (18 Nov, 16:08). */
  look?: DateStyle;
  className?: string;
}

/** A date in words, and exact for machines. Written on the server; needs no script. */
export function DateText({ value, look = "day", className, ...options }: DateTextProps) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return <span className={className}>–</span>;
  return (
    <time dateTime={date.toISOString()} className={className}>
      {formatDate(date, look, options)}
    </time>
  );
}
