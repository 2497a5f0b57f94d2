// Runs as a process of its own, started by `preparation.ts`: brings the database up to date, fills an
// empty one, and reports over the channel.
import { openDatabase } from "@quoin/db";
import { readDatabaseEnv } from "@quoin/db/env";
import { migrateUp } from "@quoin/db/migrate";
import { provisionJobs } from "@quoin/jobs";
import { seed } from "./seed.ts";
import type { Report } from "./preparation.ts";

async function prepare(): Promise<Report> {
  const { url, migrationUrl = url, driver } = readDatabaseEnv(process.env);
  if (url === undefined || migrationUrl === undefined) throw new Error("DATABASE_URL is not set");
  const database = openDatabase({
    url: migrationUrl,
    ...(driver === undefined ? {} : { driver }),
    applicationName: "quoin-migrate",
    statementTimeoutMs: 0,
  });
  let migrations: string[];
  try {
    migrations = await migrateUp(database.db);
  } finally {
    await database.close();
  }
  await provisionJobs({ url: migrationUrl, appRole: appRoleOf(url, migrationUrl) });
  const seeded = await seed({
    env: process.env,
    owner: {
      email: process.env["QUOIN_OWNER_EMAIL"] ?? "",
      password: process.env["QUOIN_OWNER_PASSWORD"] ?? "",
    },
    content: process.env["QUOIN_SEED"] === "none" ? "none" : "sample",
  });
  return { migrations, ...seeded };
}

/** The app's account when migrations run under another one; it is granted what it needs. */
function appRoleOf(url: string, migrationUrl: string): string | undefined {
  const role = decodeURIComponent(new URL(url).username);
  return role === decodeURIComponent(new URL(migrationUrl).username) ? undefined : role;
}

function answer(report: Report): void {
  process.send?.(report, undefined, undefined, () => process.exit());
}

prepare().then(answer, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
  answer({ trouble: error instanceof Error ? error.message : String(error) });
});
