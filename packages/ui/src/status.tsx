import { classNames } from "./class-names.ts";

export type PostStatus = "draft" | "review" | "scheduled" | "published" | "archived";
export type CommentStatus = "pending" | "approved" | "spam" | "deleted";
export type Status = PostStatus | CommentStatus;

type Glyph = "open" | "half" | "apart" | "closed" | "bar" | "struck";

/** The lock-up: what is loose is unpublished, what is closed is published. */
const glyphs: Record<Status, Glyph> = {
  draft: "open",
  review: "half",
  scheduled: "apart",
  published: "closed",
  archived: "bar",
  pending: "half",
  approved: "closed",
  spam: "struck",
  deleted: "bar",
};

const words: Record<Status, string> = {
  draft: "Draft",
  review: "In review",
  scheduled: "Scheduled",
  published: "Published",
  archived: "Archived",
  pending: "Waiting",
  approved: "Approved",
  spam: "Spam",
  deleted: "Deleted",
};

const line = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.1,
  strokeLinejoin: "round",
} as const;

const shapes = {
  open: (
    <>
      <polygon points="1.6,1.6 14.4,1.6 14.4,3.3 1.6,7.3" {...line} />
      <polygon points="1.6,10.3 14.4,6.3 14.4,10.4 1.6,10.4" {...line} />
    </>
  ),
  half: (
    <>
      <polygon points="1.6,1.6 14.4,1.6 14.4,3.3 1.6,7.3" {...line} />
      <polygon points="1,9.8 15,5.4 15,11 1,11" fill="currentColor" />
    </>
  ),
  apart: (
    <g fill="currentColor">
      <polygon points="4.5,0.6 15.5,0.6 15.5,2.6 4.5,6" />
      <polygon points="0.5,9.4 11.5,6 11.5,11.4 0.5,11.4" />
    </g>
  ),
  closed: (
    <g fill="currentColor">
      <polygon points="1,1 15,1 15,3.6 1,8" />
      <polygon points="1,9.8 15,5.4 15,11 1,11" />
    </g>
  ),
  bar: (
    <>
      <rect x="1.6" y="1.6" width="12.8" height="8.8" {...line} />
      <path d="M1.6 8 14.4 4" {...line} />
    </>
  ),
  struck: (
    <>
      <rect x="1.6" y="1.6" width="12.8" height="8.8" {...line} />
      <path d="M1.6 1.6 14.4 10.4M14.4 1.6 1.6 10.4" {...line} />
    </>
  ),
} satisfies Record<Glyph, React.ReactNode>;

/** The two wedges alone, hidden from screen readers: a word must stand beside them. */
export function StatusGlyph({ status, className }: { status: Status; className?: string }) {
  return (
    <svg className={classNames("wedge", className)} viewBox="0 0 16 12" aria-hidden="true">
      {shapes[glyphs[status]]}
    </svg>
  );
}

/** Glyph, word and colour together, as status is always shown. `children` replaces the word. */
export function StatusLabel({
  status,
  className,
  children,
}: {
  status: Status;
  className?: string;
  children?: React.ReactNode;
}) {
  return (
    <span className={classNames("status", `status-${status}`, className)}>
      <StatusGlyph status={status} />
      {children ?? words[status]}
    </span>
  );
}

/** The word for a status, in sentence case. */
export function statusWord(status: Status): string {
  return words[status];
}
