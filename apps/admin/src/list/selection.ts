/** Which rows of a list are chosen, and which one the keyboard stands on. */
export interface Selection {
  readonly cursor: string | null;
  readonly chosen: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchor: string | null;
}

export const nothingSelected: Selection = { cursor: null, chosen: new Set(), anchor: null };

/** Only what is still in the list. */
export function keepPresent(selection: Selection, ids: readonly string[]): Selection {
  const present = new Set(ids);
  const chosen = new Set([...selection.chosen].filter((id) => present.has(id)));
  const still = (id: string | null) => (id !== null && present.has(id) ? id : null);
  return { cursor: still(selection.cursor), chosen, anchor: still(selection.anchor) };
}

/** The cursor `by` rows on; it stops at the ends, and starts at the first row. */
export function moveBy(selection: Selection, ids: readonly string[], by: number): Selection {
  if (ids.length === 0) return selection;
  const at = selection.cursor === null ? -1 : ids.indexOf(selection.cursor);
  const to =
    at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1);
  return { ...selection, cursor: ids[to] ?? null };
}

/** Chooses a row or lets it go; the cursor goes there. */
export function toggle(selection: Selection, id: string): Selection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { cursor: id, chosen, anchor: id };
}

/** Chooses everything between the row chosen last and this one. */
export function extendTo(selection: Selection, ids: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : ids.indexOf(selection.anchor);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id);
  const between = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ...selection, cursor: id, chosen: new Set([...selection.chosen, ...between]) };
}

/** All rows, or none when all are chosen already. */
export function toggleAll(selection: Selection, ids: readonly string[]): Selection {
  const all = ids.length > 0 && ids.every((id) => selection.chosen.has(id));
  return { ...selection, chosen: new Set(all ? [] : ids), anchor: null };
}
