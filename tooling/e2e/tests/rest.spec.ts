import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ask, type Answer } from "../src/http.ts";
import { ownerKey } from "../src/publication.ts";
import { expect, test, word } from "../src/test.ts";

// What these answers look like is watched in every test: one that is not as the document says fails it.

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}
type Operations = Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>;
interface Described {
  readonly paths: Readonly<Record<string, Operations>>;
}
interface Body<Data> {
  readonly data: Data;
  readonly meta: { readonly nextCursor?: string | null };
}
const bodyOf = <Data>({ body }: Answer) => JSON.parse(body) as Body<Data>;

test("everything that can be read is as the document says, for the owner and for anybody", async ({
  site,
  api,
  address,
}) => {
  const [post] = await api.post.create.mutate([{ title: `Read by machines ${word()}`, body: "x" }]);
  await api.post.publish.mutate({ ids: [post!.id] });
  const { slug } = post!;
  const comment = await api.comment.create.mutate({ postId: post!.id, body: "First." });
  const me = await api.user.me.query();
  const [category] = (await api.category.list.query({})).items;
  const [tag] = (await api.tag.list.query({ limit: 1 })).items;
  const [key] = (await api.key.list.query({})).items;
  /** A record for each address with braces, by the noun before them. */
  const records: Readonly<Record<string, string>> = {
    "/posts/by-slug/{slug}": slug,
    "/categories/by-slug/{slug}": category!.slug,
    "/tags/by-slug/{slug}": tag!.slug,
    "/users/by-handle/{handle}": me!.handle,
    "/posts/{": post!.id,
    "/comments/{": comment.id,
    "/users/{": me!.id,
    "/keys/{": key!.id,
  };
  const described = JSON.parse((await ask(site.webUrl, "/api/v1/openapi.json")).body) as Described;
  const asks = { "x-forwarded-for": address };
  const callers = { owner: { ...asks, "x-api-key": ownerKey(site) }, anybody: asks };
  let read = 0;
  for (const [path, { get }] of Object.entries(described.paths)) {
    // These go on for as long as they take.
    if (!get || /\/(?:export|live)$/.test(path)) continue;
    const record = Object.entries(records).find(([start]) => path.startsWith(start))?.[1] ?? word();
    const query = (get.parameters ?? [])
      .filter((one) => one.required && one.in === "query")
      .map(({ name }) => `${name}=a`);
    const target = `/api/v1${path.replace(/\{\w+\}/, record)}?${query.join("&")}`;
    for (const [who, headers] of Object.entries(callers)) {
      const answer = await ask(site.webUrl, target, { headers });
      // No key reads a mail.
      const expected = path === "/outbox/{id}" ? [403] : [200];
      expect(who === "owner" ? expected : [200, 401, 404], `${target} for ${who}`).toContain(
        answer.status,
      );
      if (answer.status !== 200) continue;
      read += 1;
      const etag = answer.headers.get("etag");
      // Nobody keeps what somebody was told.
      if (who === "owner")
        expect([target, etag, answer.headers.get("cache-control")]).toEqual([
          target,
          null,
          expect.stringContaining("no-store"),
        ]);
      if (etag === null) continue;
      const known = { ...headers, "if-none-match": etag };
      const again = await ask(site.webUrl, target, { headers: known });
      expect([200, 304], `${target} again`).toContain(again.status);
      const head = await ask(site.webUrl, target, { method: "HEAD", headers });
      expect(head.status, `HEAD ${target}`).toBe(200);
    }
  }
  expect(read).toBeGreaterThan(20);
});

