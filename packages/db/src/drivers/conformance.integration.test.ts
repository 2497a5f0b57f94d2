import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatabaseDriver } from "../env.ts";
import { constraintOf, isUnavailable, isUniqueViolation, sqlStateOf } from "../database-errors.ts";
import { openDatabase } from "../database.ts";
import { categories, posts, settings, tags, users } from "../schema/index.ts";
import {
  createTestDatabase,
  type NeonGateway,
  startNeonGateway,
  type TestDatabase,
} from "../testing/index.ts";

// What every driver promises. The embedded server and an ordinary one are reached the same way, so the whole run
// is repeated against an ordinary one by naming it in DATABASE_URL.
describe.each<DatabaseDriver>(["embedded", "pg", "neon"])("driver %s", (driver) => {
  let gateway: NeonGateway | undefined;
  let database: TestDatabase;

  beforeAll(async () => {
    if (driver === "neon") gateway = await startNeonGateway();
    database = await createTestDatabase({ driver });
  });
  afterAll(async () => {
    await database?.close();
    await gateway?.close();
  });

  const newUser = (name: string) => ({ name, handle: name, email: `${name}@example.test` });

  test("answers a ping", async () => {
    await expect(database.ping()).resolves.toBeUndefined();
    expect(database.driver).toBe(driver);
  });

  test("brings dates back with their milliseconds", async () => {
    const createdAt = new Date("2024-02-29T23:59:59.987Z");
    const [tag] = await database.db
      .insert(tags)
      .values({ name: "dates", slug: "dates", createdAt })
      .returning();
    expect(tag?.createdAt).toEqual(createdAt);
    const { rows } = await database.db.execute<{ at: string }>(
      sql`select ${createdAt.toISOString()}::timestamptz as at`,
    );
    expect(new Date(rows[0]?.at ?? "")).toEqual(createdAt);
  });

  test("brings json, text with any letters, big numbers, booleans and nulls back unchanged", async () => {
    const { db } = database;
    const [author] = await db.insert(users).values(newUser("types")).returning();
    const toc = [{ id: "a", text: "“Ünï¢ødé” 🦊 \\ ' \" $1", level: 2 }];
    const [post] = await db
      .insert(posts)
      .values({
        authorId: author?.id ?? "",
        title: "Types",
        slug: "types",
        toc,
        wordCount: 2 ** 31 - 1,
      })
      .returning();
    expect(post).toMatchObject({
      toc,
      wordCount: 2 ** 31 - 1,
      commentsOpen: true,
      publishedAt: null,
    });
    const { rows, rowCount } = await db.execute<{ big: string; list: number[] }>(
      sql`select 9007199254740993::bigint as big, array[1, 2] as list`,
    );
    expect(rows).toEqual([{ big: "9007199254740993", list: [1, 2] }]);
    expect(rowCount).toBe(1);
  });

  test("reads relations in one query", async () => {
    const { db } = database;
    const [author] = await db.insert(users).values(newUser("relations")).returning();
    await db.insert(posts).values(
      [1, 2].map((n) => ({
        authorId: author?.id ?? "",
        title: `R ${n}`,
        slug: `relations-${n}`,
      })),
    );
    const found = await db.query.posts.findMany({
      columns: { title: true, createdAt: true },
      with: { author: { columns: { name: true } } },
      where: (post, { like }) => like(post.slug, "relations-%"),
      orderBy: (post, { asc }) => asc(post.slug),
    });
    expect(found.map(({ title, author }) => [title, author.name])).toEqual([
      ["R 1", "relations"],
      ["R 2", "relations"],
    ]);
    expect(found[0]?.createdAt).toBeInstanceOf(Date);
  });

  test("commits a transaction and undoes a savepoint inside it", async () => {
    const { db } = database;
    const seen = await db.transaction(async (tx) => {
      await tx.insert(categories).values({ name: "Kept", slug: "kept" });
      await tx
        .transaction(async (inner) => {
          await inner.insert(categories).values({ name: "Undone", slug: "undone" });
          throw new Error("only this part");
        })
        .catch(() => {});
      await tx.transaction((inner) =>
        inner.insert(categories).values({ name: "Deep", slug: "deep" }),
      );
      return (await tx.select().from(categories)).map(({ slug }) => slug);
    });
    expect(seen.toSorted()).toEqual(["deep", "kept"]);
    expect((await db.select().from(categories)).map(({ slug }) => slug).toSorted()).toEqual([
      "deep",
      "kept",
    ]);
  });

  test("undoes a whole transaction that throws, and throws the same", async () => {
    const { db } = database;
    const failure = new Error("changed my mind");
    const running = db.transaction(async (tx) => {
      await tx.insert(tags).values({ name: "never", slug: "never" });
      throw failure;
    });
    await expect(running).rejects.toBe(failure);
    expect(await db.select().from(tags).where(eq(tags.slug, "never"))).toEqual([]);
  });

  test("does not take a transaction for committed that PostgreSQL rolled back", async () => {
    const { db } = database;
    const running = db.transaction(async (tx) => {
      await tx.insert(tags).values({ name: "lost", slug: "lost" });
      await tx.execute(sql`select 1 / 0`).catch(() => {});
    });
    await expect(running).rejects.toThrow("rolled back");
    expect(await db.select().from(tags).where(eq(tags.slug, "lost"))).toEqual([]);
  });

  test("keeps the isolation that was asked for", async () => {
    const level = await database.db.transaction(
      async (tx) => (await tx.execute(sql`show transaction_isolation`)).rows,
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    expect(level).toEqual([{ transaction_isolation: "repeatable read" }]);
  });

  test("says which constraint a duplicate ran against", async () => {
    const { db } = database;
    await db.insert(tags).values({ name: "twice", slug: "twice" });
    const error = await db
      .insert(tags)
      .values({ name: "again", slug: "twice" })
      .catch((e: unknown) => e);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "tags_slug_key")).toBe(true);
    expect(isUniqueViolation(error, "tags_name_key")).toBe(false);
    expect(constraintOf(error)).toBe("tags_slug_key");
    expect(isUnavailable(error)).toBe(false);
    const inside = await db
      .transaction((tx) => tx.insert(tags).values({ name: "again", slug: "twice" }))
      .catch((e: unknown) => e);
    expect(isUniqueViolation(inside, "tags_slug_key")).toBe(true);
  });

  test("searches by words in any form", async () => {
    const { db } = database;
    const [author] = await db.insert(users).values(newUser("search")).returning();
    await db.insert(posts).values({
      authorId: author?.id ?? "",
      title: "Running servers",
      slug: "fts",
      plainText: "foxes jump",
    });
    const found = await db
      .select({ slug: posts.slug })
      .from(posts)
      .where(sql`${posts.search} @@ websearch_to_tsquery('english', ${"run fox"})`);
    expect(found).toEqual([{ slug: "fts" }]);
  });

  test("runs a prepared statement again and again, alone and inside a transaction", async () => {
    const { db } = database;
    await db.insert(tags).values({ name: "prepared", slug: "prepared" });
    const prepare = (on: typeof db) =>
      on
        .select({ name: tags.name })
        .from(tags)
        .where(eq(tags.slug, sql.placeholder("slug")))
        .prepare("tag_by_slug");
    const bySlug = prepare(db);
    for (let run = 0; run < 3; run++) {
      expect(await bySlug.execute({ slug: "prepared" })).toEqual([{ name: "prepared" }]);
    }
    const inside = await db.transaction((tx) => prepare(tx).execute({ slug: "prepared" }));
    expect(inside).toEqual([{ name: "prepared" }]);
  });

  test("cancels a statement that takes too long, and goes on", async () => {
    const { db } = database;
    const running = db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 50`);
      await tx.execute(sql`select pg_sleep(5)`);
    });
    expect(sqlStateOf(await running.catch((e: unknown) => e))).toBe("57014");
    await database.ping();
  });

  test("limits how long a statement, a lock and an idle transaction may take", async () => {
    const limits = await database.db.transaction(async (tx) => {
      const { rows } = await tx.execute(
        sql`select current_setting('statement_timeout') s, current_setting('lock_timeout') l, current_setting('idle_in_transaction_session_timeout') i`,
      );
      return rows[0];
    });
    expect(limits).toEqual({ s: "15s", l: "10s", i: "30s" });
  });

  test("serves more callers at once than it has connections", async () => {
    const { db } = database;
    const runs = Array.from({ length: 40 }, (_, n) =>
      n % 2 === 0
        ? db.execute(sql`select ${n}::int as n, pg_sleep(0.005)`).then(({ rows }) => rows[0]?.["n"])
        : db.transaction(
            async (tx) => (await tx.execute(sql`select ${n}::int as n`)).rows[0]?.["n"],
          ),
    );
    expect(await Promise.all(runs)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  test("two transactions that raise one counter both count", async () => {
    const { db } = database;
    const [tag] = await db.insert(tags).values({ name: "race", slug: "race" }).returning();
    const raise = () =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .select()
          .from(tags)
          .where(eq(tags.id, tag?.id ?? ""))
          .for("update");
        const name = `${row?.name}+`;
        await tx
          .update(tags)
          .set({ name })
          .where(eq(tags.id, tag?.id ?? ""));
      });
    await Promise.all(Array.from({ length: 8 }, raise));
    const [row] = await db
      .select()
      .from(tags)
      .where(eq(tags.id, tag?.id ?? ""));
    expect(row?.name).toBe("race++++++++");
  });

  test("says that a server which is not there is unavailable", async () => {
    if (driver === "neon") return; // The gateway answers in its place.
    const absent = openDatabase({ url: "postgres://a:secret@127.0.0.1:1/a", driver });
    const error = await absent.ping().catch((e: unknown) => e);
    expect(isUnavailable(error)).toBe(true);
    expect(String(error)).not.toContain("secret");
    await absent.close();
  });

  test("Neon sends single statements over HTTP and transactions over WebSockets", async () => {
    if (!gateway) return;
    const before = { ...gateway.seen };
    await database.db.select({ n: count() }).from(settings);
    expect(gateway.seen).toEqual({ http: before.http + 1, sockets: before.sockets });
    await database.db.transaction((tx) => tx.select({ n: count() }).from(settings));
    expect(gateway.seen.http).toBe(before.http + 1);
    expect(gateway.seen.sockets).toBeGreaterThan(0);
  });
});
