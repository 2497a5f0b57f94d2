import { createKeys } from "@quoin/auth";
import { test } from "@quoin/api/testing";
import { describe, expect } from "vitest";
import { apiError, createClient } from "./node.ts";

const url = "http://localhost:3000";

describe("the client for plain Node", () => {
  test("reads as anyone, with dates as dates", async ({ api }) => {
    const post = await api.make.post().published().create();
    const client = createClient({ url: `${url}/`, fetch: over(api.handler) });
    const { items } = await client.post.list.query({});
    expect(items).toMatchObject([{ slug: post.slug, publishedAt: post.publishedAt }]);
  });

  test("acts as the owner of its key, and never as more than the key allows", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const [full, small] = await createKeys(api.db, [
      { userId: editor.id, name: "full", role: "editor" },
      { userId: editor.id, name: "small", role: "reader" },
    ]);
    const as = (apiKey: string) => createClient({ url, apiKey, fetch: over(api.handler) });
    expect(await as(full!.key).post.create.mutate([{ title: "By key" }])).toMatchObject([
      { title: "By key", authors: [{ id: editor.id }] },
    ]);
    await expect(as(small!.key).post.create.mutate([{ title: "No" }])).rejects.toMatchObject({
      code: "not_allowed",
      status: 403,
    });
  });

  test("makes one thing of a call that is sent twice under one key", async ({ api }) => {
    const author = await api.make.user().author().create();
    const [made] = await createKeys(api.db, [{ userId: author.id, name: "key", role: "author" }]);
    const client = createClient({ url, apiKey: made!.key, fetch: over(api.handler) });
    const once = { idempotencyKey: "a-name-for-it" };
    const [first, second] = await Promise.all([
      client.post.create.mutate([{ title: "Once" }], once),
      client.post.create.mutate([{ title: "Once" }], once),
    ]);
    expect(second).toEqual(first);
    expect((await client.post.manage.query({})).items).toHaveLength(1);
    await expect(client.post.create.mutate([{ title: "Another" }], once)).rejects.toMatchObject({
      name: "QuoinError",
      code: "unprocessable",
      status: 422,
    });
  });

  test("tells in the API's own words what was refused, and where", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const [made] = await createKeys(api.db, [{ userId: editor.id, name: "key", role: "editor" }]);
    const apiKey = made!.key;
    const client = createClient({ url, apiKey, fetch: over(api.handler) });
    const error: unknown = await client.post.create
      .mutate([{ title: "" }])
      .catch((failure: unknown) => failure);
    expect(apiError(error)).toMatchObject({
      code: "validation",
      details: [{ field: "0.title" }],
      requestId: expect.any(String) as string,
    });
    const wrong = createClient({ url, apiKey: "qn_wrong", fetch: over(api.handler) });
    const refused: unknown = await wrong.user.me.query().catch((failure: unknown) => failure);
    expect(apiError(refused)?.code).toBe("unauthenticated");
  });
});

/** `fetch` that ends at the API's handler instead of a socket. */
const over =
  (handler: (request: Request) => Promise<Response>): typeof fetch =>
  (input, init) =>
    handler(new Request(input, init));
