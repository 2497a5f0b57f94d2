import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** One key. Put several in `Keys`. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>;
}

/** A chord or a sequence of keys: `<Keys of={["⌘", "K"]} />`. */
export function Keys({ of }: { of: readonly string[] }) {
  return (
    <span className="keys">
      {of.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The initials of a name: first and last word, or the first two letters of a single word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (first === undefined) return "–";
  const letters = (word: string) => [...graphemes.segment(word)].map((part) => part.segment);
  const last = words.length > 1 ? words.at(-1) : undefined;
  const picked = last ? [letters(first)[0], letters(last)[0]] : letters(first).slice(0, 2);
  return picked.join("").toLocaleUpperCase();
}

export interface AvatarProps {
  name: string;
  /** The writer of the post at hand, set in verdigris. */
  author?: boolean;
  className?: string;
}

/** Initials in a square. Decorative: the name stands beside it. */
export function Avatar({ name, author = false, className }: AvatarProps) {
  return (
    <span className={classNames("avatar", author && "is-author", className)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export type Tone = "plain" | "verdigris" | "brass" | "madder" | "slate";

const badges: Record<Tone, string | false> = {
  plain: false,
  verdigris: "badge-verd",
  brass: "badge-brass",
  madder: "badge-madder",
  slate: "badge-slate",
};

/** A word or a figure about the thing before it. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames("badge", badges[tone])}>{children}</span>;
}

export interface TagProps {
  children: string;
  /** With it the tag has a button that takes it away. */
  onRemove?: () => void;
}

/** A tag of a post, as the editor shows it. */
export function Tag({ children, onRemove }: TagProps) {
  return (
    <span className="tag">
      {children}
      {onRemove && (
        <button type="button" aria-label={`Remove ${children}`} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

/** A filter in force, with a button that lifts it. */
export function Chip({ children, onRemove }: TagProps) {
  return (
    <span className="chip">
      {children}
      {onRemove && (
        <button type="button" aria-label={`Lift ${children}`} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

/** What a search found, marked in brass. */
export function SearchMark({ children }: { children: ReactNode }) {
  return <mark>{children}</mark>;
}

/** The thick and thin rule that opens and closes a publication. */
export function OxfordRule() {
  return <div className="oxford" aria-hidden="true" />;
}
