import type { Place } from "./places.ts";

/** One line of the palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly note?: string;
  readonly group: "Pages" | "Actions" | "Posts";
  /** The binding that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

/** Commands whose words begin with the words that were typed, in the order given. */
export function matching<Item extends Pick<Command, "label" | "note">>(
  typed: string,
  commands: readonly Item[],
): Item[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  return commands.filter(({ label, note = "" }) => {
    const words = fold(`${label} ${note}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  });
}

/** The pages of the rail as commands. */
export const pageCommands = (places: readonly Place[], go: (href: string) => void): Command[] =>
  places.map(({ href, name, key }) => ({
    id: `page:${href}`,
    label: name,
    group: "Pages",
    keys: `g ${key}`,
    run: () => go(href),
  }));
