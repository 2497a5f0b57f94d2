import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import * as relations from "./relations.ts";
import * as schema from "./schema/index.ts";

export const tables = { ...schema, ...relations };

interface Rows<Row> {
  rows: Row[];
}
interface RowsHKT extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** A pool or a transaction; callers never need to know which. */
export interface Db
  extends PgDatabase<RowsHKT, typeof tables, ExtractTablesWithRelations<typeof tables>> {}
