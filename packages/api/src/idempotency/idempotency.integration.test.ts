import { limitTable, type SessionUser } from "@quoin/auth";
import { Comments, IdempotencyKeys, newId, Posts } from "@quoin/db";
import { describe, expect } from "vitest";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { sweep } from "../housekeeping/service.ts";
import { createKey } from "../key/service.ts";
import { appRouter } from "../root.ts";
import { proceduresOf } from "../rest/operations.ts";
import { type TestApi, test } from "../testing/index.ts";
import { toAppError } from "../trpc.ts";
import { makeOnce } from "./service.ts";

const draft = (title: string) => [{ title, body: "Some words." }];

/** Calls as an account, with a key of its own, over HTTP. */
async function client(api: TestApi, user: SessionUser) {
  const { key } = await createKey(api.ctx(user), { name: "test", role: user.role });
  const send = (path: string, body: unknown, name?: string) =>
    api.handler(
      new Request(`http://localhost:3000/api/${path}`, {
        method: "POST",
        headers: {
          "x-api-key": key,
          "content-type": "application/json",
          ...(name !== undefined && { "idempotency-key": name }),
        },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  return {
    rest: (path: string, body: unknown, name?: string) => send(`v1/${path}`, body, name),
    trpc: (path: string, input: unknown, name?: string) =>
      send(`trpc/${path}`, typeof input === "string" ? input : { json: input }, name),
  };
}

const dataOf = async (response: Response): Promise<unknown> => {
  const { data } = (await response.json()) as { data: unknown };
  return data;
};

test("every call that makes something honours the header", () => {
  const creating = proceduresOf(appRouter).filter(({ name, meta }) => {
    const routes = [meta.rest ?? []].flat();
    return /\.(create|import)$/.test(name) || routes.some(({ status }) => status === 201);
  });
  expect(creating.length).toBeGreaterThan(5);
  for (const { name, meta } of creating) expect([name, meta.idempotent]).toEqual([name, true]);
});

test("50 at once with one key make one post, and all are given the same answer", async ({
  api,
}) => {
  const { rest } = await client(api, await api.make.user().author().create());
  const [post] = draft("Fifty times");
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => rest("posts", post, "one-key")),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const bodies = await Promise.all(answers.map(dataOf));
  for (const body of bodies) expect(body).toEqual(bodies[0]);
  const replayed = answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true");
  expect(replayed).toHaveLength(49);
  expect(await Posts.select(api.db)).toHaveLength(1);
});

test("over tRPC too, with its dates; and either way is the same call", async ({ api }) => {
  const { trpc, rest } = await client(api, await api.make.user().author().create());
  const first = await trpc("post.create", draft("Once"), "k1");
  const again = await trpc("post.create", draft("Once"), "k1");
  expect(first.headers.has("idempotency-replayed")).toBe(false);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await again.json()).toEqual(await first.json());
  const byRest = await rest("posts", draft("Once")[0], "k1");
  expect([byRest.status, byRest.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
  expect(await Posts.select(api.db)).toHaveLength(1);
});

test("another input or another procedure under the same key is refused", async ({ api }) => {
  const { rest } = await client(api, await api.make.user().admin().create());
  expect((await rest("posts", { title: "One" }, "k1")).status).toBe(201);
  const other = await rest("posts", { title: "Other" }, "k1");
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ success: false, error: { code: "unprocessable" } });
  expect((await rest("tags", { name: "One" }, "k1")).status).toBe(422);
  expect(await Posts.select(api.db)).toHaveLength(1);
});

test("what one credential made is not handed to another of the same person", async ({ api }) => {
  const author = await api.make.user().author().create();
  const admin = await api.make.user().admin().create();
  const make = (scopes?: "key:write"[]) =>
    createKey(api.ctx(author), { name: "test", role: "author", ...(scopes && { scopes }) });
  const [strong, weak] = [await make(), await make(["key:write"])];
  const asked = (headers: Record<string, string>) =>
    api.handler(
      new Request("http://localhost:3000/api/v1/keys", {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "idempotency-key": "k1" },
        body: JSON.stringify({ name: "Made", role: "author" }),
      }),
    );
  const made = await asked({ "x-api-key": strong.key });
  expect(made.status).toBe(201);
  const { key } = (await dataOf(made)) as { key: string };
  const replayed = await asked({ "x-api-key": strong.key });
  expect(await dataOf(replayed)).toMatchObject({ key });
  const refused = await asked({ "x-api-key": weak.key });
  expect(refused.status).toBe(422);
  expect(await refused.text()).not.toContain(key);

  const expiresAt = new Date(Date.now() + 3_600_000);
  const own = { id: newId(), expiresAt, impersonatedBy: null };
  const acting = { id: newId(), expiresAt, impersonatedBy: admin.id };
  const create = (more: Partial<Ctx>, idempotencyKey: string) =>
    api.as(author, { ...more, idempotencyKey }).key.create({ name: "Made", role: "author" });
  const unprocessable = { cause: { code: "unprocessable" } };
  await expect(create({ session: own }, "k1")).rejects.toMatchObject(unprocessable);
  const first = await create({ session: own, credential: "cookie" }, "k2");
  for (const credential of ["cookie", "bearer"] as const) {
    const session = { ...own, id: newId() };
    expect(await create({ session, credential }, "k2")).toEqual(first);
  }
  await expect(create({ session: acting }, "k2")).rejects.toMatchObject(unprocessable);
});

