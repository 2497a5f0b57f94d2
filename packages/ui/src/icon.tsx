import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/**
 * The few icons that static pages need, drawn on the 24 px grid and stroke of lucide so
 * that both can stand in one row. Lucide's own components are client components: each
 * would send script and data to a reader for a picture that never moves.
 */
const drawings = {
  alert: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 7.5v5.25M12 16.4v.1" />
    </>
  ),
  "arrow-left": <path d="M19.5 12h-15M11 5l-7 7 7 7" />,
  "arrow-right": <path d="M4.5 12h15M13 5l7 7-7 7" />,
  braces: (
    <path d="M8.5 3.5H7.75A2.25 2.25 0 0 0 5.5 5.75V9.5A2.5 2.5 0 0 1 3 12a2.5 2.5 0 0 1 2.5 2.5v3.75a2.25 2.25 0 0 0 2.25 2.25h.75M15.5 3.5h.75a2.25 2.25 0 0 1 2.25 2.25V9.5A2.5 2.5 0 0 0 21 12a2.5 2.5 0 0 0-2.5 2.5v3.75a2.25 2.25 0 0 1-2.25 2.25h-.75" />
  ),
  check: <path d="M4.5 12.5l5 5L20 7" />,
  "chevron-down": <path d="M6 9.5l6 6 6-6" />,
  chevrons: <path d="M7.5 9.5L12 5l4.5 4.5M7.5 14.5L12 19l4.5-4.5" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 6.5V12l3.75 2" />
    </>
  ),
  close: <path d="M6 6l12 12M18 6L6 18" />,
  comment: (
    <path d="M4.25 3.5h15.5A1.75 1.75 0 0 1 21.5 5.25v11.5a1.75 1.75 0 0 1-1.75 1.75H7L2.5 22V5.25A1.75 1.75 0 0 1 4.25 3.5z" />
  ),
  contrast: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="13" height="13" rx="2" />
      <path d="M4.5 15.5A2 2 0 0 1 2.5 13.5v-9a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2" />
    </>
  ),
  edit: <path d="M3 21l1.25-5L16.5 3.75a2.65 2.65 0 0 1 3.75 3.75L8 19.75zM14.5 5.75l3.75 3.75" />,
  external: (
    <path d="M14.5 3.5h6v6M20 4l-9.5 9.5M18 13.5v5a2 2 0 0 1-2 2H5.5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h5" />
  ),
  feed: (
    <>
      <path d="M4 11.5a8.5 8.5 0 0 1 8.5 8.5M4 4.5A15.5 15.5 0 0 1 19.5 20" />
      <circle cx="5" cy="19" r="1" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 11.25v5.25M12 7.5v.1" />
    </>
  ),
  link: (
    <path d="M10 14.5a4.6 4.6 0 0 0 6.9.3l2.9-2.9a4.6 4.6 0 0 0-6.5-6.5l-1.5 1.5M14 9.5a4.6 4.6 0 0 0-6.9-.3l-2.9 2.9a4.6 4.6 0 0 0 6.5 6.5l1.5-1.5" />
  ),
  menu: <path d="M4 5.5h16M4 12h16M4 18.5h16" />,
  minus: <path d="M5 12h14" />,
  moon: <path d="M20.5 14.2A8.75 8.75 0 1 1 9.8 3.5a7 7 0 0 0 10.7 10.7z" />,
  plus: <path d="M5 12h14M12 5v14" />,
  reply: <path d="M15 10l5 5-5 5M4 4v7a4 4 0 0 0 4 4h12" />,
  search: (
    <>
      <circle cx="10.75" cy="10.75" r="7.75" />
      <path d="M21 21l-4.6-4.6" />
    </>
  ),
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4" />
    </>
  ),
  trash: (
    <path d="M3.5 6h17M8.5 6V4.25A1.75 1.75 0 0 1 10.25 2.5h3.5a1.75 1.75 0 0 1 1.75 1.75V6M18.75 6v13.75a1.75 1.75 0 0 1-1.75 1.75H7a1.75 1.75 0 0 1-1.75-1.75V6M10 11v6M14 11v6" />
  ),
  "trend-down": <path d="M7 7l10 10M17 8v9H8" />,
  "trend-up": <path d="M7 17L17 7M8 7h9v9" />,
  warning: (
    <path d="M10.3 4.1L2.2 18a2 2 0 0 0 1.7 3h16.2a2 2 0 0 0 1.7-3L13.7 4.1a2 2 0 0 0-3.4 0zM12 9v4.5M12 17v.1" />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A decorative icon of 16 px. Say its meaning in text, or in the control's `aria-label`. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={classNames("ic", className)} viewBox="0 0 24 24" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
