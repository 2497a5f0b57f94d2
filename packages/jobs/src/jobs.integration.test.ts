import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@quoin/db/testing";
import { createLogger, withRequest } from "@quoin/log";
import { sql } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createJobs,
  createWorker,
  DEAD_LETTERS,
  GiveUp,
  type Handlers,
  type JobsHandle,
  provisionJobs,
  type RunningJob,
  type Worker,
} from "./index.ts";

const postId = "0199f3a0-0000-7000-8000-000000000001";
const otherId = "0199f3a0-0000-7000-8000-000000000002";

let database: TestDatabase;
let handle: JobsHandle;
let jobs: JobsHandle["jobs"];
const workers: Worker[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  await provisionJobs({ url: database.url });
  handle = createJobs({ db: database.db });
  ({ jobs } = handle);
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop({ timeoutMs: 1_000 })));
  await handle.close();
  await database.close();
});

interface Row extends Record<string, unknown> {
  name: string;
  state: string;
  data: { payload: unknown; requestId?: string };
  wait: number;
  priority: number;
  output: { message?: string } | null;
}

async function stored(name: string): Promise<Row[]> {
  const { rows } = await database.db.execute<Row>(sql`
    select name, state, data, priority, output,
      round(extract(epoch from start_after - created_on))::int as wait
    from pgboss.job where name = ${name} order by created_on, id`);
  return rows;
}

const lines: string[] = [];
const log = createLogger({ name: "test", destination: { write: (line) => void lines.push(line) } });
const idle: Handlers = {
  commentSubmitted: async () => {},
  housekeepingDue: async () => {},
  mailRequested: async () => {},
  minutePassed: async () => {},
  postPublished: async () => {},
  postScheduled: async () => {},
};

async function work(handlers: Partial<Handlers>): Promise<Worker> {
  const worker = await createWorker({
    url: database.url,
    handlers: { ...idle, ...handlers },
    log,
    provision: false,
  });
  workers.push(worker);
  return worker;
}

async function until(isTrue: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await sleep(25);
  }
}

test("a job exists exactly when its transaction commits", async () => {
  const id = await database.db.transaction((tx) => jobs.postPublished.to({ postId }).enqueue(tx));
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await expect(
    database.db.transaction(async (tx) => {
      await jobs.postPublished.to({ postId: otherId }).enqueue(tx);
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect((await stored("post.published")).map(({ data }) => data.payload)).toEqual([{ postId }]);
});

test("the first job of a process needs no second connection", async () => {
  // Each transaction holds one of the connections; one more for the queue would never come.
  const narrow = await createTestDatabase({ max: 1 });
  await provisionJobs({ url: narrow.url });
  const own = createJobs({ db: narrow.db });
  const first = narrow.db.transaction((tx) => own.jobs.postPublished.to({ postId }).enqueue(tx));
  await expect(first).resolves.not.toBeNull();
  await own.close();
  await narrow.close();
});

test("many processes' first jobs at once all arrive", async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, () =>
      database.db.transaction((tx) => jobs.postPublished.to({ postId }).enqueue(tx)),
    ),
  );
  expect(new Set(ids).size).toBe(20);
});

test("delay, moment and priority are stored, and drafts can be reused", async () => {
  const draft = jobs.postPublished.to({ postId });
  const at = new Date(Date.now() + 86_400_000);
  await draft.delay("5m").enqueue(database.db);
  await draft.delay("2h").priority(7).enqueue(database.db);
  await draft.delay("5m").at(at).enqueue(database.db);
  await draft.enqueue(database.db);
  const waits = (await stored("post.published")).map(({ wait, priority }) => [wait, priority]);
  expect(waits).toEqual([
    [300, 0],
    [7_200, 7],
    [expect.closeTo(86_400, -1), 0],
    [0, 0],
  ]);
});

test("a malformed delay is refused", () => {
  // @ts-expect-error not a delay
  expect(() => jobs.postPublished.to({ postId }).delay("soon")).toThrow("is not a delay");
  expect(() => jobs.postPublished.to({ postId }).delay("1.5m")).toThrow("is not a delay");
});

test("a payload that breaks its contract is refused before anything is written", async () => {
  // @ts-expect-error misspelt
  expect(() => jobs.postPublished.to({ posId: postId })).toThrow("postId");
  expect(() => jobs.postPublished.to({ postId: "7" })).toThrow("Invalid UUID");
  expect(await stored("post.published")).toEqual([]);
});