test("keys that are none are refused, and so is one for several calls", async ({ api }) => {
  const { rest, trpc } = await client(api, await api.make.user().author().create());
  for (const bad of ["", "two words", "x".repeat(256), "naïve"])
    expect((await rest("posts", { title: "One" }, bad)).status).toBe(400);
  const batch = await trpc("post.create,post.create?batch=1", {}, "k1");
  expect(batch.status).toBe(400);
  expect(await Posts.select(api.db)).toHaveLength(0);
});

test("two people may use the same key, and each has their own", async ({ api }) => {
  const people = await api.make.user().author().createMany(2);
  const clients = await Promise.all(people.map((user) => client(api, user)));
  const answers = await Promise.all(
    clients.map(({ rest }, at) => rest("posts", draft(`Mine ${at}`)[0], "k1")),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(await Posts.select(api.db)).toHaveLength(2);
});

test("a call that failed is not kept: put right, it may be made under the same key", async ({
  api,
}) => {
  const user = await api.make.user().author().create();
  await api.make.post().with({ slug: "taken" }).create();
  const { rest } = await client(api, user);
  expect((await rest("posts", { title: "One", slug: "taken" }, "k1")).status).toBe(409);
  expect(await IdempotencyKeys.select(api.db)).toHaveLength(0);
  expect((await rest("posts", { title: "One", slug: "free" }, "k1")).status).toBe(201);
});

test("what dies between its effect and its answer has had no effect", async ({ api }) => {
  const user = await api.make.user().author().create();
  const ctx = api.ctx(user, { idempotencyKey: "k1" });
  const call = { procedure: "post.create", input: draft("Lost") };
  const dying = makeOnce(ctx, call, async (inner) => {
    await api.as(user, { db: inner.db }).post.create(draft("Lost"));
    // As if the process were killed here: its connection is gone before the commit.
    await inner.db.execute("select pg_terminate_backend(pg_backend_pid())");
  });
  await expect(dying).rejects.toThrow(/terminat|connection/i);
  expect(await Posts.select(api.db)).toHaveLength(0);
  const { rest } = await client(api, user);
  expect((await rest("posts", draft("Lost")[0], "k1")).status).toBe(201);
});

test("a key that is made again is the same key, and is nowhere to be read", async ({ api }) => {
  const { rest } = await client(api, await api.make.user().author().create());
  const body = { name: "backup", role: "author" };
  const [first, again] = [await rest("keys", body, "k1"), await rest("keys", body, "k1")];
  const made = (await dataOf(first)) as { key: string };
  expect(await dataOf(again)).toEqual(made);
  const [row] = await IdempotencyKeys.select(api.db);
  expect(JSON.stringify(row)).not.toContain(made.key);
  expect(Buffer.from(row?.answer ?? "", "base64url").toString("latin1")).not.toContain(made.key);
});

test("a key counts for a day, and is swept away after it", async ({ api }) => {
  const user = await api.make.user().author().create();
  const at = (hours: number) =>
    api.as(user, {
      idempotencyKey: "k1",
      now: () => new Date(Date.parse("2026-11-21T06:00:00Z") + hours * 3_600_000),
    });
  const [first] = await at(0).post.create(draft("Day"));
  const [same] = await at(23.9).post.create(draft("Day"));
  expect(same?.id).toBe(first?.id);
  const [next] = await at(24.1).post.create(draft("Another day"));
  expect(next?.id).not.toBe(first?.id);
  const nightly = (day: string) => sweep(api.ctx(null, { now: () => new Date(day) }));
  await nightly("2026-11-22T12:00:00Z");
  expect(await IdempotencyKeys.select(api.db)).toHaveLength(1);
  await nightly("2026-11-23T12:00:00Z");
  expect(await IdempotencyKeys.select(api.db)).toHaveLength(0);
});

test("a comment sent twice by hand is one comment", async ({ api }) => {
  const reader = await api.make.user().create();
  const post = await api.make.post().published().create();
  const caller = api.as(reader, { idempotencyKey: "k1" });
  const said = { postId: post.id, body: "Hear, hear" };
  const both = await Promise.all([caller.comment.create(said), caller.comment.create(said)]);
  expect(both[0]).toEqual(both[1]);
  expect(await Comments.select(api.db)).toHaveLength(1);
});

test("whatever the input holds, a key makes nothing worse of it", async ({ api }) => {
  const { trpc } = await client(api, await api.make.user().author().create());
  const nested = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const bodies = [
    '{"json":[{"title":"One","__proto__":{"role":"admin"}}]}',
    '{"json":[{"title":"One","constructor":{"prototype":{}}}]}',
    '{"json":[{"title":null}],"meta":{"values":{"0.title":["undefined"]}}}',
    '{"json":[{"title":"1"}],"meta":{"values":{"0.title":["bigint"]}}}',
    '{"json":[{"title":"1"}],"meta":{"referentialEqualities":{"0":["0.title"]}}}',
    `{"json":${nested}}`,
  ];
  for (const [at, body] of bodies.entries()) {
    const plain = await trpc("post.create", body);
    const keyed = await trpc("post.create", body, `k${at}`);
    expect([body.slice(0, 60), keyed.status]).toEqual([body.slice(0, 60), plain.status]);
    expect(keyed.status).toBeLessThan(500);
  }
});

test("a twin in another process that takes too long is no error of ours", async ({ api }) => {
  const user = await api.make.user().author().create();
  const call = { procedure: "post.create", input: draft("Slow") };
  const { promise: twinEnds, resolve: endTwin } = Promise.withResolvers<void>();
  const { promise: twinHolds, resolve: holdTwin } = Promise.withResolvers<void>();
  const expiresAt = new Date(Date.now() + 60_000);
  const row = { userId: user.id, key: "k1", procedure: "p", inputDigest: "d", expiresAt };
  const twin = api.db.transaction(async (tx) => {
    await IdempotencyKeys.claim(tx, { ...row, id: newId() }, new Date());
    holdTwin();
    await twinEnds;
  });
  await twinHolds;
  const waiting = api.db.transaction(async (tx) => {
    await tx.execute("set local lock_timeout = '50ms'");
    const ctx = api.ctx(user, { idempotencyKey: "k1", db: tx });
    return makeOnce(ctx, call, async () => "made");
  });
  const refused = toAppError(await waiting.catch((error: unknown) => error));
  expect(refused).toMatchObject({ code: "conflict", retryAfterSeconds: 2 });
  endTwin();
  await twin;
});

test("keyed calls of one person leave the database to the others", async ({ api }) => {
  const people = await api.make.user().author().createMany(2);
  const { promise: slow, resolve: end } = Promise.withResolvers<void>();
  const call = { procedure: "post.create", input: draft("Slow") };
  const many = Array.from({ length: 20 }, (_, at) =>
    makeOnce(api.ctx(people[0]!, { idempotencyKey: `k${at}` }), call, () => slow),
  );
  const other = api.ctx(people[1]!, { idempotencyKey: "k1" });
  await expect(makeOnce(other, call, async () => "made")).resolves.toBe("made");
  end();
  await Promise.all(many);
});

describe("a comment with a key uses up the limit once", () => {
  const { points } = limitTable.comment;
  const { points: share } = limitTable.commentByKey;

  test("50 at once are one comment and 50 same answers; other keys are counted", async ({
    api,
  }) => {
    const reader = await api.make.user().create();
    const post = await api.make.post().published().create();
    const { rest } = await client(api, reader);
    const say = (body: string, name: string) => rest(`posts/${post.id}/comments`, { body }, name);
    const answers = await Promise.all(Array.from({ length: 50 }, () => say("Hear, hear", "one")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const bodies = await Promise.all(answers.map(dataOf));
    for (const body of bodies) expect(body).toEqual(bodies[0]);
    expect(await Comments.select(api.db)).toHaveLength(1);

    const others = await Promise.all(
      Array.from({ length: share }, (_, at) => say(`Number ${at}`, `other-${at}`)),
    );
    const statuses = others.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(share - 1);
    expect(statuses).toContain(429);
    // Nothing is left, and what was made is told again all the same.
    expect((await say("Hear, hear", "one")).status).toBe(201);
    // By hand the account goes on to its own end, which the refused ones have not used up.
    const own = api.as(reader);
    for (let at = share; at < points; at++)
      await own.comment.create({ postId: post.id, body: `By hand ${at}` });
    await expect(own.comment.create({ postId: post.id, body: "More" })).rejects.toMatchObject({
      cause: { code: "rate_limited" },
    });
  });

  test("also where the answer is streamed", async ({ api }) => {
    const { key } = await createKey(api.ctx(await api.make.user().create()), {
      name: "test",
      role: "reader",
    });
    const post = await api.make.post().published().create();
    const stream = async (body: string, name: string) => {
      const response = await api.handler(
        new Request("http://localhost:3000/api/trpc/comment.create?batch=1", {
          method: "POST",
          headers: {
            "x-api-key": key,
            "content-type": "application/json",
            "trpc-accept": "application/jsonl",
            "idempotency-key": name,
          },
          body: JSON.stringify({ 0: { json: { postId: post.id, body } } }),
        }),
      );
      return response.text();
    };
    const same = await Promise.all(Array.from({ length: 2 * points }, () => stream("Once", "one")));
    expect(same.filter((text) => text.includes("rate_limited"))).toEqual([]);
    expect(await Comments.select(api.db)).toHaveLength(1);
    const more: string[] = [];
    for (let at = 0; at < share; at++) more.push(await stream(`Number ${at}`, `k${at}`));
    expect(more.map((text) => text.includes("rate_limited"))).toEqual([
      ...Array<boolean>(share - 1).fill(false),
      true,
    ]);
  });

  test("and what a twin in another process made meanwhile is told, even where nothing is left", async ({
    api,
  }) => {
    const user = await api.make.user().create();
    const call = { procedure: "comment.create", input: {} };
    const ctx = api.ctx(user, { idempotencyKey: "k1" });
    await makeOnce(ctx, call, async () => "made there");
    const [twin] = await IdempotencyKeys.select(api.db);
    for (const isLeft of [true, false]) {
      await IdempotencyKeys.delete(api.db, { userId: user.id });
      const told: string[] = [];
      const use = {
        // Between the look and the transaction the other process ends.
        count: async () => {
          told.push("counted");
          await IdempotencyKeys.insert(api.db, [twin!]);
          if (!isLeft) throw new AppError("rate_limited", "Too many tries");
        },
        refund: async () => void told.push("given back"),
      };
      expect(await makeOnce(ctx, call, async () => "made here", use)).toBe("made there");
      expect(told).toEqual(isLeft ? ["counted", "given back"] : ["counted"]);
    }
  });
});
