import { callLimits, createKeys, createLimits, limitTable } from "@quoin/auth";
import { describe, expect } from "vitest";
import { createHandler } from "./handler.ts";
import { test, type TestApi } from "./testing/index.ts";

const origin = "http://localhost:3000";
const points = 600;

let addresses = 0;
const newAddress = () => ({ "x-quoin-client-ip": `203.0.114.${++addresses}` });

const ask = (
  handler: TestApi["handler"],
  path: string,
  headers: Readonly<Record<string, string>>,
  init: RequestInit = {},
) => handler(new Request(origin + path, { ...init, headers: { origin, ...headers } }));

const input = (...inputs: object[]) =>
  encodeURIComponent(JSON.stringify(Object.fromEntries(inputs.map((json, at) => [at, { json }]))));
const batch = (paths: readonly string[], ...inputs: object[]) =>
  `/api/trpc/${paths.join(",")}?batch=1&input=${input(...inputs)}`;
const streamed = { "trpc-accept": "application/jsonl" };

const left = ({ headers }: Response) => [
  Number(headers.get("ratelimit-limit")),
  Number(headers.get("ratelimit-remaining")),
];

/** The API with so few calls that a test can use them up, in a window that no slow machine lets pass. */
function withFew(api: TestApi, calls: number) {
  const few = Object.entries({ ...limitTable, ...callLimits(calls) });
  const limits = createLimits({
    db: api.db,
    store: "postgres",
    limits: Object.fromEntries(few.map(([name, limit]) => [name, { ...limit, seconds: 3600 }])),
  });
  const services = { ...api.services, limits };
  return createHandler({ ...api.open, services });
}

