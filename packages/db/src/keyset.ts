import { type Column, type SQL, asc, desc, sql } from "drizzle-orm";

/** A place in a list that is ordered by an instant and then by id. */
export interface Key {
  readonly at: Date;
  readonly id: string;
}

/** Which page: the first, the one after a place, or the one before it. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: Key | undefined;
  readonly before?: Key | undefined;
}

/** One page, and the places from which its neighbours start; null where the list ends. */
export interface Page<Row> {
  readonly items: Row[];
  readonly next: Key | null;
  readonly previous: Key | null;
}

type Direction = "newest" | "oldest";

/**
 * The condition and the order of one keyset page over `(at, id)`.
 *
 * The row comparison `(a, b) < (x, y)` is one index range; the spelled-out `or` form is only a filter.
 * Drizzle has no row comparison, hence the SQL.
 */
export function keyset(at: Column, id: Column, page: PageRequest, direction: Direction = "newest") {
  const backwards = page.before !== undefined;
  const from = page.before ?? page.after;
  const descending = (direction === "newest") !== backwards;
  const operator = descending ? sql.raw("<") : sql.raw(">");
  const order = descending ? desc : asc;
  const where: SQL | undefined =
    from &&
    sql`(${at}, ${id}) ${operator} (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`;
  return {
    where,
    orderBy: [order(at), order(id)],
    // One row more than asked for tells whether there is another page.
    limit: page.limit + 1,
  };
}

/** Cuts what `keyset` fetched into a page, in list order whichever way it was read. */
export function toPage<Row>(
  rows: readonly Row[],
  page: PageRequest,
  keyOf: (row: Row) => Key,
): Page<Row> {
  const backwards = page.before !== undefined;
  const more = rows.length > page.limit;
  const kept = rows.slice(0, page.limit);
  const items = backwards ? kept.toReversed() : kept;
  const first = items.at(0);
  const last = items.at(-1);
  const hasNext = backwards ? true : more;
  const hasPrevious = backwards ? more : page.after !== undefined;
  return {
    items,
    next: hasNext && last !== undefined ? keyOf(last) : null,
    previous: hasPrevious && first !== undefined ? keyOf(first) : null,
  };
}
