import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { integer, pgTable } from "drizzle-orm/pg-core";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import * as schema from "../schema/index.ts";
import { writeJournal, writeMigrations } from "../testing/migrations.ts";
import { checkMigrations } from "./check.ts";
import { downFile, journalFile, migrationsFolder, readJournal, upFile } from "./folder.ts";
import { snapshotFile } from "./kit.ts";

const pages = pgTable("pages", { id: integer("id").primaryKey() });
const votes = pgTable("votes", { id: integer("id").primaryKey() });

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-check-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await writeMigrations(folder, [
    { name: "pages", when: 1_000, schema: { pages } },
    { name: "votes", when: 2_000, schema: { pages, votes } },
  ]);
});

test("our own migrations are in order and make the schema as it is", () => {
  expect(checkMigrations(migrationsFolder, schema)).toEqual([]);
});

test("a folder in order has no problems", () => {
  expect(checkMigrations(folder, { pages, votes })).toEqual([]);
});

test("names a file that is missing or empty", () => {
  rmSync(upFile(folder, "0001_votes"));
  writeFileSync(downFile(folder, "0001_votes"), "-- later\n");
  rmSync(downFile(folder, "0000_pages"));
  expect(checkMigrations(folder, { pages, votes })).toEqual([
    "0000_pages.down.sql is missing",
    "0001_votes.sql is missing",
    "0001_votes.down.sql is empty: write what undoes the migration",
  ]);
});

test("names a file that no journal knows", () => {
  writeFileSync(upFile(folder, "0002_stray"), "select 1;");
  expect(checkMigrations(folder, { pages, votes })).toEqual([
    "0002_stray.sql is not in the journal",
  ]);
});

test("notices a lost snapshot and a broken chain", () => {
  const { entries } = readJournal(folder);
  rmSync(snapshotFile(folder, 0));
  expect(checkMigrations(folder, { pages, votes }).join()).toContain(
    "snapshot of 0000_pages is missing",
  );
  writeFileSync(snapshotFile(folder, 0), JSON.stringify({ id: "x", prevId: "y", tables: {} }));
  expect(checkMigrations(folder, { pages, votes }).join()).toContain(
    "does not follow the one before",
  );
  writeJournal(folder, entries.slice(1));
  expect(checkMigrations(folder, { pages, votes }).join()).toContain("should have the number 0000");
});

test("notices a table that no migration makes", () => {
  const problems = checkMigrations(folder, {
    pages,
    votes,
    more: pgTable("more", { id: integer("id") }),
  });
  expect(problems).toEqual([
    "The schema has changes that no migration makes; run migration:generate",
  ]);
});

test("asks for reconciling when the journal cannot be read", () => {
  writeFileSync(journalFile(folder), "<<<<<<< HEAD");
  expect(checkMigrations(folder, { pages, votes }).join()).toContain("migration:reconcile");
});