test("one waiting job a key; jobs without a key never collide", async () => {
  const draft = jobs.postPublished.to({ postId }).delay("1h");
  expect(await draft.unique("a").enqueue(database.db)).not.toBeNull();
  expect(await draft.unique("a").enqueue(database.db)).toBeNull();
  expect(await draft.unique("b").enqueue(database.db)).not.toBeNull();
  expect(await draft.enqueue(database.db)).not.toBeNull();
  expect(await draft.enqueue(database.db)).not.toBeNull();
  // Keys are the queue's own: the same one elsewhere is another.
  expect(
    await jobs.commentSubmitted.to({ commentId: postId }).unique("a").enqueue(database.db),
  ).not.toBeNull();
});

test("fifty at once with one key make one job", async () => {
  const ids = await Promise.all(
    Array.from({ length: 50 }, () =>
      jobs.postPublished.to({ postId }).unique(postId).enqueue(database.db),
    ),
  );
  expect(ids.filter((id) => id !== null)).toHaveLength(1);
});

test("many jobs go by one statement, each with its key", async () => {
  await jobs.postPublished.to({ postId }).unique(postId).delay("1h").enqueue(database.db);
  const payloads = [{ postId }, { postId: otherId }];
  const each = jobs.postPublished.toEach(payloads).delay("1h");
  expect(await each.unique((payload) => payload.postId).enqueue(database.db)).toHaveLength(1);
  expect(await each.enqueue(database.db)).toHaveLength(2);
  expect(await jobs.postPublished.toEach([]).enqueue(database.db)).toEqual([]);
});

test("text that PostgreSQL cannot store does not break the transaction", async () => {
  const text = "a\0b\ud800c";
  const mail = { to: "jo@example.com", subject: text, text };
  const id = await jobs.mailRequested.to(mail).unique(`key\0${text}`).enqueue(database.db);
  expect(id).not.toBeNull();
});

test("a job carries the request that caused it to its handler and log lines", async () => {
  const seen: RunningJob[] = [];
  await work({ postPublished: async (_payload, job) => void seen.push(job) });
  lines.length = 0;
  const id = await withRequest({ requestId: "request-1" }, () =>
    jobs.postPublished.to({ postId }).enqueue(database.db),
  );
  await until(() => seen.length > 0 && lines.length > 0);
  expect(seen[0]).toMatchObject({ id, name: "post.published", attempt: 1, requestId: "request-1" });
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ requestId: "request-1", jobId: id, message: "job done" }),
  );
});

test("dates arrive as dates, and a job without a request has its own id", async () => {
  const at = new Date("2026-11-20T12:00:00.123Z");
  const seen: unknown[] = [];
  await work({
    postScheduled: async (payload, job) => void seen.push(payload, job.requestId === job.id),
  });
  await jobs.postScheduled.to({ postId, at }).at(at).enqueue(database.db);
  await until(() => seen.length > 0);
  expect(seen).toEqual([{ postId, at }, true]);
});

test("a waiting worker hears of a job at once", async () => {
  let heard = 0;
  await work({ postPublished: async () => void (heard = performance.now()) });
  await sleep(300);
  const queued = performance.now();
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  await until(() => heard > 0);
  // Without the notification it would be the next look, up to 2 s later.
  expect(heard - queued).toBeLessThan(1_500);
});

test("a backlog is worked off in a stretch", async () => {
  const payloads = Array.from({ length: 60 }, () => ({ postId }));
  await jobs.postPublished.toEach(payloads).enqueue(database.db);
  let done = 0;
  await work({ postPublished: async () => void done++ });
  // One job a look would take minutes.
  await expect(until(() => done === 60, 10_000)).resolves.toBeUndefined();
});

