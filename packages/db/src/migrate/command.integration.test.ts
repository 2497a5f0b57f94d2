import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { type Db, openDatabase } from "../database.ts";
import { summarizeDatabaseError } from "../database-errors.ts";
import { embeddedFolder } from "../drivers/embedded.ts";
import { wasShutDownCleanly } from "../drivers/embedded/postmaster.ts";
import { createTestDatabase, testServerUrl } from "../testing/index.ts";
import { downFile, migrationsFolder, readJournal, splitStatements } from "./folder.ts";
import { generateMigrations } from "./generate.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-command-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // The account that the embedded server runs under has to get in.
  chmodSync(folder, 0o755);
  return folder;
}

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  file: "authoring.ts" | "command.ts" = "command.ts",
) {
  const program = fileURLToPath(new URL(file, import.meta.url));
  // Without the variables that this test run was given.
  const {
    DATABASE_URL: _a,
    DATABASE_MIGRATION_URL: _b,
    QUOIN_DATA_DIR: _c,
    ...inherited
  } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { ...inherited, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const tags = readJournal(migrationsFolder).entries.map(({ tag }) => tag);

test("without any address it starts the embedded database, and stops it again", () => {
  const env = { QUOIN_DATA_DIR: temporaryFolder() };
  const up = run(["migrate"], env);
  expect(up).toMatchObject({ status: 0, stderr: "" });
  for (const tag of tags) expect(up.stdout).toContain(`applied ${tag}\n`);
  expect(run(["rollback"], env).stdout).toContain(`undid ${tags.at(-1)}\n`);
  const data = path.join(embeddedFolder(env), "cluster", "data");
  expect(existsSync(path.join(data, "postmaster.pid"))).toBe(false);
  expect(wasShutDownCleanly(data)).toBe(true);
}, 60_000);

test("migrations run as the owner, and the app as a role that may only read and write rows", async () => {
  const database = await createTestDatabase({ empty: true });
  const app = `quoin_app_${process.pid}`;
  onTestFinished(async () => {
    await database.db.execute(sql.raw(`drop owned by ${app}`));
    await database.close();
    await withServer((db) => db.execute(sql.raw(`drop role ${app}`)));
  });
  // As the README says to do once, before the first migration.
  const grants = [
    `create role ${app} login password 'app'`,
    `grant usage on schema public to ${app}`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to ${app}`,
    `create schema drizzle`,
    `grant usage on schema drizzle to ${app}`,
    `alter default privileges in schema drizzle grant select on tables to ${app}`,
  ];
  for (const grant of grants) await database.db.execute(sql.raw(grant));
  const appUrl = new URL(database.url);
  [appUrl.username, appUrl.password] = [app, "app"];

  const asApp = run(["migrate"], { DATABASE_URL: appUrl.href });
  expect(asApp.status).toBe(1);
  expect(asApp.stderr).toContain("permission denied");
  const asOwner = run(["migrate"], {
    DATABASE_URL: appUrl.href,
    DATABASE_MIGRATION_URL: database.url,
  });
  expect(asOwner).toMatchObject({ status: 0, stderr: "" });

  const handle = openDatabase({ url: appUrl.href, driver: "pg" });
  onTestFinished(() => handle.close());
  const attempt = (statement: string) =>
    handle.db.execute(sql.raw(statement)).then(
      () => "done",
      (error: unknown) => summarizeDatabaseError(error).message,
    );
  expect(
    await attempt("insert into tags (id, name, slug) values (gen_random_uuid(), 'a', 'a')"),
  ).toBe("done");
  expect(await attempt("update tags set name = 'b'")).toBe("done");
  expect(await attempt("select * from drizzle.__drizzle_migrations")).toBe("done");
  expect(await attempt("delete from tags")).toBe("done");
  expect(await attempt("delete from drizzle.__drizzle_migrations")).toContain("permission denied");
  expect(await attempt("create table intruder ()")).toContain("permission denied");
  expect(await attempt("alter table tags add column x text")).toContain("must be owner");
  expect(await attempt("drop table tags")).toContain("must be owner");
  expect(await attempt("truncate tags")).toContain("permission denied");
});

async function withServer(work: (db: Db) => Promise<unknown>) {
  const server = openDatabase({ url: await testServerUrl(), driver: "pg" });
  try {
    await work(server.db);
  } finally {
    await server.close();
  }
}

test("says what is wrong in words", () => {
  expect(run(["dance"], {})).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("Usage:"),
  });
  expect(run(["generate"], {}, "authoring.ts").stderr).toContain("Give the migration a name");
  const bad = run(["migrate"], { DATABASE_URL: "mysql://root:hunter2@localhost/x" });
  expect(bad.stderr).toContain("DATABASE_URL must look like postgres://");
  expect(bad.stderr).not.toContain("hunter2");
  expect(run(["check"], {}, "authoring.ts")).toMatchObject({
    status: 0,
    stdout: "The migrations are in order.\n",
  });
});

test("drizzle-kit writes the next migration, and its down is written from the snapshots", async () => {
  const folder = temporaryFolder();
  const config = path.join(folder, "drizzle.config.ts");
  const schema = fileURLToPath(new URL("../schema/index.ts", import.meta.url));
  const settings = { dialect: "postgresql", schema, out: "./migrations" };
  writeFileSync(config, `export default ${JSON.stringify(settings)};`);
  const migrations = path.join(folder, "migrations");
  const generate = (name: string, custom = false) =>
    generateMigrations({ name, custom, config, folder: migrations });

  expect(await generate("everything")).toEqual([{ tag: "0000_everything", warnings: [] }]);
  expect(splitStatements(readFileSync(downFile(migrations, "0000_everything"), "utf8"))).toContain(
    'DROP TABLE "posts" CASCADE;',
  );
  expect(await generate("nothing_new")).toEqual([]);
  const [custom] = await generate("by_hand", true);
  expect(custom?.warnings).toEqual([expect.stringContaining("write its down by hand")]);
  await expect(generate("../escape")).rejects.toThrow("is not a name");
}, 60_000);
