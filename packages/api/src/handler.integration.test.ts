import { createAccounts, createKeys } from "@quoin/auth";
import { Sessions } from "@quoin/db";
import { describe, expect } from "vitest";
import { test } from "./testing/index.ts";

const origin = "http://localhost:3000";
const at = (path: string, init?: RequestInit) => new Request(`${origin}${path}`, init);
const json = (path: string, body: string, headers: Record<string, string> = {}) =>
  at(path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", origin, ...headers },
  });

describe("health", () => {
  test("is alive without a database, and ready with one that is migrated", async ({ api }) => {
    expect((await api.handler(at("/healthz"))).status).toBe(200);
    expect((await api.handler(at("/readyz"))).status).toBe(200);
  });

  test("is not ready, and soon says so, when the database is away", async ({ api }) => {
    const { createHandler } = await import("./handler.ts");
    const away = createHandler({ ...api.open, ready: () => Promise.reject(new Error("away")) });
    const response = await away(at("/readyz"));
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await response.text()).not.toContain("away");
  });
});

describe("request ids", () => {
  test("are taken when well-formed, made when not, and in every answer", async ({ api }) => {
    const mine = await api.handler(at("/healthz", { headers: { "x-request-id": "my-request-1" } }));
    expect(mine.headers.get("x-request-id")).toBe("my-request-1");
    const made = await api.handler(at("/healthz", { headers: { "x-request-id": "a b" } }));
    expect(made.headers.get("x-request-id")).toMatch(/^[\w.:-]{8,}$/);
    const failed = await api.handler(
      at("/api/nothing", { headers: { "x-request-id": "my-request-2" } }),
    );
    expect(await failed.json()).toMatchObject({
      success: false,
      meta: { requestId: "my-request-2" },
    });
  });

  test("travel into the error of a call", async ({ api }) => {
    const response = await api.handler(
      at("/api/trpc/post.bySlug?input=%7B%22json%22%3A%7B%22slug%22%3A%22none%22%7D%7D", {
        headers: { "x-request-id": "my-request-3" },
      }),
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { json: { data: { reason: "not_found", requestId: "my-request-3" } } },
    });
  });
});

describe("what is refused before a procedure runs", () => {
  test.for([
    ["an unknown path", at("/api/nothing"), 404],
    ["an unknown procedure", at("/api/trpc/post.nothing"), 404],
    ["input that is not JSON", at("/api/trpc/post.list?input=%7B"), 400],
    ["a mutation by GET", at("/api/trpc/post.create"), 405],
    [
      "a body that says it is too large",
      json("/api/trpc/post.create", "[]", { "content-length": "10000000" }),
      413,
    ],
    [
      "a key that is not one",
      at("/api/trpc/user.me", { headers: { "x-api-key": "qn_nonsense" } }),
      401,
    ],
    [
      "too many calls in one",
      at(`/api/trpc/${Array(21).fill("user.me").join(",")}?batch=1&input=%7B%7D`),
      400,
    ],
    [
      "prototype games",
      json("/api/trpc/post.create", `{"json":[{"__proto__":{"admin":true},"title":"x"}]}`),
      401,
    ],
  ] as const)("%s", async ([, request, status], { api }) => {
    const response = await api.handler(request.clone());
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/ {2}at |node_modules|Failed query/);
  });

  test("a cookie from another origin, and a missing one; a key needs neither", async ({ api }) => {
    const author = await api.make.user().author().with({ email: "ann@example.com" }).create();
    const [made] = await createKeys(api.db, [{ userId: author.id, name: "key", role: "author" }]);
    const key = made!.key;
    const create = (headers: Record<string, string>) =>
      api.handler(
        at("/api/trpc/post.create", {
          method: "POST",
          body: `{"json":[{"title":"x"}]}`,
          headers: { "content-type": "application/json", ...headers },
        }),
      );
    expect((await create({ "x-api-key": key })).status).toBe(200);
    expect((await create({})).status).toBe(401);
  });
});

test.for([
  ["a body that is not JSON", "{"],
  ["JSON that is nested without end", `{"json":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
  ["a number beyond all numbers", `{"json":[{"title":1e309}]}`],
  ["a list that is an object", `{"json":{"0":{"title":"x"}}}`],
  [
    "superjson that names a class",
    `{"json":[{"title":"x"}],"meta":{"values":{"0.title":[["class","x"]]}}}`,
  ],
  [
    "superjson that reaches for the prototype",
    `{"json":[{}],"meta":{"values":{"0.__proto__.x":["Date"]}}}`,
  ],
] as const)("from an author, %s is a 400", async ([, body], { api }) => {
  const author = await api.make.user().author().create();
  const [made] = await createKeys(api.db, [{ userId: author.id, name: "key", role: "author" }]);
  const response = await api.handler(
    json("/api/trpc/post.create", body, { "x-api-key": made!.key }),
  );
  expect(response.status).toBe(400);
  expect(await response.text()).not.toMatch(/ {2}at |node_modules/);
});

test("a limit that is reached says when to come back", async ({ api }) => {
  const search = () =>
    api.handler(
      at("/api/trpc/post.search?input=%7B%22json%22%3A%7B%22q%22%3A%22x%22%7D%7D", {
        headers: { "x-quoin-client-ip": "198.51.100.7" },
      }),
    );
  const statuses: number[] = [];
  let last = await search();
  for (let calls = 0; calls < 65 && last.status === 200; calls += 1) {
    statuses.push(last.status);
    last = await search();
  }
  expect(statuses).toHaveLength(60);
  expect(last.status).toBe(429);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("a session that is used is renewed by the calls it makes, at most daily", async ({ api }) => {
  const password = "a long enough password";
  const email = "reader@example.com";
  await createAccounts(api.db, [{ name: "Reader", email, password }], () => "reader");
  const headers = new Headers({ origin });
  const signedIn = await api.services.auth.signIn({ email, password }, { headers });
  expect(signedIn.ok).toBe(true);
  const cookie = signedIn.ok
    ? signedIn.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; ")
    : "";
  const call = () => api.handler(at("/api/trpc/user.me", { headers: { cookie, origin } }));

  const fresh = await call();
  expect(await fresh.json()).toMatchObject({ result: { data: { json: { email } } } });
  expect(fresh.headers.getSetCookie()).toEqual([]);

  const twoDays = 2 * 86_400_000;
  const [session] = await Sessions.select(api.db);
  await Sessions.update(
    api.db,
    { id: session!.id },
    {
      expiresAt: new Date(session!.expiresAt.getTime() - twoDays),
      updatedAt: new Date(session!.updatedAt.getTime() - twoDays),
    },
  );
  const renewed = await call();
  expect(renewed.status).toBe(200);
  expect(renewed.headers.getSetCookie().join()).toContain("session_token");
  const [now] = await Sessions.select(api.db);
  expect(now!.expiresAt.getTime()).toBeGreaterThan(session!.expiresAt.getTime() - 60_000);
});
