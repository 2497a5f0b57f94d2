import { createKeys } from "@quoin/auth";
import { Posts } from "@quoin/db";
import { expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";
import type { ExportedPost } from "./output.ts";

const address = "http://localhost:3000/api/v1/posts/export";

async function keyOf(
  api: TestApi,
  role: "author" | "editor",
  scopes?: ("post:read" | "tag:read")[],
) {
  const user = await api.make.user()[role]().create();
  const [made] = await createKeys(api.db, [
    { userId: user.id, name: "key", role, ...(scopes && { scopes }) },
  ]);
  return { user, headers: { "x-api-key": made!.key } };
}

const ask = (api: TestApi, headers: Record<string, string>, init: RequestInit = {}, query = "") =>
  api.handler(new Request(address + query, { headers, ...init }));

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ExportedPost);

test("every post of every status, once, in the order they were made", async ({ api }) => {
  const { user, headers } = await keyOf(api, "editor");
  const rows = Array.from({ length: 60 }, (_, at) => ({
    authorId: user.id,
    title: `Post ${at}`,
    slug: `post-${at}`,
    body: `Text ${at}`,
    status: (["draft", "published", "archived"] as const)[at % 3]!,
    publishedAt: at % 3 === 0 ? null : new Date(1e12 + at),
  }));
  const made = await Posts.insert(api.db, rows);
  const response = await ask(api, headers);
  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  const lines = linesOf(await response.text());
  expect(lines.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toSorted());
  expect(lines[0]).not.toHaveProperty("html");
  expect(JSON.stringify(lines)).not.toContain(user.email);
});

test("a post with its people, places and former addresses", async ({ api }) => {
  const { user, headers } = await keyOf(api, "editor");
  const caller = api.as(user);
  const [post] = await caller.post.create([
    { title: "Tea", body: "*Hot*", tags: ["Green", "Hot"] },
  ]);
  await caller.post.update([{ id: post!.id, version: 1, slug: "green-tea" }]);
  await caller.post.publish({ ids: [post!.id] });
  await caller.post.update([{ id: post!.id, version: 3, slug: "black-tea" }]);
  const [line] = linesOf(await (await ask(api, headers)).text());
  expect(line).toMatchObject({
    title: "Tea",
    slug: "black-tea",
    status: "published",
    body: "*Hot*",
    authors: [{ name: user.name, handle: user.handle }],
    aliases: expect.arrayContaining(["/posts/green-tea"]) as string[],
  });
  expect(line!.tags.map(({ name }) => name).toSorted()).toEqual(["Green", "Hot"]);
});

test("editors alone, and a key that may read posts", async ({ api }) => {
  const refusals = [
    { headers: {}, status: 401 },
    { headers: { "x-api-key": "qn_wrong" }, status: 401 },
    { headers: (await keyOf(api, "author")).headers, status: 403 },
    { headers: (await keyOf(api, "editor", ["tag:read"])).headers, status: 403 },
  ];
  for (const { headers, status } of refusals) {
    const response = await ask(api, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false });
  }
  const { headers } = await keyOf(api, "editor", ["post:read"]);
  const response = await ask(api, headers);
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

test("other methods and parameters are refused in words", async ({ api }) => {
  const { headers } = await keyOf(api, "editor");
  const posted = await ask(api, headers, { method: "POST" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  expect((await ask(api, headers, {}, "?limit=1")).status).toBe(400);
  const head = await ask(api, headers, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect((await ask(api, {}, { method: "HEAD" })).status).toBe(401);
});

test("nothing is read ahead of who reads, and nothing after they have left", async ({ api }) => {
  const { user, headers } = await keyOf(api, "editor");
  const post = (at: number) => ({ authorId: user.id, title: `Post ${at}`, slug: `post-${at}` });
  await Posts.insert(
    api.db,
    Array.from({ length: 60 }, (_, at) => post(at)),
  );
  const reader = (await ask(api, headers)).body!.getReader();
  const first = linesOf(new TextDecoder().decode((await reader.read()).value));
  expect(first).toHaveLength(25);
  // What is deleted before its page is asked for does not come.
  await Posts.delete(api.db, { slug: Array.from({ length: 60 }, (_, at) => `post-${at}`) });
  expect((await reader.read()).done).toBe(true);

  await Posts.insert(
    api.db,
    Array.from({ length: 60 }, (_, at) => post(at)),
  );
  const leaving = (await ask(api, headers)).body!.getReader();
  await leaving.read();
  await leaving.cancel();
  expect((await leaving.read()).done).toBe(true);
});

test("what fails on the way breaks the stream off instead of ending it", async ({ api }) => {
  const { user, headers } = await keyOf(api, "editor");
  const rows = Array.from({ length: 60 }, (_, at) => ({
    authorId: user.id,
    title: `Post ${at}`,
    slug: `post-${at}`,
  }));
  await Posts.insert(api.db, rows);
  const reader = (await ask(api, headers)).body!.getReader();
  await reader.read();
  await api.db.execute("alter table posts rename to posts_away");
  try {
    await expect(reader.read()).rejects.toThrow("broke off");
  } finally {
    await api.db.execute("alter table posts_away rename to posts");
  }
});
