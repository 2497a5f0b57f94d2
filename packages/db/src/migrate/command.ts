import { parseArgs } from "node:util";
import { type Db, openDatabase } from "../database.ts";
import { embeddedFolder, ensurePostgres } from "../drivers/embedded.ts";
import { readDatabaseEnv } from "../env.ts";
import { migrateDown, migrateUp, pending } from "./runner.ts";

// `migration:migrate` and `migration:rollback`. Works where only what production needs is installed.

const usage = `Usage: migration:migrate               apply what is pending
       migration:rollback [--count <n>]  undo the last migration, or the last n`;

const say = (line: string) => process.stdout.write(`${line}\n`);

const commands: Readonly<Record<string, (db: Db, count: number) => Promise<void>>> = {
  migrate: async (db) => {
    const applied = await migrateUp(db);
    for (const tag of applied) say(`applied ${tag}`);
    say(applied.length === 0 ? "Nothing is pending." : `Applied ${applied.length}.`);
  },
  rollback: async (db, count) => {
    const undone = await migrateDown(db, count);
    for (const tag of undone) say(`undid ${tag}`);
    const left = (await pending(db)).length;
    say(
      undone.length === 0 ? "Nothing was applied." : `Undid ${undone.length}; ${left} pending now.`,
    );
  },
};

/** The database that the environment names, under the role for migrations; else the embedded one, stopped again. */
async function withDatabase(work: (db: Db) => Promise<void>): Promise<void> {
  const { url, migrationUrl, driver } = readDatabaseEnv(process.env);
  const named = migrationUrl ?? url;
  const embedded =
    named === undefined
      ? await ensurePostgres({ dataDir: embeddedFolder(process.env), log: say })
      : undefined;
  const handle = openDatabase({
    url: named ?? embedded?.url ?? "",
    ...(driver === undefined ? {} : { driver }),
    max: 1,
    applicationName: "quoin migrations",
    statementTimeoutMs: 0,
  });
  try {
    await work(handle.db);
  } finally {
    await handle.close();
    if (embedded?.started) await embedded.stop();
  }
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { count: { type: "string", default: "1" } },
  });
  const command = commands[positionals[0] ?? ""];
  if (!command) throw new Error(usage);
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1) throw new Error("--count takes a whole number from 1");
  await withDatabase((db) => command(db, count));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
