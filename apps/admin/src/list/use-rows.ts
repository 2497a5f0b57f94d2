"use client";

import { useEffect, useMemo, useState } from "react";
import { useKeys } from "../keyboard/use-keys.ts";
import {
  extendTo,
  keepPresent,
  moveBy,
  nothingSelected,
  type Selection,
  toggle,
  toggleAll,
} from "./selection.ts";

export interface Rows {
  /** The row that the keyboard stands on; null before it was used. */
  readonly cursor: string | null;
  /** Ids of the chosen rows, in the order of the list. */
  readonly chosen: readonly string[];
  readonly isChosen: (id: string) => boolean;
  readonly allChosen: boolean;
  readonly toggle: (id: string) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
  /** Puts the keyboard on a row. */
  readonly stand: (id: string) => void;
  /** Spread on the `<tr>` or `<li>` of a row. */
  readonly rowProps: (id: string) => {
    readonly "data-row": string;
    readonly className: string | undefined;
  };
}

/**
 * The keyboard of a list: J and K move, X chooses, ⇧X chooses a range, Enter opens, Escape lets go.
 * `select: false` leaves the choosing out.
 */
export function useRows(
  ids: readonly string[],
  { onOpen, select = true }: { onOpen?: (id: string) => void; select?: boolean } = {},
): Rows {
  const [held, setHeld] = useState<Selection>(nothingSelected);
  const selection = useMemo(() => keepPresent(held, ids), [held, ids]);
  const change = (next: (now: Selection) => Selection) =>
    setHeld((now) => next(keepPresent(now, ids)));
  const { cursor, chosen } = selection;

  useEffect(() => {
    if (cursor === null) return;
    const row = document.querySelector(`[data-row="${CSS.escape(cursor)}"]`);
    row?.scrollIntoView({ block: "nearest" });
  }, [cursor]);

  useKeys({
    j: { say: "Next row", run: () => change((now) => moveBy(now, ids, 1)) },
    k: { say: "Previous row", run: () => change((now) => moveBy(now, ids, -1)) },
    ...(onOpen && {
      Enter: { say: "Open the row", run: () => cursor !== null && onOpen(cursor) },
    }),
    ...(select && {
      x: {
        say: "Select the row",
        run: () => change((now) => (now.cursor === null ? now : toggle(now, now.cursor))),
      },
      "shift+x": {
        say: "Select up to the row",
        run: () => change((now) => (now.cursor === null ? now : extendTo(now, ids, now.cursor))),
      },
      "mod+a": { say: "Select all rows", run: () => change((now) => toggleAll(now, ids)) },
      Escape: {
        say: "Clear the selection",
        run: () => change((now) => ({ ...now, chosen: new Set(), anchor: null })),
      },
    }),
  });

  return {
    cursor,
    chosen: ids.filter((id) => chosen.has(id)),
    isChosen: (id) => chosen.has(id),
    allChosen: ids.length > 0 && ids.every((id) => chosen.has(id)),
    toggle: (id) => change((now) => toggle(now, id)),
    toggleAll: () => change((now) => toggleAll(now, ids)),
    clear: () => change((now) => ({ ...now, chosen: new Set(), anchor: null })),
    stand: (id) => change((now) => ({ ...now, cursor: id })),
    rowProps: (id) => ({
      "data-row": id,
      className:
        [chosen.has(id) && "sel", id === cursor && "cursor"].filter(Boolean).join(" ") || undefined,
    }),
  };
}
