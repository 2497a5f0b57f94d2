import { type HTTPQueryOptions, neon, Pool, types } from "@neondatabase/serverless";
import { NeonHttpDatabase, NeonHttpSession } from "drizzle-orm/neon-http";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import { DatabaseUnavailableError, isConnectionLoss, sqlStateOf } from "../database-errors.ts";
import type { Db, Transaction } from "../database.ts";
import type { Driver, DriverOptions } from "./driver.ts";
import { timeoutsFor } from "./pg.ts";
import { type Connection, isPlainRead, SteadyPool } from "./pool.ts";
import { SteadySession } from "./session.ts";
import { dialect, type Relations, relationalSchema, type Tables } from "./tables.ts";
import { probeDeadlineMs, Watchdog } from "./watchdog.ts";

/**
 * Neon: single statements over HTTP, which need no connection to be set up, and transactions over WebSockets.
 * Needs a global `WebSocket`, which Node has since version 22.
 */
export function openNeon(options: DriverOptions): Driver {
  const { url, max, onError } = options;
  const timeouts = timeoutsFor(options.statementTimeoutMs);
  const pool = new Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: timeouts.connectionTimeoutMillis,
    query_timeout: timeouts.query_timeout,
  });
  pool.on("error", onError);
  pool.on("connect", (client: Connection) => client.on("error", () => {}));

  const watchdog = new Watchdog(() => getsAnswer(url));
  const steady = new SteadyPool(pool, watchdog, cutOff);
  const session = new NeonSession(
    httpClient(url, timeouts.query_timeout, watchdog),
    new SteadySession(steady, setLocally(timeouts)),
  );
  // Safe: it differs from `Db` only in the further fields of a raw result.
  const db = new NeonHttpDatabase<Tables>(dialect, session, relationalSchema) as unknown as Db;
  return { db, close: () => steady.close() };
}

// Sent with `begin`: Neon's pooler refuses these as parameters of a connection.
function setLocally(limits: ReturnType<typeof timeoutsFor>): string {
  const names = [
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
  ] as const;
  return names.map((name) => `; set local ${name} = ${limits[name]}`).join("");
}

type HttpClient = ConstructorParameters<typeof NeonHttpSession>[0];

class NeonSession extends NeonHttpSession<Tables, Relations> {
  readonly #transactions: SteadySession;

  constructor(client: HttpClient, transactions: SteadySession) {
    super(client, dialect, relationalSchema);
    this.#transactions = transactions;
  }

  // Typed by the parent for its own transactions, which always throw.
  override transaction<Result>(
    run: (tx: never) => Promise<Result>,
    config?: PgTransactionConfig,
  ): Promise<Result> {
    return this.#transactions.transaction((tx: Transaction) => run(tx as never), config);
  }
}

/** Neon's HTTP client with a deadline for every statement, and a second try for a read that got no answer. */
function httpClient(url: string, queryTimeoutMs: number, watchdog: Watchdog): HttpClient {
  const sql = neon(url);
  const once = async (
    text: string,
    params: unknown[],
    options: HTTPQueryOptions<boolean, boolean>,
  ) => {
    const controller = new AbortController();
    const deadline =
      queryTimeoutMs > 0 ? setTimeout(() => controller.abort(), queryTimeoutMs) : undefined;
    const ask = async () =>
      sql.query(text, params, {
        ...options,
        types: textDates,
        fetchOptions: { signal: controller.signal },
      });
    try {
      return await watchdog.watch(ask, () => controller.abort());
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      throw new DatabaseUnavailableError("The database did not answer in time");
    } finally {
      clearTimeout(deadline);
    }
  };
  const query: typeof once = async (text, params, options) => {
    try {
      return await once(text, params, options);
    } catch (error) {
      if (!isPlainRead(text) || !isConnectionLoss(error) || sqlStateOf(error) !== undefined)
        throw error;
      return once(text, params, options);
    }
  };
  // Safe: drizzle's session calls `query`, and `transaction` for batches only.
  return Object.assign(query, { query, transaction: sql.transaction }) as unknown as HttpClient;
}

// Dates and intervals, alone and in arrays: drizzle reads their text itself.
const dateTypes: ReadonlySet<number> = new Set([
  1082, 1114, 1184, 1186, 1115, 1182, 1185, 1187, 1231,
]);

const textDates: NonNullable<HTTPQueryOptions<boolean, boolean>["types"]> = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    dateTypes.has(type) ? (value: string) => value : types.getTypeParser(type, format),
};

function cutOff(connection: Connection): void {
  const { stream } = (connection as unknown as { connection: { stream: { destroy(): void } } })
    .connection;
  stream.destroy();
}

async function getsAnswer(url: string): Promise<boolean> {
  try {
    await neon(url).query("select 1", [], {
      fetchOptions: { signal: AbortSignal.timeout(probeDeadlineMs) },
    });
    return true;
  } catch (error) {
    return sqlStateOf(error) !== undefined;
  }
}
