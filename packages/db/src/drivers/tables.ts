import {
  createTableRelationsHelpers,
  extractTablesRelationalConfig,
  type ExtractTablesWithRelations,
} from "drizzle-orm";
import { PgDialect, type PgQueryResultHKT } from "drizzle-orm/pg-core";
import * as relations from "../relations.ts";
import * as schema from "../schema/index.ts";

/** Every table and every relation, as drizzle wants to know them. */
export const tables = { ...schema, ...relations };
export type Tables = typeof tables;
export type Relations = ExtractTablesWithRelations<Tables>;

interface RawResult<Row> {
  readonly rows: Row[];
  readonly rowCount: number | null;
}

/** What all drivers answer a raw statement with. */
export interface RowsOfAnyDriver extends PgQueryResultHKT {
  readonly type: RawResult<this["row"]>;
}

const { tables: related, tableNamesMap } = extractTablesRelationalConfig<Relations>(
  tables,
  createTableRelationsHelpers,
);

/** Worked out once: it walks every relation of the schema. */
export const relationalSchema = { fullSchema: tables, schema: related, tableNamesMap };

export const dialect = new PgDialect();
