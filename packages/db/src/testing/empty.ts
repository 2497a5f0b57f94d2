import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import * as schema from "../schema/index.ts";

const names = Object.values(schema).flatMap((value) =>
  is(value, PgTable) ? [getTableName(value)] : [],
);

/** Takes every row out of every table of ours. Drizzle has no truncate, hence the SQL. */
export async function emptyDatabase(db: Db): Promise<void> {
  const tables = names.map((name) => sql.identifier(name));
  await db.execute(sql`truncate ${sql.join(tables, sql`, `)} cascade`);
}
