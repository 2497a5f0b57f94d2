import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { isUnavailable, sqlStateOf } from "../database-errors.ts";
import { type Db, openDatabase } from "../database.ts";
import { tags } from "../schema/index.ts";
import { createTestDatabase, testServerUrl } from "../testing/index.ts";
import { startSilentProxy } from "../testing/proxy.ts";
import { ensurePostgres } from "./embedded.ts";

function open(url: string) {
  const onError = vi.fn<(error: Error) => void>();
  const handle = openDatabase({ url, driver: "pg", onError });
  onTestFinished(() => handle.close());
  return { ...handle, onError };
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done" as const,
    (error: unknown) => error,
  );

async function fillPool(db: Db): Promise<void> {
  await Promise.all(Array.from({ length: 10 }, () => db.execute(sql`select pg_sleep(0.05)`)));
}

test("after kill -9 under load every acknowledged write is there, and the same process goes on", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-heal-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const server = await ensurePostgres({ dataDir: folder });
  onTestFinished(async () => {
    await server.stop();
  });
  const { db, ping } = open(server.url);
  await db.execute(sql`create table writes (n int primary key)`);

  const acknowledged: number[] = [];
  const failures: unknown[] = [];
  const writing = new AbortController();
  const writer = async (from: number) => {
    for (let n = from; !writing.signal.aborted; n += 8) {
      const write =
        n % 16 < 8
          ? db.execute(sql`insert into writes values (${n})`)
          : db.transaction((tx) => tx.execute(sql`insert into writes values (${n})`));
      const result = await outcome(write);
      if (result === "done") acknowledged.push(n);
      else {
        failures.push(result);
        await sleep(5);
      }
    }
  };
  const writers = Array.from({ length: 8 }, (_, from) => writer(from));
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(200), 20_000);
  process.kill(server.pid, "SIGKILL");
  await vi.waitFor(() => expect(failures.length).toBeGreaterThan(0), 5_000);
  for (const failure of failures) expect(isUnavailable(failure)).toBe(true);
  expect(isUnavailable(await outcome(ping()))).toBe(true);

  const before = acknowledged.length;
  await ensurePostgres({ dataDir: folder, port: server.port });
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before), 2_000);
  writing.abort();
  await Promise.all(writers);
  const { rows } = await db.execute<{ n: number }>(sql`select n from writes`);
  const stored = new Set(rows.map(({ n }) => n));
  expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
}, 60_000);

describe("when the server cuts connections", () => {
  const cutOthers = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

  test("idle ones are replaced, and no caller notices", async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.close());
    const { db, onError } = open(database.url);
    await fillPool(db);
    await database.db.execute(cutOthers);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        outcome(
          n % 2 === 0
            ? db.execute(sql`select 1`)
            : db.transaction((tx) => tx.execute(sql`select 1`)),
        ),
      ),
    );
    expect(new Set(results)).toEqual(new Set(["done"]));
    for (const [error] of onError.mock.calls) expect(error.message).not.toContain("postgres://");
  });

  test("a transaction fails as unavailable, and its connection is not used again", async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.close());
    const { db } = open(database.url);
    const running = outcome(
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        await database.db.execute(cutOthers);
        await sleep(50);
        await tx.execute(sql`select 1`);
      }),
    );
    expect(isUnavailable(await running)).toBe(true);
    await fillPool(db);
  });

  test("a write is not sent a second time", async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.close());
    const { db } = open(database.url);
    await db.execute(sql`create table once (at timestamptz default clock_timestamp())`);
    const running = outcome(
      db.execute(
        sql`with slow as (select pg_sleep(0.3)) insert into once select clock_timestamp() from slow`,
      ),
    );
    await sleep(100);
    await database.db.execute(cutOthers);
    expect(isUnavailable(await running)).toBe(true);
    expect((await db.execute(sql`select * from once`)).rows).toEqual([]);
  });
});

test("a prepared statement goes on after a migration changed what it returns", async () => {
  const database = await createTestDatabase({ max: 2 });
  onTestFinished(() => database.close());
  const { db } = database;
  const read = (on: Db) =>
    on
      .select({ name: tags.name })
      .from(tags)
      .where(eq(tags.slug, "a"))
      .prepare("by_slug")
      .execute();
  await fillPool(db);
  await Promise.all(Array.from({ length: 8 }, () => read(db)));
  await db.execute(sql`alter table tags alter column name type varchar(70)`);
  expect(await read(db)).toEqual([]);
  await db.execute(sql`alter table tags alter column name type varchar(80)`);
  // Inside a transaction it cannot be sent again, but the next one finds a connection that can.
  expect(sqlStateOf(await outcome(db.transaction(read)))).toBe("0A000");
  await vi.waitFor(() => db.transaction(read));
});

