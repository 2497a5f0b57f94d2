import { and, eq, getTableColumns, inArray, isNull, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "./database.ts";

/** Any of our tables: they all have an id. */
export type Entity = PgTable & { readonly id: PgColumn };

/** What to match, column by column: a value, one of several values, or null. */
export type Filter<Row> = {
  readonly [Key in keyof Row]?: Row[Key] | readonly Row[Key][] | null | undefined;
};

/** Rows written in one statement at the most; keeps well under PostgreSQL's 65,535 parameters. */
const INSERT_CHUNK = 500;

/** The most rows one `select` returns; what may be longer is a keyset page of its model. */
export const SELECT_LIMIT = 1_000;

/** Turns a filter into SQL conditions. A key that is undefined says nothing; an empty list matches nothing. */
export function buildConditions<Row>(table: Entity, filter: Filter<Row>): SQL[] {
  const columns: Record<string, PgColumn> = getTableColumns(table);
  return Object.entries(filter).flatMap(([key, value]) => {
    const column = columns[key];
    if (column === undefined) throw new Error(`${key} is not a column`);
    if (value === undefined) return [];
    if (value === null) return [isNull(column)];
    return [Array.isArray(value) ? inArray(column, value) : eq(column, value)];
  });
}

/** The first row, for a caller that knows there is one: throws when there is none. */
export function takeFirst<Row>(rows: readonly Row[]): Row {
  const [first] = rows;
  if (first === undefined) throw new Error("Expected a row and found none");
  return first;
}

/**
 * The verbs of a table. Each takes many and returns many, so one is a list of one:
 * `const [tag] = await Tags.insert(db, [data])`. An empty list never reaches PostgreSQL.
 */
export function model<Row extends { id: string }, NewRow extends object>(table: Entity) {
  const columns: Record<string, PgColumn> = getTableColumns(table);

  /** Refuses a write without a condition: it would reach every row of the table. */
  function conditions(filter: Filter<Row>, only?: SQL): SQL {
    const where = and(...buildConditions(table, filter), only);
    if (where === undefined) throw new Error("A write needs a condition");
    return where;
  }

  return {
    /** Inserts in the order given and returns the rows in that order. */
    async insert(db: Db, rows: readonly NewRow[]): Promise<Row[]> {
      const inserted: Row[] = [];
      for (let at = 0; at < rows.length; at += INSERT_CHUNK) {
        const chunk = rows.slice(at, at + INSERT_CHUNK);
        // Safe: drizzle returns this table's rows, and `Row` is inferred from the same table.
        inserted.push(...((await db.insert(table).values(chunk).returning()) as Row[]));
      }
      return inserted;
    },

    /** The rows that match, at most `limit` of them, with only the columns asked for. */
    async select<Key extends keyof Row & string = keyof Row & string>(
      db: Db,
      filter: Filter<Row> = {},
      options: {
        readonly columns?: readonly Key[];
        readonly only?: SQL | undefined;
        readonly orderBy?: readonly (SQL | PgColumn)[];
        readonly limit?: number;
      } = {},
    ): Promise<Pick<Row, Key>[]> {
      const { columns: keys, only, orderBy = [], limit = SELECT_LIMIT } = options;
      const picked = keys
        ? Object.fromEntries(keys.map((key) => [key, takeFirst([columns[key]])] as const))
        : columns;
      const rows = await db
        .select(picked as Record<string, PgColumn>)
        .from(table)
        .where(and(...buildConditions(table, filter), only))
        .orderBy(...orderBy)
        .limit(limit);
      return rows as Pick<Row, Key>[];
    },

    /** Changes the rows that match and returns them as they are now. */
    async update(
      db: Db,
      filter: Filter<Row>,
      patch: Partial<NewRow> | Record<string, SQL>,
      only?: SQL,
    ): Promise<Row[]> {
      if (matchesNothing(filter)) return [];
      return (await db
        .update(table)
        .set(patch)
        .where(conditions(filter, only))
        .returning()) as Row[];
    },

    /** Deletes the rows that match and returns them as they were. */
    async delete(db: Db, filter: Filter<Row>, only?: SQL): Promise<Row[]> {
      if (matchesNothing(filter)) return [];
      return (await db.delete(table).where(conditions(filter, only)).returning()) as Row[];
    },
  };
}

const matchesNothing = <Row>(filter: Filter<Row>): boolean =>
  Object.values(filter).some((value) => Array.isArray(value) && value.length === 0);
