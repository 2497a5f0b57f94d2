import { NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { sqlStateOf } from "../database-errors.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { type Connection, SteadyPool } from "./pool.ts";
import { SteadySession } from "./session.ts";
import { dialect, relationalSchema, type Tables } from "./tables.ts";
import { probeDeadlineMs, Watchdog } from "./watchdog.ts";

/** How long anything may take, in milliseconds. Each limit is longer than the one that should strike first. */
export const timeoutsFor = (statementTimeoutMs: number) => ({
  connectionTimeoutMillis: 5_000,
  lock_timeout: 10_000,
  statement_timeout: statementTimeoutMs,
  // The client's own: the server's do not reach us over a connection that has gone silent.
  query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 5_000,
  idle_in_transaction_session_timeout: 30_000,
});

/** An ordinary PostgreSQL, the embedded one included, over TCP. */
export function openPg(options: DriverOptions): Driver {
  const { url, max, applicationName, onError } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    ...timeoutsFor(options.statementTimeoutMs),
  });
  // Without these a restart of the server ends this process. An idle connection reports to the pool; one that is
  // checked out reports to nobody, and its next statement fails and tells the caller.
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", () => {}));

  const watchdog = new Watchdog(() => getsAnswer(url));
  const steady = new SteadyPool(pool, watchdog, cutOff);
  return {
    db: new NodePgDatabase<Tables>(dialect, new SteadySession(steady), relationalSchema),
    close: () => steady.close(),
  };
}

// Over a silent network a polite goodbye would wait for ever as well.
function cutOff(connection: Connection): void {
  if (!(connection instanceof pg.Client)) return;
  connection.connection.stream.destroy();
}

/** True when a new connection gets any answer at all; a refusal by PostgreSQL is one, a closed port is not. */
async function getsAnswer(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "quoin probe",
    connectionTimeoutMillis: probeDeadlineMs,
    query_timeout: probeDeadlineMs,
  });
  client.on("error", () => {});
  const deadline = setTimeout(() => client.connection.stream.destroy(), probeDeadlineMs);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    return sqlStateOf(error) !== undefined;
  } finally {
    clearTimeout(deadline);
    void client.end().catch(() => {});
  }
}
