import { createHash } from "node:crypto";
import pg from "pg";
import { openDatabase } from "../database.ts";
import { migrationsFolder, readMigrations } from "../migrate/folder.ts";
import { migrateUp } from "../migrate/runner.ts";
import { databaseOn } from "./server.ts";

// Any number will do, as long as nothing else on the server uses it.
const lockKey = 7_015_511_002;
const leftOverAfterSeconds = 6 * 3_600;

const ready = new Map<string, Promise<string>>();

/**
 * The name of a database on the server with every migration applied, to be cloned. Made once for each state of
 * the migrations, however many test processes ask at the same time.
 */
export function migratedTemplate(serverUrl: string): Promise<string> {
  const known = ready.get(serverUrl) ?? makeTemplate(serverUrl);
  ready.set(serverUrl, known);
  return known;
}

async function makeTemplate(serverUrl: string): Promise<string> {
  const hashes = readMigrations(migrationsFolder).map(({ hash }) => hash);
  const digest = createHash("sha256").update(hashes.join()).digest("hex").slice(0, 12);
  const name = `quoin_template_${digest}`;
  await onServer(serverUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    if (await isTemplate(client, name)) return;
    await dropLeftOvers(client, name);
    await client.query(`create database ${name}`);
    const database = openDatabase({ url: databaseOn(serverUrl, name), driver: "pg", max: 1 });
    try {
      await migrateUp(database.db);
    } finally {
      await database.close();
    }
    // Being marked says that it is whole; being closed, that no connection can stand in the way of a clone.
    await client.query(`alter database ${name} is_template true allow_connections false`);
  });
  return name;
}

async function isTemplate(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "select 1 from pg_database where datname = $1 and datistemplate",
    [name],
  );
  return rowCount === 1;
}

/** Half a template of this name, templates of other migrations, and clones whose test run was killed. */
async function dropLeftOvers(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ datname: string; datistemplate: boolean }>(
    "select datname, datistemplate from pg_database where datname ~ '^quoin_(template|test)_'",
  );
  const tooOld = Math.floor(Date.now() / 1_000) - leftOverAfterSeconds;
  for (const { datname, datistemplate } of rows) {
    const madeAt = Number(/^quoin_test_(\d+)_/.exec(datname)?.[1] ?? 0);
    if (madeAt > tooOld) continue;
    try {
      if (datistemplate) await client.query(`alter database ${datname} is_template false`);
      await client.query(`drop database ${datname} with (force)`);
    } catch (error) {
      // Another test run may be cloning an older template; only one of our own name stands in our way.
      if (datname === name) throw error;
    }
  }
}

/** Runs `work` with a connection to the server that is closed afterwards. */
export async function onServer<Result>(
  serverUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
