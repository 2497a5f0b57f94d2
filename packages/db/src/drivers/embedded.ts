import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { chooseAccount } from "./embedded/account.ts";
import { findBinaries } from "./embedded/binaries.ts";
import {
  ensureCluster,
  type Layout,
  layoutOf,
  prepareFolder,
  refuseOtherVersion,
} from "./embedded/folder.ts";
import { type Postmaster, readPostmaster, wasShutDownCleanly } from "./embedded/postmaster.ts";
import { EmbeddedPostgresError, errorCode } from "./embedded/problems.ts";
import { startServer, stopServer } from "./embedded/server.ts";

export { EmbeddedPostgresError, type EmbeddedProblem } from "./embedded/problems.ts";

export interface EmbeddedOptions {
  /** A folder of the server's own; made when missing. Holds the cluster, its password and its log. */
  readonly dataDir: string;
  /** A port that must be used; without it the last one is kept while free, else a free one is chosen. */
  readonly port?: number;
  /** Server settings on top of ours, such as `{ fsync: "off" }` for tests. Only the caller who starts it decides. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long starting may take, recovery after a crash included. Default 120 s. */
  readonly startTimeoutMs?: number;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Address of the database `quoin`, password included: never log it. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** True when this call started the server, false when it joined one that was running. */
  readonly started: boolean;
  /** Resolves when this server process is gone, whoever ended it. Does not keep Node alive. */
  exited(): Promise<void>;
  /**
   * Stops the server whoever started it (a guest asks `started` first), waits for it, and says whether
   * everything was written out. Past `timeoutMs` (default 8 s) it ends at once and recovers at the next start.
   */
  stop(options?: { readonly timeoutMs?: number }): Promise<{ clean: boolean }>;
}

// packages/db/src/drivers → the repository, whose `.quoin` is the default data folder.
const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** Where the embedded server of an installation keeps its database: `postgres` in `QUOIN_DATA_DIR`. */
export function embeddedFolder(env: Readonly<Record<string, string | undefined>>): string {
  return path.resolve(repository, env["QUOIN_DATA_DIR"] || ".quoin", "postgres");
}

/**
 * A real PostgreSQL in `dataDir`: joins the server that runs there, else starts one, after making its cluster
 * the first time. Safe from several processes at once, as root (it steps down to another account) and after
 * `kill -9`. Throws `EmbeddedPostgresError` with a remedy for everything that a person can put right.
 */
export async function ensurePostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const layout = layoutOf(options.dataDir);
  const account = chooseAccount(layout.data);
  const log = options.log ?? (() => {});
  prepareFolder(layout, account);
  const binaries = () => findBinaries(layout.base, account);
  const opened = async (server: Postmaster, started: boolean): Promise<EmbeddedPostgres> => ({
    url: await ensureDatabase(layout, server.port),
    port: server.port,
    pid: server.pid,
    dataDir: layout.base,
    started,
    exited: () => exited(layout, server.pid),
    stop: async ({ timeoutMs = 8_000 } = {}) => {
      const inTime = await stopServer(layout, binaries, account, timeoutMs);
      return { clean: inTime && wasShutDownCleanly(layout.data) };
    },
  });

  const deadline = Date.now() + (options.startTimeoutMs ?? 120_000);
  for (let attempt = 0; ; attempt++) {
    const running = await waitWhileStarting(layout, deadline);
    if (running && (await answers(layout, running.port))) {
      if (options.port !== undefined && options.port !== running.port) {
        log(`PostgreSQL already runs in ${layout.base} on port ${running.port}`);
      }
      return opened(running, false);
    }
    if (Date.now() > deadline) throw outOfTime(layout);
    if (!running) {
      const programs = binaries();
      refuseOtherVersion(layout, programs);
      const sync = options.settings?.["fsync"] !== "off";
      if (ensureCluster(layout, programs, account, { sync }))
        log(`made a new PostgreSQL database in ${layout.base}`);
      const tried = await startServer(layout, programs, account, {
        settings: options.settings ?? {},
        deadline,
        ...(options.port === undefined ? {} : { port: options.port }),
      });
      const server = readPostmaster(layout.data);
      if (tried.kind === "started" && server) {
        log(`PostgreSQL ${programs.major} listens on 127.0.0.1:${tried.port}`);
        return opened(server, true);
      }
    }
    await sleep(Math.min(50 * (attempt + 1), 500));
  }
}

async function waitWhileStarting(
  layout: Layout,
  deadline: number,
): Promise<Postmaster | undefined> {
  for (;;) {
    const running = readPostmaster(layout.data);
    if (!running || running.ready || Date.now() > deadline) return running;
    await sleep(25);
  }
}

// The process is there and says it is ready, but only an answer from our own data folder proves it.
async function answers(layout: Layout, port: number): Promise<boolean> {
  try {
    return await asOwner(layout, port, "postgres", async (client) => {
      const { rows } = await client.query<{ data_directory: string }>("show data_directory");
      return rows[0]?.data_directory === realpathSync(layout.data);
    });
  } catch {
    return false;
  }
}

async function ensureDatabase(layout: Layout, port: number): Promise<string> {
  await asOwner(layout, port, "postgres", async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'quoin'");
    if (rowCount) return;
    // Another process may be faster: 42P04 or, when both look at the same instant, 23505.
    await client.query("create database quoin").catch((error: unknown) => {
      if (errorCode(error) !== "42P04" && errorCode(error) !== "23505") throw error;
    });
  });
  return `postgres://quoin:${readPassword(layout)}@127.0.0.1:${port}/quoin`;
}

async function asOwner<Result>(
  layout: Layout,
  port: number,
  database: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "quoin",
    password: readPassword(layout),
    database,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function readPassword(layout: Layout): string {
  return readFileSync(layout.password, "utf8").trim();
}

async function exited(layout: Layout, pid: number): Promise<void> {
  while (readPostmaster(layout.data)?.pid === pid) await sleep(100, undefined, { ref: false });
}

function outOfTime(layout: Layout): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "start-failed",
    `PostgreSQL in ${layout.base} did not take connections in time.`,
    `Its log is ${layout.log}.`,
  );
}
