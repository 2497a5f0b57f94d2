import { sql } from "drizzle-orm";
import type { Db } from "./database.ts";

/**
 * Waits until no other transaction holds the lock of this name, then holds it until this one ends.
 * Drizzle has no advisory locks, hence the SQL.
 */
export async function lockUntilCommit(tx: Db, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