test("a failure is tried again, and its neighbours are not touched", async () => {
  const attempts: Record<string, number[]> = { [postId]: [], [otherId]: [] };
  await jobs.postPublished.toEach([{ postId }, { postId: otherId }]).enqueue(database.db);
  await work({
    postPublished: async (payload, { attempt }) => {
      attempts[payload.postId]?.push(attempt);
      if (payload.postId === postId && attempt === 1)
        throw new Error("cannot reach postgres://u:hunter2@db for jo@example.com");
    },
  });
  await until(async () => (await stored("post.published")).some(({ state }) => state === "retry"));
  const failed = (await stored("post.published")).find(({ state }) => state === "retry");
  expect(failed?.output?.message).toBe("cannot reach postgres://[redacted]@db for [email]");
  // The wait before the second attempt is the contract's; here it is cut short.
  await database.db.execute(sql`update pgboss.job set start_after = now() where state = 'retry'`);
  await until(() => attempts[postId]?.length === 2);
  expect(attempts).toEqual({ [postId]: [1, 2], [otherId]: [1] });
});

test(
  "what the database refused is told in the log and the queue, without what was sent to it",
  { timeout: 20_000 },
  async () => {
    const secret = "$argon2id$the-secret";
    const { db } = database;
    const statements = [
      sql`insert into users (id, name, email, handle, bio) values (${postId}, 'Ann', null, 'ann', ${secret})`,
      sql`select ${secret}::uuid`,
      sql`select to_tsquery(${`${secret} & &`})`,
    ];
    for (const statement of statements)
      await expect(db.execute(statement)).rejects.toThrow("the-secret");
    let next = 0;
    lines.length = 0;
    await work({
      postPublished: async () => {
        const statement = statements[next++];
        if (statement) await db.execute(statement);
      },
    });
    await jobs.postPublished.toEach(statements.map(() => ({ postId }))).enqueue(db);
    const failed = async () =>
      (await stored("post.published")).filter(({ state }) => state === "retry");
    await until(async () => (await failed()).length === statements.length);
    const outputs = (await failed()).map(({ output }) => output?.message ?? "");
    for (const text of [...outputs, ...lines]) expect(text).not.toContain("the-secret");
    for (const text of outputs) expect(text).toContain("Failed query: ");
    for (const code of ["23502", "22P02", "42601"])
      expect(lines.filter((line) => line.includes(`"code":"${code}"`))).toHaveLength(1);
  },
);

test("giving up and broken payloads go to the dead letters without another attempt", async () => {
  let runs = 0;
  await work({
    postPublished: async () => {
      runs++;
      throw new GiveUp("this address does not exist");
    },
  });
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  // As an older version might have left one behind.
  await database.db.execute(
    sql`insert into pgboss.job (name, data, policy, dead_letter, singleton_key)
        values ('post.published', '{"payload":{"id":1}}', 'short', ${DEAD_LETTERS}, 'old')`,
  );
  await until(async () => (await stored(DEAD_LETTERS)).length === 2);
  expect(runs).toBe(1);
  expect((await stored("post.published")).map(({ state }) => state)).toEqual(["failed", "failed"]);
});

const mail = {
  to: "jo@example.com",
  subject: "Choose a new password",
  text: "https://quoin.example/reset-password?token=the-token",
};

/** Every row of the queue that holds something of that mail. */
async function traces(): Promise<string[]> {
  const { rows } = await database.db.execute<{ name: string; state: string }>(
    sql`select name, state from pgboss.job where to_jsonb(job)::text like '%the-token%' order by name`,
  );
  return rows.map(({ name, state }) => `${name} ${state}`);
}

test(
  "of a mail that was sent nothing is kept, nor of one that was sent at the second try",
  { timeout: 20_000 },
  async () => {
    const tries: Record<string, number> = {};
    await jobs.mailRequested.toEach([mail, { ...mail, subject: "Again" }]).enqueue(database.db);
    await work({
      mailRequested: async ({ subject }) => {
        tries[subject] = (tries[subject] ?? 0) + 1;
        if (subject === "Again" && tries[subject] === 1) throw new Error("the server is away");
      },
    });
    await until(async () => (await traces()).join() === "mail.requested retry");
    await database.db.execute(sql`update pgboss.job set start_after = now() where state = 'retry'`);
    await until(async () => (await traces()).length === 0);
    expect(tries).toEqual({ [mail.subject]: 1, Again: 2 });
    expect(await stored("mail.requested")).toEqual([]);
  },
);

