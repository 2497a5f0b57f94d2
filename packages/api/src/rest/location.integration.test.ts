import type { User } from "@quoin/db";
import { expect, test as plain } from "vitest";
import { appRouter } from "../root.ts";
import { type TestApi, test } from "../testing/index.ts";
import { operationsOf } from "./operations.ts";

plain("whatever makes something says where it can be read", () => {
  const operations = operationsOf(appRouter);
  const read = new Set(operations.filter(({ method }) => method === "GET").map(({ path }) => path));
  const lost = operations.filter(
    ({ status, location }) => status === 201 && (location === undefined || !read.has(location)),
  );
  expect(lost.map(({ procedure }) => procedure)).toEqual([]);
});

/** What a call answers: its status, where it says the thing is, and what came back. */
async function call(api: TestApi, user: User | null, path: string, body?: object) {
  const key = user && (await api.as(user).key.create({ name: "Calls", role: user.role })).key;
  const response = await api.handler(
    new Request(`http://localhost:3000${path}`, {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json", ...(key && { "x-api-key": key }) },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return { status: response.status, location: response.headers.get("location") ?? "", data };
}

test("what is made says where it is, and there it is for its maker", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  const reader = await api.make.user().create();
  const post = await api.make.post().published().create();
  const said = `/api/v1/posts/${post.id}/comments`;
  const made: [User, string, object][] = [
    [reader, said, { body: "I waxed mine." }],
    [reader, "/api/v1/keys", { name: "Mine", role: "reader" }],
    [admin, "/api/v1/users", { name: "Kit", email: "kit@example.com", role: "reader" }],
    [admin, "/api/v1/posts", { title: "On candles" }],
    [admin, "/api/v1/categories", { name: "Candles" }],
    [admin, "/api/v1/tags", { name: "candle" }],
  ];
  for (const [user, path, body] of made) {
    const { status, location, data } = await call(api, user, path, body);
    expect(status, path).toBe(201);
    expect(location, path).toMatch(/^\/api\/v1\/[^{}]+$/);
    const found = await call(api, user, location);
    expect([found.status, found.data["id"]], path).toEqual([200, data["id"]]);
    // The secret of a key is told once.
    expect(found.data).not.toHaveProperty("key");
  }
  // A comment that waits is there for its writer alone.
  const waiting = await call(api, reader, said, { body: "Twice." });
  expect((await call(api, null, waiting.location)).status).toBe(404);
});
