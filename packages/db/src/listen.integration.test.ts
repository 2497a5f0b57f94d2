import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { DatabaseDriver } from "./env.ts";
import { listen, notify, type Topics } from "./listen.ts";
import {
  createTestDatabase,
  type NeonGateway,
  startNeonGateway,
  type TestDatabase,
} from "./testing/index.ts";

describe.each<DatabaseDriver>(["pg", "neon"])("over %s", (driver) => {
  let gateway: NeonGateway | undefined;
  let database: TestDatabase;

  beforeAll(async () => {
    if (driver === "neon") gateway = await startNeonGateway();
    database = await createTestDatabase({ driver });
  });
  afterAll(async () => {
    await database.close();
    await gateway?.close();
  });

  async function listening() {
    const heard: Topics[] = [];
    const onReconnect = vi.fn<() => void>();
    const onError = vi.fn<(error: Error) => void>();
    const listener = listen({
      url: database.url,
      driver,
      channel: "changed",
      onMessage: (topics) => heard.push(topics),
      onReconnect,
      onError,
    });
    onTestFinished(() => listener.close());
    await listener.ready;
    return { heard, onReconnect, onError, listener };
  }

  test("hears what is sent on its channel, and nothing else", async () => {
    const { heard, onReconnect } = await listening();
    await notify(database.db, "another", ["no"]);
    await notify(database.db, "changed", []);
    await notify(database.db, "changed", ["post:1", "posts"]);
    await notify(database.db, "changed", "all");
    await vi.waitFor(() => expect(heard).toEqual([["post:1", "posts"], "all"]));
    expect(onReconnect).not.toHaveBeenCalled();
  });

  test("hears of a transaction when it commits, and never of one that does not", async () => {
    const { heard } = await listening();
    await database.db.transaction(async (tx) => {
      await notify(tx, "changed", ["committed"]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(heard).toEqual([]);
    });
    await database.db
      .transaction(async (tx) => {
        await notify(tx, "changed", ["undone"]);
        throw new Error("no");
      })
      .catch(() => {});
    await notify(database.db, "changed", ["last"]);
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["last"]));
    expect(heard).toEqual([["committed"], ["last"]]);
  });

  test("hears of more topics than fit into one message", async () => {
    const { heard } = await listening();
    const topics = Array.from({ length: 2_000 }, (_, n) => `post:${n}`);
    await notify(database.db, "changed", topics);
    await vi.waitFor(() => expect(heard.flat()).toHaveLength(2_000));
    expect(heard.flat()).toEqual(topics);
    expect(heard.length).toBeGreaterThan(1);
  });

  test("listens again after its connection was cut, and says that it may have missed something", async () => {
    const { heard, onReconnect, onError } = await listening();
    await database.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen changed' and datname = current_database()`,
    );
    await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledTimes(1), 3_000);
    expect(onError).toHaveBeenCalled();
    await notify(database.db, "changed", ["again"]);
    await vi.waitFor(() => expect(heard).toEqual([["again"]]));
  });

  test("is silent once closed, and closing twice is closing once", async () => {
    const { heard, listener } = await listening();
    await listener.close();
    await listener.close();
    await notify(database.db, "changed", ["late"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toEqual([]);
  });
});

test("a database that is not there yet is waited for, with passwords out of the reports", async () => {
  const onError = vi.fn<(error: Error) => void>();
  const listener = listen({
    url: "postgres://quoin:secret@127.0.0.1:1/quoin",
    channel: "changed",
    onMessage: () => {},
    onReconnect: () => {},
    onError,
  });
  await vi.waitFor(() => expect(onError.mock.calls.length).toBeGreaterThan(1));
  for (const [error] of onError.mock.calls) expect(error.message).not.toContain("secret");
  await listener.close();
});
