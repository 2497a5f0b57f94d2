import { inArray, lt } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import type { Entity } from "../model.ts";

// Small enough not to hold locks for long, large enough to be done soon.
const BATCH = 5_000;

/** Deletes the rows whose time (`column`) came before `now`, in batches. Returns how many. */
export async function deleteExpired(
  db: Db,
  table: Entity,
  column: PgColumn,
  now: Date,
): Promise<number> {
  for (let deleted = 0; ;) {
    const due = db.select({ id: table.id }).from(table).where(lt(column, now)).limit(BATCH);
    const gone = await db.delete(table).where(inArray(table.id, due)).returning({ id: table.id });
    deleted += gone.length;
    if (gone.length < BATCH) return deleted;
  }
}
