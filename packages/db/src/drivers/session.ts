import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import type pg from "pg";
import type { Connection, SteadyPool } from "./pool.ts";
import { dialect, type Relations, relationalSchema, type Tables } from "./tables.ts";

type Client = Pick<Connection, "query"> | Pick<SteadyPool, "query">;

// Safe: drizzle's session calls `query` of its client and nothing else, except in `transaction`, which is ours.
const asClient = (client: Client) => client as unknown as pg.Pool;

/**
 * Drizzle's session with a `transaction` of our own. Drizzle's never gives a connection back whose `begin`
 * failed, hides the first error behind a failing `rollback`, returns a connection that still runs a statement,
 * and takes PostgreSQL's silent rollback of a failed transaction for a commit.
 */
export class SteadySession extends NodePgSession<Tables, Relations> {
  readonly #pool: SteadyPool;
  readonly #opening: string;

  /** `opening` is sent together with every `begin`, such as `set local` statements. */
  constructor(pool: SteadyPool, opening = "") {
    super(asClient(pool), dialect, relationalSchema);
    this.#pool = pool;
    this.#opening = opening;
  }

  override async transaction<Result>(
    run: (tx: NodePgTransaction<Tables, Relations>) => Promise<Result>,
    config?: PgTransactionConfig,
  ): Promise<Result> {
    const open = await this.#pool.begin(beginStatement(config) + this.#opening);
    const session = new NodePgSession<Tables, Relations>(
      asClient(open.connection),
      dialect,
      relationalSchema,
    );
    try {
      const result = await run(new NodePgTransaction(dialect, session, relationalSchema));
      await open.commit();
      return result;
    } catch (error) {
      await open.rollback();
      throw error;
    }
  }
}

function beginStatement(config: PgTransactionConfig = {}): string {
  const { isolationLevel, accessMode, deferrable } = config;
  return [
    "begin",
    isolationLevel && `isolation level ${isolationLevel}`,
    accessMode,
    deferrable === undefined ? undefined : deferrable ? "deferrable" : "not deferrable",
  ]
    .filter(Boolean)
    .join(" ");
}
