import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { writeMigrations } from "../testing/migrations.ts";
import { describeSchema, schemaDigest } from "./digest.ts";
import { downFile, migrationsFolder, readJournal, readMigrations, upFile } from "./folder.ts";
import { migrateDown, migrateUp, pending } from "./runner.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true, max: 8, statementTimeoutMs: 0 });
  onTestFinished(() => database.close());
});

describe("our own migrations", () => {
  const tags = readMigrations(migrationsFolder).map(({ tag }) => tag);

  test("up, down and up again give the identical schema", async () => {
    const { db } = database;
    const nothing = await schemaDigest(db);
    expect(await pending(db)).toEqual(tags);
    expect(await migrateUp(db)).toEqual(tags);
    const whole = await schemaDigest(db);
    expect(await pending(db)).toEqual([]);
    expect(await migrateDown(db, tags.length)).toEqual(tags.toReversed());
    expect(await schemaDigest(db)).toBe(nothing);
    expect(await migrateUp(db)).toEqual(tags);
    expect(await schemaDigest(db)).toBe(whole);
  });

  test("each down leaves what was there before its up", async () => {
    const { db } = database;
    await migrateUp(db);
    // Newest first: after each down, the same migration goes up again on what its down left behind.
    for (let left = tags.length; left > 0; left--) {
      const whole = await describeSchema(db);
      expect(await migrateDown(db)).toEqual([tags[left - 1]]);
      const before = await describeSchema(db);
      expect(before).not.toEqual(whole);
      await migrateUp(db);
      expect(await describeSchema(db)).toEqual(await asAppliedFromScratch());
      await migrateDown(db, tags.length - left + 1);
      expect(await describeSchema(db)).toEqual(before);
    }
  });

  async function asAppliedFromScratch() {
    const fresh = await createTestDatabase();
    try {
      return await describeSchema(fresh.db);
    } finally {
      await fresh.close();
    }
  }

  test("six migrators at once apply each migration once", async () => {
    const migrators = Array.from({ length: 6 }, () =>
      openDatabase({ url: database.url, driver: "pg" }),
    );
    const applied = await Promise.all(migrators.map(({ db }) => migrateUp(db)));
    await Promise.all(migrators.map((migrator) => migrator.close()));
    expect(applied.filter((each) => each.length > 0)).toEqual([tags]);
    const { rows } = await database.db.execute(
      sql`select count(*)::int as n, count(distinct hash)::int as distinct_n from drizzle.__drizzle_migrations`,
    );
    expect(rows).toEqual([{ n: tags.length, distinct_n: tags.length }]);
  });

  test("asking what is pending changes nothing", async () => {
    await pending(database.db);
    const { rows } = await database.db.execute(sql`select to_regnamespace('drizzle') as schema`);
    expect(rows).toEqual([{ schema: null }]);
  });
});

describe("a folder of migrations", () => {
  const pages = pgTable("pages", { id: integer("id").primaryKey() });
  const titledPages = pgTable("pages", { id: integer("id").primaryKey(), title: text("title") });
  const votes = pgTable("votes", { id: integer("id").primaryKey() });
  const steps = [
    { name: "pages", when: 1_000, schema: { pages } },
    { name: "title", when: 2_000, schema: { pages: titledPages } },
    { name: "votes", when: 3_000, schema: { pages: titledPages, votes } },
  ];
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "quoin-runner-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await writeMigrations(folder, steps);
  });

  test("going down takes the last ones first, as many as asked", async () => {
    const { db } = database;
    await migrateUp(db, folder);
    expect(await migrateDown(db, 1, folder)).toEqual(["0002_votes"]);
    expect(await migrateDown(db, 9, folder)).toEqual(["0001_title", "0000_pages"]);
    expect(await migrateDown(db, 1, folder)).toEqual([]);
  });

  test("one that fails leaves nothing behind, and says where", async () => {
    const { db } = database;
    const before = await schemaDigest(db);
    writeFileSync(
      upFile(folder, "0002_votes"),
      "create table votes ();\n--> statement-breakpoint\nselect nope();",
    );
    await expect(migrateUp(db, folder)).rejects.toThrow(
      "0002_votes failed at its statement 2 of 2: function nope() does not exist",
    );
    expect(await schemaDigest(db)).toBe(before);
    expect(await pending(db, folder)).toHaveLength(3);
  });

  test("one that was edited after it had been applied is refused by name", async () => {
    const { db } = database;
    await migrateUp(db, folder);
    const before = await schemaDigest(db);
    writeFileSync(upFile(folder, "0001_title"), "alter table pages add column headline text;");
    await expect(migrateUp(db, folder)).rejects.toThrow("0001_title was edited");
    await expect(migrateDown(db, 1, folder)).rejects.toThrow("0001_title was edited");
    expect(await schemaDigest(db)).toBe(before);
  });

  test("one that was removed after it had been applied is refused", async () => {
    const { db } = database;
    await migrateUp(db, folder);
    rmSync(folder, { recursive: true });
    await writeMigrations(folder, steps.slice(0, 2));
    await expect(migrateUp(db, folder)).rejects.toThrow("1970-01-01T00:00:03.000Z");
  });

  test("line ends of another system make no other migration", async () => {
    const { db } = database;
    const file = upFile(folder, "0001_title");
    writeFileSync(file, "alter table pages\n  add column title text;\n");
    await migrateUp(db, folder);
    writeFileSync(file, "alter table pages\r\n  add column title text;\r\n");
    expect(await migrateUp(db, folder)).toEqual([]);
  });

  test("one that a merged branch brought late is applied, though a later one is there", async () => {
    const { db } = database;
    await migrateUp(db, folder);
    await migrateDown(db, 2, folder);
    const [, title, third] = readMigrations(folder);
    for (const statement of third?.up ?? []) await db.execute(sql.raw(statement));
    await db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${third?.hash}, ${third?.when})`,
    );
    expect(await migrateUp(db, folder)).toEqual([title?.tag]);
  });

  test("one without a down goes up, and refuses to go down", async () => {
    const { db } = database;
    rmSync(downFile(folder, "0002_votes"));
    await migrateUp(db, folder);
    await expect(migrateDown(db, 1, folder)).rejects.toThrow("0002_votes cannot be undone");
    expect(readJournal(folder).entries).toHaveLength(3);
  });
});
