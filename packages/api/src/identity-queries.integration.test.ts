import { statementsOf } from "@quoin/db/testing";
import { expect } from "vitest";
import { type TestApi, test } from "./testing/index.ts";

const web = "http://localhost:3000";
const email = "kit@example.com";
const password = "a pass phrase of their own";

/** Public, and about nobody: what these ask about people is asked to know who asks. */
const publicCalls = {
  trpc: `/api/trpc/category.list?input=${encodeURIComponent('{"json":{}}')}`,
  rest: "/api/v1/categories",
} as const;

const send = async (api: TestApi, path: string, headers: Record<string, string>) => {
  const response = await api.handler(new Request(web + path, { headers }));
  expect(response.status, path).toBe(200);
  await response.text();
};

/** The questions about who asks that each door costs somebody, as the first table that each is about. */
async function costs(api: TestApi, headers: Record<string, string>) {
  const cost = async (path: string) =>
    (await statementsOf(() => send(api, path, headers)))
      .filter((text) => /"(?:sessions|api_keys|users|accounts|two_factors)"/.test(text))
      .map((text) => /(?:from|update|into) "(\w+)"/.exec(text)?.[1] ?? text);
  return { trpc: await cost(publicCalls.trpc), rest: await cost(publicCalls.rest) };
}

async function post(api: TestApi, path: string, body: object, cookie?: string) {
  const response = await api.handler(
    new Request(web + path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: web, ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    }),
  );
  expect(response.status, path).toBe(200);
  const [set = ""] = response.headers.getSetCookie();
  const { token } = (await response.json()) as { token: string };
  return { token, cookie: set.split(";")[0] ?? "" };
}

test("who asks costs nothing without a credential, one query with a session, two at most with a key", async ({
  api,
}) => {
  const admin = await api.make.user().admin().create();
  await api.as(admin).user.create([{ name: "Kit Folio", email, role: "reader", password }]);
  const { cookie, token: bearer } = await post(api, "/api/auth/sign-in/email", { email, password });
  const { token } = await post(api, "/api/auth/token", {}, cookie);
  const { key } = await api.as(admin).key.create({ name: "Build", role: "admin" });

  const none = { trpc: [], rest: [] };
  expect(await costs(api, {})).toEqual(none);
  const forged = `${cookie.split("=", 1)[0]}=nobody.${"A".repeat(43)}%3D`;
  expect(await costs(api, { cookie: forged })).toEqual(none);

  const one = { trpc: ["sessions"], rest: ["sessions"] };
  expect(await costs(api, { cookie })).toEqual(one);
  expect(await costs(api, { authorization: `Bearer ${bearer}` })).toEqual(one);
  expect(await costs(api, { authorization: `Bearer ${token}` })).toEqual(one);

  // The first use in a minute is noted.
  expect(await costs(api, { "x-api-key": key })).toEqual({
    trpc: ["api_keys", "api_keys"],
    rest: ["api_keys"],
  });
  expect(await costs(api, { authorization: `Bearer ${key}` })).toEqual({
    trpc: ["api_keys"],
    rest: ["api_keys"],
  });
});