test("a statement that fails costs no connection", async () => {
  const database = await createTestDatabase({ max: 1 });
  onTestFinished(() => database.close());
  const pidOf = async () =>
    (await database.db.execute(sql`select pg_backend_pid() as pid`)).rows[0]?.["pid"];
  const before = await pidOf();
  expect(sqlStateOf(await outcome(database.db.execute(sql`select 1 / 0`)))).toBe("22012");
  const inside = database.db.transaction((tx) => tx.execute(sql`select 1 / 0`));
  expect(sqlStateOf(await outcome(inside))).toBe("22012");
  expect(await pidOf()).toBe(before);
});

describe("when the database goes silent", () => {
  async function behindProxy() {
    const { hostname, port } = new URL(await testServerUrl());
    const proxy = await startSilentProxy({ host: hostname, port: Number(port || 5_432) });
    onTestFinished(() => proxy.close());
    const database = await createTestDatabase();
    onTestFinished(() => database.close());
    const url = new URL(database.url);
    [url.hostname, url.port] = ["127.0.0.1", String(proxy.port)];
    return { proxy, ...open(url.href) };
  }

  // Without the watchdog these would hang for 20 s, which is longer than the tests may take.
  test("whatever waits fails as unavailable, and works again after it has come back", async () => {
    const { proxy, db, ping } = await behindProxy();
    await fillPool(db);
    const frozen = Promise.withResolvers<void>();
    const held = outcome(
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        proxy.freeze();
        frozen.resolve();
        await tx.execute(sql`select 1`);
      }),
    );
    await frozen.promise;
    const since = performance.now();
    const alone = outcome(db.execute(sql`select 1`));
    const opening = outcome(db.transaction((tx) => tx.execute(sql`select 1`)));
    for (const result of await Promise.all([held, alone, opening, outcome(ping())])) {
      expect(isUnavailable(result)).toBe(true);
    }
    // Three seconds is the promise; the rest is for a busy machine. A second wait would take longer.
    expect(performance.now() - since).toBeLessThan(5_000);
    // Again, now that its connections are known to be dead and new ones are not to be had.
    expect(isUnavailable(await outcome(db.execute(sql`select 1`)))).toBe(true);
    proxy.thaw();
    await vi.waitFor(() => ping(), 5_000);
    await fillPool(db);
  }, 15_000);

  test("what makes one call after another hears of it once, and so does a queue", async () => {
    const { proxy, db, ping } = await behindProxy();
    await fillPool(db);
    proxy.freeze();
    const since = performance.now();
    const inARow = async () => {
      for (let call = 0; call < 4; call++)
        expect(isUnavailable(await outcome(db.execute(sql`select 1`)))).toBe(true);
      const queued = outcome(db.transaction((tx) => tx.execute(sql`select 1`)));
      expect(isUnavailable(await queued)).toBe(true);
    };
    await Promise.all([inARow(), inARow()]);
    // The first wait alone is some 2.4 s; the rest is for a busy machine.
    expect(performance.now() - since).toBeLessThan(4_000);
    proxy.thaw();
    await vi.waitFor(() => ping(), 5_000);
    await fillPool(db);
  }, 15_000);

  test("closing does not go on asking", async () => {
    const { proxy, db, close } = await behindProxy();
    await fillPool(db);
    proxy.freeze();
    expect(isUnavailable(await outcome(db.execute(sql`select 1`)))).toBe(true);
    await close();
    expect(isUnavailable(await outcome(db.execute(sql`select 1`)))).toBe(true);
  }, 15_000);

  test("a statement that is merely slow is left alone", async () => {
    const { db } = await behindProxy();
    const [slow, other] = await Promise.all([
      db.execute(sql`select pg_sleep(3), 1 as n`),
      db.transaction((tx) => tx.execute(sql`select pg_sleep(3), 2 as n`)),
    ]);
    expect([slow.rows[0]?.["n"], other.rows[0]?.["n"]]).toEqual([1, 2]);
  });
});

test("closing waits for what is in flight, and twice is once", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.close());
  const { db, close } = open(database.url);
  const running = outcome(db.execute(sql`select pg_sleep(0.2)`));
  await sleep(20);
  await Promise.all([close(), close()]);
  expect(await running).toBe("done");
  await expect(db.execute(sql`select 1`)).rejects.toThrow("select 1");
});
