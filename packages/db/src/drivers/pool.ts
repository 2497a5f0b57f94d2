import {
  isConnectionLoss,
  isUnavailable,
  sqlStateOf,
  summarizeDatabaseError,
} from "../database-errors.ts";
import type { Watchdog } from "./watchdog.ts";

/** A statement as drizzle hands it to a driver. */
export interface Statement {
  readonly text: string;
}

/** What both `pg` and Neon answer with, as far as we look at it. */
export interface StatementResult {
  readonly rows: unknown[];
  readonly command: string;
}

/** One connection of `pg.Pool` or of Neon's pool. */
export interface Connection {
  query(statement: Statement, params?: unknown[]): Promise<StatementResult>;
  release(discard?: boolean): void;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** What `pg.Pool` and Neon's pool have in common. */
export interface Connections {
  connect(): Promise<Connection>;
  end(): Promise<void>;
}

/** A connection inside a transaction. */
export interface OpenTransaction {
  readonly connection: Connection;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

// Every try throws one bad connection away, so this is about as many as a pool holds.
const mostRetries = 10;

/**
 * A pool that a restart of the server does not poison. A connection that broke is thrown away, one whose
 * statement merely failed is kept, and a read or a `begin` that met a dead connection is sent again over another.
 */
export class SteadyPool {
  readonly #connections: Connections;
  readonly #watchdog: Watchdog;
  readonly #cutOff: (connection: Connection) => void;
  readonly #proven = new WeakSet<Connection>();
  #closing: Promise<void> | undefined;

  /** `cutOff` closes the socket under a connection at once, without a farewell. */
  constructor(
    connections: Connections,
    watchdog: Watchdog,
    cutOff: (connection: Connection) => void,
  ) {
    this.#connections = connections;
    this.#watchdog = watchdog;
    this.#cutOff = cutOff;
  }

  /** Runs one statement on its own. Only what did not run, or a plain `select`, is ever sent twice. */
  async query(statement: Statement, params?: unknown[]): Promise<StatementResult> {
    const { connection, result } = await this.#first(
      statement,
      params,
      isPlainRead(statement.text),
    );
    connection.release();
    return result;
  }

  /** Opens a transaction with `begin`, the text of a begin statement. */
  async begin(begin: string): Promise<OpenTransaction> {
    const { connection } = await this.#first({ text: begin }, undefined, true);
    let isOutdated = false;
    return {
      // Every statement is watched, and drizzle finds the one method that it calls.
      connection: {
        query: async (statement, params) => {
          try {
            return await this.#watched(connection, statement, params);
          } catch (error) {
            isOutdated ||= isOutdatedPlan(error);
            throw error;
          }
        },
        release: () => {},
        on: (event, listener) => connection.on(event, listener),
      },
      commit: async () => {
        const { command } = await this.#watched(connection, { text: "commit" });
        // PostgreSQL answers ROLLBACK to the commit of a failed transaction, and no error.
        if (command === "ROLLBACK") {
          throw new Error(
            "The transaction was rolled back: one of its statements failed, and that failure was caught inside it",
          );
        }
        connection.release();
      },
      rollback: async () => {
        try {
          await this.#watched(connection, { text: "rollback" });
          connection.release(isOutdated);
        } catch {
          // Without its connection the server rolls back by itself; the caller's own error matters more.
          connection.release(true);
        }
      },
    };
  }

  /** Closes every connection; waits at most 5 s for those in use. Doing it twice is doing it once. */
  close(): Promise<void> {
    this.#watchdog.stop();
    this.#closing ??= Promise.race([
      this.#connections.end(),
      new Promise<void>((resolve) => setTimeout(resolve, 5_000).unref()),
    ]);
    return this.#closing;
  }

  /** Sends the first statement over a connection that turns out to be alive. */
  async #first(
    statement: Statement,
    params: unknown[] | undefined,
    mayRepeat: boolean,
  ): Promise<{ connection: Connection; result: StatementResult }> {
    for (let retries = 0; ; retries++) {
      const connection = await this.#connect();
      const isReused = this.#proven.has(connection);
      try {
        const result = await this.#watched(connection, statement, params);
        this.#proven.add(connection);
        return { connection, result };
      } catch (error) {
        const isOutdated = isOutdatedPlan(error);
        connection.release(isOutdated || isUnavailable(error));
        // A fresh connection that breaks was broken by this very statement: do not send that one again.
        const isLost = mayRepeat && isReused && isConnectionLoss(error);
        if (!(isOutdated || isLost) || retries >= mostRetries) throw error;
      }
    }
  }

  #connect(): Promise<Connection> {
    let isAbandoned = false;
    const connect = () =>
      this.#connections.connect().then((connection) => {
        if (isAbandoned) connection.release(true);
        return connection;
      });
    return this.#watchdog.watch(connect, () => {
      isAbandoned = true;
    });
  }

  #watched(
    connection: Connection,
    statement: Statement,
    params?: unknown[],
  ): Promise<StatementResult> {
    return this.#watchdog.watch(
      () => connection.query(statement, params),
      () => this.#cutOff(connection),
    );
  }
}

/**
 * True when a prepared statement was refused before it ran, because a migration changed what it returns or a
 * pooler forgot it. Only a new connection prepares it anew.
 */
function isOutdatedPlan(error: unknown): boolean {
  const code = sqlStateOf(error);
  return (
    code === "26000" ||
    (code === "0A000" && /cached plan/.test(summarizeDatabaseError(error).message))
  );
}

/** A select that neither writes nor locks, as far as its text shows. */
export function isPlainRead(text: string): boolean {
  return (
    /^\s*select\b/i.test(text) &&
    !/\bfor\s+(update|no\s+key\s+update|share|key\s+share)\b|\binto\b/i.test(text)
  );
}