describe("all calls together", () => {
  test("have a window of ten seconds", async ({ api }) => {
    const { headers } = await ask(api.handler, "/api/v1/posts", newAddress());
    expect(headers.get("ratelimit-policy")).toMatch(/;w=10$/);
  });

  test("are counted by address, over REST and tRPC, in batches and streams", async ({ api }) => {
    const handler = withFew(api, points);
    const caller = newAddress();
    const post = await api.make.post().published().create();
    const calls: [string, Record<string, string>, number][] = [
      ["/api/v1/posts", {}, 1],
      ["/api/v1/posts/nothing", {}, 1],
      ["/api/trpc/post.list?input=%7B%22json%22%3A%7B%7D%7D", {}, 1],
      [batch(["post.list", "tag.list", "settings.get"], {}, {}), {}, 3],
      [batch(["post.list", "tag.list"], {}, {}), streamed, 2],
      [`/api/v1/posts/${post.id}/comments/live`, {}, 1],
      [
        `/api/trpc/comment.live?input=${encodeURIComponent(`{"json":{"postId":"${post.id}"}}`)}`,
        {},
        1,
      ],
      ["/api/v1/posts/export", {}, 1],
    ];
    let used = 0;
    for (const [path, headers, count] of calls) {
      const response = await ask(handler, path, { ...headers, ...caller });
      await response.body?.cancel();
      used += count;
      expect(left(response), path).toEqual([points, points - used]);
      expect(response.headers.get("ratelimit-policy")).toBe(`${points};w=3600`);
    }
    expect(left(await ask(handler, "/api/v1/posts", newAddress()))).toEqual([points, points - 1]);
  });

  test("are refused beyond the limit, and not for anybody else", async ({ api }) => {
    const handler = withFew(api, 10);
    const caller = newAddress();
    for (let at = 0; at < 10; at++)
      expect((await ask(handler, "/api/v1/posts", caller)).status).toBe(200);
    for (const [path, headers] of [
      ["/api/v1/posts", {}],
      ["/api/v1/posts/export", {}],
      ["/api/trpc/post.list?input=%7B%22json%22%3A%7B%7D%7D", {}],
      [batch(["post.list", "tag.list"], {}, {}), {}],
      [batch(["post.list", "tag.list"], {}, {}), streamed],
    ] as const) {
      const refused = await ask(handler, path, { ...headers, ...caller });
      expect(refused.status).toBe(429);
      expect(left(refused)).toEqual([10, 0]);
      const wait = Number(refused.headers.get("retry-after"));
      expect(wait).toBeGreaterThan(0);
      const answer: unknown = await refused.json();
      if (path.startsWith("/api/v1"))
        expect(answer).toMatchObject({ success: false, error: { code: "rate_limited" } });
      else {
        const requestId = refused.headers.get("x-request-id");
        const data = { reason: "rate_limited", retryAfterSeconds: wait, requestId };
        expect(answer).toMatchObject({ error: { json: { data } } });
      }
    }
    expect((await ask(handler, "/api/v1/posts", newAddress())).status).toBe(200);
    expect((await ask(handler, "/healthz", caller)).status).toBe(200);
  });

  test("are one count for all instances", async ({ api }) => {
    const instances = [withFew(api, 20), withFew(api, 20)];
    const caller = newAddress();
    let done = 0;
    for (let at = 0; at < 60; at++) {
      const { status } = await ask(instances[at % 2]!, "/api/v1/posts", caller);
      if (status === 200) done++;
    }
    // Each may keep a fifth to itself before it has told.
    expect(done).toBeGreaterThanOrEqual(20);
    expect(done).toBeLessThanOrEqual(30);
  });

  test("count for the account of whoever is signed in, and half for each key", async ({ api }) => {
    const handler = withFew(api, 20);
    const owner = await api.make.user().create();
    const [one, other] = await createKeys(
      api.db,
      ["one", "two"].map((name) => ({ userId: owner.id, name, role: "reader" as const })),
    );
    const by = (key: string) =>
      ask(handler, "/api/v1/posts", { "x-api-key": key, ...newAddress() });
    for (let at = 0; at < 10; at++) expect((await by(one!.key)).status).toBe(200);
    expect((await by(one!.key)).status).toBe(429);
    for (let at = 0; at < 10; at++) expect((await by(other!.key)).status).toBe(200);
    expect((await by(other!.key)).status).toBe(429);
  });

  test("are those with a credential that is not good, too", async ({ api }) => {
    const handler = withFew(api, 5);
    const caller = { ...newAddress(), "x-api-key": "qn_nonsense" };
    const statuses: number[] = [];
    for (let at = 0; at < 7; at++)
      statuses.push((await ask(handler, "/api/v1/posts", caller)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe("a streamed batch", () => {
  const search = (q: string) => ({ q });

  test("says of its searches what is left, before they are made", async ({ api }) => {
    const { points: searches } = limitTable.search;
    const caller = { ...streamed, ...newAddress() };
    const path = batch(["post.search", "post.list", "post.search"], search("a"), {}, search("b"));
    const first = await ask(api.handler, path, caller);
    expect(left(first)).toEqual([searches, searches - 2]);
    expect((await first.text()).length).toBeGreaterThan(0);
    const second = await ask(api.handler, path, caller);
    await second.text();
    expect(left(second)).toEqual([searches, searches - 4]);
  });

  test("refuses those beyond the limit and does the others", async ({ api }) => {
    const handler = withFew(api, points);
    const caller = newAddress();
    const ten = batch(Array(10).fill("post.search"), ...Array(10).fill(search("a")));
    for (let at = 0; at < 6; at++)
      await (await ask(handler, ten, { ...streamed, ...caller })).text();
    const last = await ask(handler, batch(["post.search", "post.list"], search("a"), {}), {
      ...streamed,
      ...caller,
    });
    expect(left(last)).toEqual([limitTable.search.points, 0]);
    const text = await last.text();
    expect(text).toContain("rate_limited");
    expect(text).toContain("previousCursor");
  });

  test("counts nobody's comment for their address", async ({ api }) => {
    const caller = newAddress();
    const handler = withFew(api, points);
    const comment = (headers: Record<string, string>) =>
      ask(
        handler,
        "/api/trpc/comment.create?batch=1",
        { ...headers, ...caller },
        {
          method: "POST",
          body: '{"0":{"json":{}}}',
        },
      );
    const anonymous = await comment({ ...streamed, "content-type": "application/json" });
    expect(left(anonymous)).toEqual([points, points - 1]);
    expect(await anonymous.text()).toContain("unauthenticated");
  });
});

test.for([
  ["POST", "/api/docs", "GET, HEAD, OPTIONS"],
  ["DELETE", "/api/v1/openapi.json", "GET, HEAD, OPTIONS"],
  ["PUT", "/api/trpc/post.list", "GET, HEAD, POST, OPTIONS"],
  ["DELETE", "/api/trpc/post.create", "GET, HEAD, POST, OPTIONS"],
  ["GET", "/api/trpc/post.create", "POST, OPTIONS"],
  ["POST", "/api/trpc/post.list", "GET, OPTIONS"],
  ["PATCH", "/api/v1/posts", "GET, POST, HEAD, OPTIONS"],
  ["POST", "/api/v1/posts/export", "GET, HEAD, OPTIONS"],
  ["PUT", "/api/v1/posts/0190b2f0-0000-7000-8000-000000000000/comments/live", "GET, OPTIONS"],
] as const)("%s %s is a 405 that says what else", async ([method, path, allow], { api }) => {
  const body = method === "GET" ? {} : { body: "{}" };
  const headers = { "content-type": "application/json" };
  const response = await ask(api.handler, path, headers, { method, ...body });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe(allow);
  expect(await response.text()).toContain("method_not_allowed");
});

test.for([
  ["/api/docs", "GET, HEAD, OPTIONS"],
  ["/api/v1/openapi.json", "GET, HEAD, OPTIONS"],
  ["/api/trpc/post.list", "GET, HEAD, POST, OPTIONS"],
  ["/api/v1/posts/export", "GET, HEAD, OPTIONS"],
] as const)("OPTIONS of %s says what there is", async ([path, allow], { api }) => {
  const response = await ask(api.handler, path, {}, { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("allow")).toBe(allow);
});
