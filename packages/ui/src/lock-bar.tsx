import { classNames } from "./class-names.ts";

export interface LockBarProps {
  /** Between 0 and `max`; anything outside is brought inside. */
  value: number;
  /** 1 unless said, so a plain share works. */
  max?: number;
  /**
   * What is measured. With it the bar is a progress bar for screen readers; without it
   * the bar only repeats a figure that stands beside it, and is hidden from them.
   */
  label?: string;
  /** The value in words, such as "3 of 5". */
  text?: string;
  className?: string;
}

/** A tapering bar for checks, series, queues and sources. Its value is drawn, not styled. */
export function LockBar({ value, max = 1, label, text, className }: LockBarProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const x = Math.round(share * 10_000) / 100;
  const slope = Math.round(x * 5.5) / 100;
  const said = label
    ? {
        role: "progressbar",
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": max,
        "aria-valuenow": Math.min(Math.max(value, 0), max),
        "aria-valuetext": text,
      }
    : { "aria-hidden": true };
  return (
    <svg
      className={classNames("lockbar", className)}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      {...said}
    >
      <polygon className="lockbar-track" points="0,0 100,5.5 100,10 0,10" />
      {x > 0 && <polygon className="lockbar-fill" points={`0,0 ${x},${slope} ${x},10 0,10`} />}
    </svg>
  );
}
