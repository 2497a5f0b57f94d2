import { sql } from "drizzle-orm";
import type { PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import { DatabaseUnavailableError, withoutPasswords } from "./database-errors.ts";
import type { Relations, RowsOfAnyDriver, Tables } from "./drivers/tables.ts";
import { openNeon } from "./drivers/neon.ts";
import { openPg } from "./drivers/pg.ts";
import { type DatabaseDriver, driverFor } from "./env.ts";

/** A pool or a transaction, over any driver; callers never need to know which. */
export interface Db extends PgDatabase<RowsOfAnyDriver, Tables, Relations> {}

/** What `db.transaction` hands to its callback; for the few signatures that insist on one. */
export interface Transaction extends PgTransaction<RowsOfAnyDriver, Tables, Relations> {}

export interface DatabaseOptions {
  readonly url: string;
  /** Neon's own addresses choose Neon, all others `pg`. */
  readonly driver?: DatabaseDriver;
  /** Connections at the most; 10 when left out. */
  readonly max?: number;
  readonly applicationName?: string;
  /** How long a statement may run; 15 s when left out, no limit when 0, which is for migrations. */
  readonly statementTimeoutMs?: number;
  /** Hears of connections that broke while idle, with passwords blanked. For the log; nothing needs doing. */
  readonly onError?: (error: Error) => void;
}

export interface DatabaseHandle {
  readonly db: Db;
  readonly driver: DatabaseDriver;
  /** Resolves when the database answers within 2.5 s; throws otherwise, with an error that `isUnavailable`. */
  ping(): Promise<void>;
  /** Closes every connection, after what is in flight, within 5 s. Twice is once. */
  close(): Promise<void>;
}

const pingDeadlineMs = 2_500;

/**
 * Opens a database. Connects when first needed, so it succeeds while the server is down, and heals by itself
 * after the server restarts. A server that goes silent makes what waits for it fail within 3 s.
 */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const driver = driverFor(options.url, options.driver);
  const open = driver === "neon" ? openNeon : openPg;
  const opened = open({
    url: options.url,
    max: options.max ?? 10,
    applicationName: options.applicationName ?? "quoin",
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
    onError: (error) => options.onError?.(new Error(withoutPasswords(error.message))),
  });
  return { db: opened.db, driver, close: () => opened.close(), ping: () => ping(opened.db) };
}

async function ping(db: Db): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DatabaseUnavailableError("The database did not answer within 2.5 s")),
      pingDeadlineMs,
    );
  });
  try {
    await Promise.race([db.execute(sql`select 1`), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
