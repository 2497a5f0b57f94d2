import type { Db } from "@quoin/db";
import { sql } from "drizzle-orm";
import { DEAD_LETTERS } from "./provision.ts";

export interface QueuedJob {
  readonly name: string;
  readonly payload: unknown;
}

/** What is in the queue, oldest first. Reads the queue's own table, which its library has no call for. */
export async function queuedJobs(db: Db): Promise<QueuedJob[]> {
  const { rows } = await db.execute<{ name: string; data: { payload: unknown } }>(
    sql`select name, data from pgboss.job where name <> ${DEAD_LETTERS} order by created_on, id`,
  );
  return rows.map(({ name, data }) => ({ name, payload: data.payload }));
}

/** Takes every job out of the queue. */
export async function emptyQueue(db: Db): Promise<void> {
  await db.execute(sql`delete from pgboss.job`);
}