test(
  "a mail that was refused lies among the dead letters and can be sent again",
  { timeout: 20_000 },
  async () => {
    let isRefused = true;
    const sent: unknown[] = [];
    await work({
      mailRequested: async (given) => {
        if (isRefused) throw new GiveUp("The mail was refused");
        sent.push(given);
      },
    });
    await jobs.mailRequested.to(mail).enqueue(database.db);
    await until(async () => (await stored(DEAD_LETTERS)).length === 1);
    expect(await traces()).toEqual(["dead.letters created", "mail.requested failed"]);

    isRefused = false;
    const operator = new PgBoss({
      connectionString: database.url,
      supervise: false,
      migrate: false,
    });
    operator.on("error", () => {});
    await operator.start();
    await operator.redrive(DEAD_LETTERS);
    await operator.stop({ graceful: false });
    await until(() => sent.length === 1);
    expect(sent).toEqual([mail]);
    await until(async () => (await traces()).join() === "mail.requested failed");
  },
);

test("stopping waits for what runs and takes no more", async () => {
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const worker = await work({
    postPublished: async () => {
      started.resolve();
      await finish.promise;
    },
  });
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  await started.promise;
  const stopping = worker.stop({ timeoutMs: 5_000 });
  await jobs.commentSubmitted.to({ commentId: postId }).enqueue(database.db);
  finish.resolve();
  await stopping;
  expect((await stored("post.published")).map(({ state }) => state)).toEqual(["completed"]);
  expect((await stored("comment.submitted")).map(({ state }) => state)).toEqual(["created"]);
});

test("what does not end in time is aborted and put back", async () => {
  const started = Promise.withResolvers<AbortSignal>();
  const worker = await work({
    postPublished: (_payload, { signal }) => {
      started.resolve(signal);
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    },
  });
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  const signal = await started.promise;
  await worker.stop({ timeoutMs: 1_000 });
  expect(signal.aborted).toBe(true);
  expect((await stored("post.published")).map(({ state }) => state)).toEqual(["retry"]);
});

test("the worker heals when its connections were cut", async () => {
  let done = 0;
  await work({ postPublished: async () => void done++ });
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  await until(() => done === 1);
  await database.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'quoin worker'`,
  );
  await jobs.postPublished.to({ postId }).enqueue(database.db);
  await expect(until(() => done === 2)).resolves.toBeUndefined();
});

test("provisioning is repeatable, by several at once, and sets the clock's jobs", async () => {
  await Promise.all(Array.from({ length: 3 }, () => provisionJobs({ url: database.url })));
  const { rows } = await database.db.execute(
    sql`select name, cron from pgboss.schedule order by name`,
  );
  expect(rows).toEqual([
    { name: "housekeeping.due", cron: "17 * * * *" },
    { name: "minute.passed", cron: "* * * * *" },
  ]);
});

test("without queues an enqueue says what to do, and works once they are there", async () => {
  const bare = await createTestDatabase();
  const own = createJobs({ db: bare.db });
  const enqueue = () =>
    bare.db.transaction((tx) => own.jobs.postPublished.to({ postId }).enqueue(tx));
  await expect(enqueue()).rejects.toThrow("migrate the database first");
  await provisionJobs({ url: bare.url });
  expect(await enqueue()).not.toBeNull();
  await own.close();
  await bare.close();
});

test("a database that cannot be reached is an error without its password", async () => {
  const url = "postgres://quoin:hunter2@127.0.0.1:1/quoin";
  await expect(provisionJobs({ url })).rejects.toThrow("ECONNREFUSED");
  await expect(provisionJobs({ url })).rejects.not.toThrow("hunter2");
  await expect(createWorker({ url, handlers: idle, log })).rejects.toThrow("ECONNREFUSED");
});

test("a role with fewer rights can queue and work", async () => {
  const role = `app_${Date.now()}`;
  await database.db.execute(sql.raw(`create role ${role} login password 'app'`));
  await provisionJobs({ url: database.url, appRole: role });
  const url = new URL(database.url);
  url.username = role;
  url.password = "app";
  let done = 0;
  const worker = await createWorker({
    url: url.href,
    handlers: { ...idle, postPublished: async () => void done++ },
    log,
    provision: false,
  });
  await database.db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local role ${role}`));
    await jobs.postPublished.to({ postId }).enqueue(tx);
  });
  await expect(until(() => done === 1)).resolves.toBeUndefined();
  await worker.stop();
  await database.db.execute(sql.raw(`drop owned by ${role}`));
  await database.db.execute(sql.raw(`drop role ${role}`));
});