test("a post is written, changed, published and deleted over REST", async ({ site, address }) => {
  const headers = {
    "x-api-key": ownerKey(site),
    "x-forwarded-for": address,
    "content-type": "application/json",
  };
  const send = (method: string, path: string, body?: object, more: Record<string, string> = {}) =>
    ask(site.webUrl, `/api/v1${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
  const title = `By machine ${word()}`;
  const once = { "idempotency-key": word() };
  const made = await send("POST", "/posts", { title, body: "One." }, once);
  expect(made.status).toBe(201);
  const post = bodyOf<{ id: string; version: number; slug: string }>(made).data;
  const there = await ask(site.webUrl, made.headers.get("location") ?? "", { headers });
  expect(bodyOf<{ id: string }>(there).data.id).toBe(post.id);
  expect((await send("POST", "/posts", { title, body: "One." }, once)).body).toContain(post.id);
  expect((await send("POST", "/posts", { title, body: "Two." }, once)).status).toBe(422);

  const { id, version } = post;
  expect((await send("PATCH", `/posts/${id}`, { version, body: "Two." })).status).toBe(200);
  expect((await send("PATCH", `/posts/${id}`, { version, body: "Three." })).status).toBe(409);
  expect((await send("POST", `/posts/${id}/publish`)).status).toBe(200);
  expect((await ask(site.webUrl, `/posts/${post.slug}`)).status).toBe(200);
  const found = await send("GET", `/posts?q=${encodeURIComponent(title)}`);
  expect(bodyOf<{ id: string }[]>(found).data.map((one) => one.id)).toEqual([id]);
  expect((await send("DELETE", `/posts/${id}`)).status).toBe(409);
  expect((await send("POST", `/posts/${id}/archive`)).status).toBe(200);
  expect((await send("DELETE", `/posts/${id}`)).status).toBe(204);
  expect((await send("GET", `/posts/${id}`)).status).toBe(404);
});

test("what is refused is refused as the document says, by whoever stands in front too", async ({
  site,
  address,
}) => {
  const key = { "x-api-key": ownerKey(site), "x-forwarded-for": address };
  const json = { ...key, "content-type": "application/json" };
  const refusals: readonly (readonly [
    status: number,
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ])[] = [
    [400, "GET", "/posts?limit=0", key],
    [400, "GET", "/posts?colour=red", key],
    [400, "GET", "/posts/%zz", key],
    [400, "GET", "/%zz", key],
    [400, "POST", "/posts", json, "{"],
    [400, "POST", "/posts", json, "{}"],
    [400, "POST", "/posts", json, Buffer.from([0xff])],
    [401, "GET", "/keys", { "x-forwarded-for": address }],
    [401, "GET", "/posts", { ...key, "x-api-key": "nobody's" }],
    [404, "GET", `/posts/by-slug/${word()}`, key],
    [404, "GET", "/nothing/here", key],
    [405, "DELETE", "/posts", key],
    [413, "POST", "/posts", json, JSON.stringify({ title: "x", body: "x".repeat(10_000_000) })],
    [415, "POST", "/posts", { ...key, "content-type": "text/plain" }, '{"title":"x"}'],
  ];
  for (const [status, method, path, headers, body] of refusals) {
    const answer = await ask(site.webUrl, `/api/v1${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    expect(answer.status, `${method} ${path}: ${answer.body.slice(0, 200)}`).toBe(status);
  }
});

test("lists lead on to their end", async ({ site, address }) => {
  const headers = { "x-api-key": ownerKey(site), "x-forwarded-for": address };
  for (const list of ["/posts", "/tags", "/users", "/audit", "/comments"]) {
    const ids = new Set<string>();
    let cursor: string | null = "";
    // Others write meanwhile; a few pages say enough.
    for (let page = 0; page < 4 && cursor !== null; page++) {
      const answer: Answer = await ask(
        site.webUrl,
        `/api/v1${list}?limit=3${cursor && `&cursor=${cursor}`}`,
        { headers },
      );
      expect(answer.status, list).toBe(200);
      const { data, meta } = bodyOf<{ id: string }[]>(answer);
      for (const { id } of data) {
        expect(ids, list).not.toContain(id);
        ids.add(id);
      }
      cursor = meta.nextCursor ?? null;
    }
  }
});

test("an answer that is not as the document says is noticed, whoever asks for it", async ({
  page,
  request,
  visitor,
  contract,
}) => {
  // Somebody else, who has the right address and the wrong words.
  const impostor = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("x-request-id", "1");
    response.end(JSON.stringify({ success: true, data: { title: "No more than that" } }));
  });
  await new Promise<void>((done) => impostor.listen(0, done));
  const { port } = impostor.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const target = "/api/v1/settings";
  try {
    const asks: Readonly<Record<string, () => Promise<unknown>>> = {
      "a page": () => page.goto(origin + target),
      "another's page": async () => (await visitor()).goto(origin + target),
      "a page's script": () => page.evaluate(async (url) => (await fetch(url)).text(), target),
      "the page's cookies": () => page.context().request.get(origin + target),
      "the runner": () => request.get(origin + target),
      fetch: async () => (await fetch(origin + target)).text(),
      "by hand": () => ask(origin, target),
    };
    for (const [who, send] of Object.entries(asks)) {
      await send();
      const found = await contract.deviations();
      expect(found, who).toHaveLength(1);
      expect(found[0], who).toMatch(
        /^GET \/api\/v1\/settings answered 200: not as the document says/,
      );
    }
    await ask(origin, "/api/v1/tea");
    expect(await contract.deviations()).toEqual([
      expect.stringContaining("GET /api/v1/tea answered 200: which the document does not know"),
    ]);
    await ask(origin, "/api/v1/openapi.json");
    await ask(origin, "/elsewhere");
    expect(await contract.deviations()).toEqual([]);
  } finally {
    impostor.closeAllConnections();
    await new Promise((done) => impostor.close(done));
  }
});
