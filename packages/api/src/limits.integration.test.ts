import { createKeys, limitTable } from "@quoin/auth";
import { describe, expect } from "vitest";
import { test, type TestApi } from "./testing/index.ts";

const origin = "http://localhost:3000";

let addresses = 0;
/** An address that nobody has called from yet: what a process refused, it remembers beyond its database. */
const newAddress = () => `203.0.113.${++addresses}`;

const search = (q: string) =>
  `/api/trpc/post.search?input=${encodeURIComponent(JSON.stringify({ json: { q } }))}`;

function ask(api: TestApi, path: string, headers: Record<string, string>, body?: unknown) {
  const init = body !== undefined && { method: "POST", body: JSON.stringify(body) };
  const given = { "content-type": "application/json", origin, ...headers };
  return api.handler(new Request(origin + path, { headers: given, ...init }));
}

const left = (response: Response) => ({
  limit: Number(response.headers.get("ratelimit-limit")),
  remaining: Number(response.headers.get("ratelimit-remaining")),
});

async function times(count: number, once: () => Promise<Response>): Promise<Response[]> {
  const responses = [];
  for (let at = 0; at < count; at++) responses.push(await once());
  return responses;
}

const doors = [
  ["tRPC", search("harbour")],
  ["REST", "/api/v1/posts?q=harbour"],
] as const;

describe.each(doors)("search over %s", (_name, path) => {
  test("says how often it may be called, and when again", async ({ api }) => {
    const headers = { "x-quoin-client-ip": newAddress() };
    const { points, seconds } = limitTable.search;
    const first = await ask(api, path, headers);
    expect(first.status).toBe(200);
    expect(left(first)).toEqual({ limit: points, remaining: points - 1 });
    expect(first.headers.get("ratelimit-policy")).toBe(`${points};w=${seconds}`);
    expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(seconds - 10);
    expect(first.headers.has("retry-after")).toBe(false);

    const more = await times(points, () => ask(api, path, headers));
    const refused = more.at(-1)!;
    expect(refused.status).toBe(429);
    expect(left(refused)).toEqual({ limit: points, remaining: 0 });
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBe(Number(refused.headers.get("ratelimit-reset")));
    expect(await refused.text()).toContain("Too many tries");

    const elsewhere = await ask(api, path, { "x-quoin-client-ip": newAddress() });
    expect(left(elsewhere).remaining).toBe(points - 1);
  });
});

test("both doors are one count, and so are the addresses of one household", async ({ api }) => {
  const from = (host: string) => ({ "x-quoin-client-ip": `2001:db8:77:1::${host}` });
  const first = left(await ask(api, doors[0][1], from("1")));
  const second = left(await ask(api, doors[1][1], from("ffff")));
  expect(second.remaining).toBe(first.remaining - 1);
});

test("what is not counted says nothing of limits", async ({ api }) => {
  const known = { "x-quoin-client-ip": newAddress() };
  for (const [path, headers] of [
    ["/healthz", known],
    ["/api/docs", known],
    ["/api/v1/openapi.json", known],
    // Without our server in front all clients are one.
    ["/api/v1/posts", {}],
  ] as const) {
    const response = await ask(api, path, headers);
    expect(response.status).toBe(200);
    expect([...response.headers.keys()].filter((name) => name.startsWith("ratelimit"))).toEqual([]);
  }
});

test("a tired sign-in says so as well, for an account from anywhere", async ({ api }) => {
  const { points } = limitTable.signInAccount;
  const attempt = () =>
    ask(
      api,
      "/api/auth/sign-in/email",
      { "x-quoin-client-ip": newAddress() },
      { email: "nobody@example.org", password: "not the password" },
    );
  const tries = await times(points + 1, attempt);
  expect(tries.map(({ status }) => status)).toEqual([...Array(points).fill(401), 429]);
  expect(tries.slice(0, points).map((response) => left(response).remaining)).toEqual(
    Array.from({ length: points }, (_, at) => points - 1 - at),
  );
  const refused = tries.at(-1)!;
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("a key has a share of its account's calls, and more keys are not more calls", async ({
  api,
}) => {
  const owner = await api.make.user().create();
  const keys = await createKeys(
    api.db,
    ["one", "two", "three"].map((name) => ({ userId: owner.id, name, role: "reader" as const })),
  );
  const by = (at: number) => () =>
    ask(api, doors[1][1], { "x-api-key": keys[at]!.key, "x-quoin-client-ip": newAddress() });
  const share = limitTable.searchByKey.points;

  const first = await times(share + 1, by(0));
  expect(first.filter(({ status }) => status === 200)).toHaveLength(share);
  expect(left(first.at(-1)!)).toEqual({ limit: share, remaining: 0 });
  // Its owner is not locked out by it,
  await expect(api.as(owner).post.search({ q: "harbour" })).resolves.toMatchObject({ items: [] });
  // and another key gets what is left of the account's,
  const rest = limitTable.search.points - share - 1;
  const second = await times(rest, by(1));
  expect(second.map(({ status }) => status)).toEqual(Array(rest).fill(200));
  // which a third does not make more.
  const refused = await by(2)();
  expect(refused.status).toBe(429);
  expect(left(refused)).toEqual({ limit: limitTable.search.points, remaining: 0 });
});
