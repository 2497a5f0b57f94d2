import { randomBytes } from "node:crypto";
import pg from "pg";

/** A fresh database on somebody's PostgreSQL. */
export interface ScratchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes an empty database beside the one that `url` names; its account has to be allowed to. */
export async function createScratchDatabase(url: string): Promise<ScratchDatabase> {
  const name = `quoin_e2e_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${name}`);
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return { url: fresh.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
