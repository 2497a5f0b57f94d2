import type { Db } from "../database.ts";

export interface DriverOptions {
  readonly url: string;
  /** Connections at the most. */
  readonly max: number;
  /** What `pg_stat_activity` shows. */
  readonly applicationName: string;
  /** How long a statement may run; 0 sets no limit. */
  readonly statementTimeoutMs: number;
  /** Hears of connections that broke while nobody waited for them. */
  readonly onError: (error: Error) => void;
}

/** A way to reach a database, behind the one type. */
export interface Driver {
  readonly db: Db;
  close(): Promise<void>;
}
