import { randomBytes } from "node:crypto";
import {
  type DatabaseHandle,
  type DatabaseOptions,
  type Db,
  openDatabase,
  type Transaction,
} from "../database.ts";
import { databaseOn, testServerUrl } from "./server.ts";
import { migratedTemplate, onServer } from "./template.ts";

export interface TestDatabase extends Omit<DatabaseHandle, "close"> {
  readonly url: string;
  /** Closes the connections and drops the database. Twice is once. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions extends Partial<Omit<DatabaseOptions, "url">> {
  /** True for a database without any tables, to try migrations on. */
  readonly empty?: boolean;
}

/** A database of one's own with every migration applied, cloned from a template in about 50 ms. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { empty = false, ...open } = options;
  const serverUrl = await testServerUrl();
  const template = empty ? "template0" : await migratedTemplate(serverUrl);
  // The time in its name tells the leftovers of killed test runs.
  const name = `quoin_test_${Math.floor(Date.now() / 1_000)}_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, (client) =>
    client.query(`create database ${name} template ${template}`),
  );
  const url = databaseOn(serverUrl, name);
  const handle = openDatabase({ driver: "pg", ...open, url });
  let closing: Promise<void> | undefined;
  return {
    ...handle,
    url,
    close: () => (closing ??= closeAndDrop(handle, serverUrl, name)),
  };
}

async function closeAndDrop(
  handle: DatabaseHandle,
  serverUrl: string,
  name: string,
): Promise<void> {
  await handle.close();
  await onServer(serverUrl, (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

class Undone extends Error {}

/** Runs `work` in a transaction that is always rolled back, and returns what it returned. */
export async function rolledBack<Result>(
  db: Db,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  let outcome: { readonly result: Result } | undefined;
  try {
    await db.transaction(async (tx) => {
      outcome = { result: await work(tx) };
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  if (outcome === undefined) throw new Error("The transaction never ran");
  return outcome.result;
}
