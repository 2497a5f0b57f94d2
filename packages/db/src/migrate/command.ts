import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as schema from "../schema/index.ts";
import { openDatabase } from "../database.ts";
import { ensurePostgres } from "../drivers/embedded.ts";
import { embeddedFolder, readDatabaseEnv } from "../env.ts";
import { checkMigrations } from "./check.ts";
import { migrationsFolder } from "./folder.ts";
import { generateDowns, generateMigrations, type Generated } from "./generate.ts";
import { reconcile } from "./reconcile.ts";
import { migrateDown, migrateUp, pending } from "./runner.ts";
import type { Db } from "../database.ts";

// What the `migration:*` scripts run.

const usage = `Usage: migration:<command>
  generate --name <a_name> [--custom]   write the next migration and its down
  migrate                               apply what is pending
  rollback [--count <n>]                undo the last migration, or the last n
  reconcile                             repair two branches that took the same number
  check                                 say what is wrong with the folder`;

const config = fileURLToPath(new URL("../../drizzle.config.ts", import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    custom: { type: "boolean", default: false },
    count: { type: "string", default: "1" },
  },
});

const commands: Readonly<Record<string, () => Promise<void>>> = {
  generate: async () => {
    if (!values.name)
      throw new Error("Give the migration a name: migration:generate --name add_post_language");
    const { name, custom } = values;
    report(await generateMigrations({ name, custom, config, folder: migrationsFolder }));
  },
  migrate: () =>
    withDatabase(async (db) => {
      const applied = await migrateUp(db);
      for (const tag of applied) say(`applied ${tag}`);
      say(applied.length === 0 ? "Nothing is pending." : `Applied ${applied.length}.`);
    }),
  rollback: () =>
    withDatabase(async (db) => {
      const count = Number(values.count);
      if (!Number.isInteger(count) || count < 1)
        throw new Error("--count takes a whole number from 1");
      const undone = await migrateDown(db, count);
      for (const tag of undone) say(`undid ${tag}`);
      const left = (await pending(db)).length;
      say(
        undone.length === 0
          ? "Nothing was applied."
          : `Undid ${undone.length}; ${left} pending now.`,
      );
    }),
  reconcile: async () => {
    const { changes, warnings } = await reconcile(migrationsFolder, schema);
    for (const line of [...changes, ...warnings.map((warning) => `Look at this: ${warning}`)])
      say(line);
    if (changes.length === 0) say("The folder is in order.");
    report(await generateDowns(migrationsFolder));
    await check();
  },
  check,
};

async function check(): Promise<void> {
  const problems = checkMigrations(migrationsFolder, schema);
  for (const problem of problems) say(problem);
  if (problems.length > 0) process.exitCode = 1;
  else say("The migrations are in order.");
}

function report(generated: readonly Generated[]): void {
  for (const { tag, warnings } of generated) {
    say(`wrote ${path.join("migrations", `${tag}.down.sql`)}`);
    for (const warning of warnings) say(`  look at this: ${warning}`);
  }
}

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

const command = commands[positionals[0] ?? ""];
try {
  if (!command) throw new Error(usage);
  await command();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
