import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { desc, eq, ilike, sql } from "drizzle-orm";
import { describe, expect, onTestFinished } from "vitest";
import { ensurePostgres } from "../drivers/embedded.ts";
import { tags, users } from "../schema/index.ts";
import { createTestDatabase, rolledBack } from "./database.ts";
import { expectIndexed, explain } from "./explain.ts";
import { test } from "./fixture.ts";
import { databaseOn, testServerUrl } from "./server.ts";
import { migratedTemplate, onServer } from "./template.ts";

describe("a test database", () => {
  test("is one's own, has every table, and is gone once closed", async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await one.db.insert(tags).values({ name: "mine", slug: "mine" });
    expect(await two.db.select().from(tags)).toEqual([]);
    const names = [one, two].map(({ url }) => new URL(url).pathname.slice(1));
    await Promise.all([one.close(), two.close(), two.close()]);
    const left = await onServer(await testServerUrl(), (client) =>
      client.query("select datname from pg_database where datname = any($1)", [names]),
    );
    expect(left.rows).toEqual([]);
  });

  test("comes from a template that is made once, though several ask for it at the same time", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "quoin-template-"));
    chmodSync(folder, 0o755);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const server = await ensurePostgres({ dataDir: folder, settings: { fsync: "off" } });
    onTestFinished(async () => {
      await server.stop();
    });
    // Databases that a killed run left behind: one long ago, one just now.
    const now = Math.floor(Date.now() / 1_000);
    await onServer(server.url, async (client) => {
      for (const age of [100_000, 10])
        await client.query(`create database quoin_test_${now - age}_x`);
    });
    // As from several processes, which share no memory: each address is remembered by itself.
    const names = await Promise.all(
      [1, 2, 3].map((n) => migratedTemplate(`${server.url}?application_name=${n}`)),
    );
    expect(new Set(names).size).toBe(1);
    const { rows } = await onServer(server.url, (client) =>
      client.query(
        "select datname, datistemplate from pg_database where datname ~ '^quoin_' order by 1",
      ),
    );
    expect(rows).toEqual([
      { datname: names[0], datistemplate: true },
      { datname: `quoin_test_${now - 10}_x`, datistemplate: false },
    ]);
    await expect(onServer(databaseOn(server.url, names[0] ?? ""), async () => {})).rejects.toThrow(
      "not currently accepting connections",
    );
  });
});

describe("a transaction that is always rolled back", () => {
  test("returns what was returned, and leaves nothing", async ({ database }) => {
    const slug = await rolledBack(database.db, async (tx) => {
      const [tag] = await tx.insert(tags).values({ name: "gone", slug: "gone" }).returning();
      return tag?.slug;
    });
    expect(slug).toBe("gone");
    expect(await database.db.select().from(tags)).toEqual([]);
  });

  test("throws what was thrown", async ({ database }) => {
    const failure = new Error("mine");
    await expect(rolledBack(database.db, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe("the fixture", () => {
  test("gives each test a transaction", async ({ db }) => {
    await db.insert(tags).values({ name: "one", slug: "same" });
    expect(await db.select().from(tags)).toHaveLength(1);
  });

  test("in which other tests' rows do not show", async ({ db }) => {
    expect(await db.select().from(tags)).toEqual([]);
    await db.insert(tags).values({ name: "two", slug: "same" });
  });
});

describe("a plan", () => {
  test("shows the index of a key and of an ordered list", async ({ db }) => {
    const bySlug = db.select({ id: tags.id }).from(tags).where(eq(tags.slug, "a"));
    expectIndexed(await explain(db, bySlug), "tags_slug_key");
    const newest = db
      .select({ id: users.id })
      .from(users)
      .orderBy(desc(users.createdAt), desc(users.id))
      .limit(20);
    const plan = await explain(db, newest);
    expectIndexed(plan, "users_created_at_idx");
    expect(plan.nodes.map(({ type }) => type)[0]).toBe("Limit");
  });

  test("that reads a whole table, sorts, or takes another index is refused with its text", async ({
    db,
  }) => {
    const all = await explain(
      db,
      db.select({ id: tags.id }).from(tags).where(ilike(tags.name, "%a%")),
    );
    expect(() => expectIndexed(all, "tags_slug_key")).toThrow(/does not use tags_slug_key/);
    const sorted = await explain(
      db,
      db
        .select()
        .from(tags)
        .orderBy(sql`length(${tags.name})`),
    );
    expect(() => expectIndexed(sorted, "tags_name_idx")).toThrow(
      /reads all of tags, sorts|sorts, reads all of tags/,
    );
    const indexed = await explain(
      db,
      db
        .select({ id: tags.id })
        .from(tags)
        .where(eq(tags.slug, "a"))
        .orderBy(sql`length(${tags.name})`),
    );
    expect(() => expectIndexed(indexed, "tags_slug_key")).toThrow("The query sorts:\n");
    expect(() => expectIndexed(indexed, "tags_slug_key", { sorts: true })).not.toThrow();
  });
});

test("a process to which no server was named has one of its own, which ends with it", async () => {
  const { QUOIN_TEST_DATABASE_URL: _a, DATABASE_URL: _b, ...env } = process.env;
  const kit = fileURLToPath(new URL("server.ts", import.meta.url));
  const program = `import { testServerUrl } from ${JSON.stringify(kit)}; process.stdout.write(await testServerUrl());`;
  const url = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    env,
    encoding: "utf8",
  });
  await expect(onServer(url, async () => {})).rejects.toThrow("ECONNREFUSED");
});
