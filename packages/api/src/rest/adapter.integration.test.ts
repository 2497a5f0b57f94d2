import { describe, expect } from "vitest";
import { test, type TestApi } from "../testing/index.ts";

const root = "http://localhost:3000/api/v1";

/** A request as a script with a key sends it; `body` travels as JSON. */
async function send(
  api: TestApi,
  method: string,
  path: string,
  {
    key,
    body,
    headers = {},
  }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await api.handler(
    new Request(root + path, {
      method,
      headers: {
        ...(key !== undefined && { "x-api-key": key }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text === "" ? null : JSON.parse(text),
  };
}

async function keyFor(api: TestApi, role: "reader" | "author" | "editor" | "admin") {
  const people = api.make.user();
  const user = await (role === "reader" ? people : people[role]()).create();
  const { key } = await api.as(user).key.create({ name: "Test", role });
  return { user, key };
}

const post = { title: "Tea", body: "Leaves in **water**." };

describe("a record", () => {
  test("is made, read, changed, replaced, moved and deleted", async ({ api }) => {
    const { key } = await keyFor(api, "editor");
    const made = await send(api, "POST", "/posts", { key, body: post });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      success: true,
      data: { title: "Tea", slug: "tea", status: "draft", publishedAt: null },
      meta: { requestId: made.headers.get("x-request-id") },
    });
    const { id, version } = made.json.data;
    expect(made.headers.get("location")).toBe(`/api/v1/posts/${id}/edit`);
    expect((await send(api, "GET", `/posts/${id}`)).status).toBe(404);

    const published = await send(api, "POST", `/posts/${id}/publish`, { key });
    expect(published.json.data).toMatchObject({ id, status: "published" });
    expect(published.json.data.publishedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const again = await send(api, "POST", `/posts/${id}/publish`, { key });
    expect(again).toMatchObject({ status: 200, json: { data: null } });

    const read = await send(api, "GET", `/posts/${id}`);
    expect(read.json.data.html).toContain("<strong>water</strong>");

    const changed = await send(api, "PATCH", `/posts/${id}`, {
      key,
      body: { version: published.json.data.version, title: "Green tea" },
    });
    expect(changed.json.data).toMatchObject({ id, title: "Green tea" });

    const half = await send(api, "PUT", `/posts/${id}`, { key, body: { version, title: "Half" } });
    expect(half.status).toBe(400);
    expect(half.json.error.details).toContainEqual({
      field: "body",
      issue: "Required: PUT replaces the whole",
    });
    const whole = {
      version: changed.json.data.version,
      title: "Tea, whole",
      slug: "tea",
      excerpt: "All of it",
      body: "New.",
      commentsOpen: false,
      categoryIds: [],
      tags: ["drinks"],
    };
    const replaced = await send(api, "PUT", `/posts/${id}`, { key, body: whole });
    expect(replaced.json.data).toMatchObject({ title: "Tea, whole", commentsOpen: false });

    await send(api, "POST", `/posts/${id}/archive`, { key });
    const gone = await send(api, "DELETE", `/posts/${id}`, { key });
    expect(gone).toMatchObject({ status: 204, text: "" });
    expect((await send(api, "GET", `/posts/${id}/edit`, { key })).status).toBe(404);
  });

  test("takes dates as text, in bodies and in the answer", async ({ api }) => {
    const { key } = await keyFor(api, "author");
    const made = await send(api, "POST", "/posts", { key, body: post });
    const at = "2099-03-01T12:00:00.000Z";
    const path = `/posts/${made.json.data.id}/schedule`;
    const planned = await send(api, "POST", path, { key, body: { at } });
    expect(planned.json.data).toMatchObject({ status: "scheduled", scheduledAt: at });
    for (const wrong of [
      "tomorrow",
      "2099-03-01",
      4_075_977_600_000,
      "2099-13-01T00:00:00Z",
      "2099-02-30T00:00:00Z",
    ]) {
      const refused = await send(api, "POST", path, { key, body: { at: wrong } });
      expect(refused.status, String(wrong)).toBe(400);
      expect(refused.json.error.details[0].field).toBe("at");
    }
  });
});

describe("a list", () => {
  test("has its records as data and its cursors beside them", async ({ api }) => {
    await api.make.post().published().createMany(5);
    const first = await send(api, "GET", "/posts?limit=2");
    expect(first.json.data).toHaveLength(2);
    expect(first.json.meta).toMatchObject({ nextCursor: expect.any(String), previousCursor: null });
    const second = await send(api, "GET", `/posts?limit=2&cursor=${first.json.meta.nextCursor}`);
    const ids = [...first.json.data, ...second.json.data].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  test("of posts becomes a search, or the newsroom's, by its parameters", async ({ api }) => {
    const { user, key } = await keyFor(api, "author");
    await api.make.post().published().titled("On kerning").create();
    await api.make.post().by(user).create();
    const found = await send(api, "GET", "/posts?q=kerning");
    expect(found.json.data).toMatchObject([
      { title: "On kerning", titleMarked: expect.anything() },
    ]);
    const drafts = await send(api, "GET", "/posts?status=draft", { key });
    expect(drafts.json.data).toMatchObject([{ status: "draft" }]);
    expect((await send(api, "GET", "/posts?status=draft")).status).toBe(401);
    const category = await api.make.category().create();
    await api.make.post().by(user).in(category).create();
    for (const name of [category.slug, category.id]) {
      const filed = await send(api, "GET", `/posts?status=draft&category=${name}`, { key });
      expect(filed.json.data).toHaveLength(1);
    }
    const unknown = await send(api, "GET", "/posts?status=draft&category=nowhere", { key });
    expect(unknown.status).toBe(404);
  });

  test("counts and facts of a list stand beside it", async ({ api }) => {
    const shown = await api.make.post().published().create();
    const { json } = await send(api, "GET", `/posts/${shown.id}/comments`);
    expect(json).toMatchObject({ data: [], meta: { total: 0, isOpen: true, nextCursor: null } });
  });
});

describe("what is refused", () => {
  const cases: [string, string, number, RegExp, Parameters<typeof send>[3]?][] = [
    ["GET", "/nothing", 404, /nothing/],
    ["GET", "/posts/", 404, /nothing/],
    ["GET", "//posts", 404, /nothing/],
    ["GET", "/posts/%E0%A4%A", 400, /%/],
    ["GET", "/posts/not-an-id", 400, /id/],
    ["GET", "/posts?limit=0", 400, /limit/],
    ["GET", "/posts?limit=101", 400, /limit/],
    ["GET", "/posts?limit=1e2", 400, /limit/],
    ["GET", "/posts?limit=2&limit=3", 400, /limit/],
    ["GET", "/posts?cursor=forged", 400, /cursor/],
    ["GET", "/posts?colour=red&size=2", 400, /colour: Not known here; there are: limit, cursor/],
    ["GET", "/posts?category=a&tag=b", 404, /category and tag/],
    ["PUT", "/posts", 405, /GET, POST, HEAD, OPTIONS/],
    ["DELETE", "/posts", 405, /GET, POST/],
    ["POST", "/posts", 401, /Sign in/, { body: post }],
  ];
  for (const [method, path, status, words, options] of cases) {
    test(`${method} ${path} is ${status}`, async ({ api }) => {
      const answer = await send(api, method, path, options);
      expect(answer.status).toBe(status);
      expect(answer.json).toMatchObject({
        success: false,
        meta: { requestId: expect.any(String) },
      });
      expect(answer.json.error.message).toMatch(words);
      if (status === 405) expect(answer.headers.get("allow")).toMatch(words);
    });
  }

  test("a body that is not what it should be, each in its own words", async ({ api }) => {
    const { key } = await keyFor(api, "author");
    const refusal = async (body: string, type = "application/json") => {
      const headers = { "content-type": type };
      const { status, json } = await send(api, "POST", "/posts", { key, body, headers });
      return [status, json.error.message];
    };
    const good = JSON.stringify(post);
    expect(await refusal(good, "text/plain")).toEqual([415, expect.stringContaining("JSON")]);
    expect(await refusal(good, "")).toEqual([415, expect.stringContaining("JSON")]);
    expect(await refusal("{")).toEqual([400, expect.stringContaining("well-formed")]);
    expect(await refusal("[]")).toEqual([400, expect.stringContaining("object")]);
    expect(await refusal("null")).toEqual([400, expect.stringContaining("object")]);
    expect(await refusal("[".repeat(200_000))).toEqual([400, expect.any(String)]);
    expect(await refusal("{}")).toEqual([400, "title: Required"]);
    expect(await refusal('{"title":"x","titel":"y"}')).toEqual([
      400,
      expect.stringContaining("titel: Not known here"),
    ]);
    expect(await refusal('{"title":"x","__proto__":{"role":"admin"}}')).toEqual([
      400,
      expect.stringContaining("__proto__"),
    ]);
    expect(await refusal(`{"title":"x","id":"${"0".repeat(36)}"}`)).toEqual([
      400,
      expect.stringContaining("id: Not known here"),
    ]);
    expect(await refusal(" ".repeat(5_000_001))).toEqual([413, expect.any(String)]);
    expect((await send(api, "POST", "/posts", { key, body: good })).status).toBe(201);
  });

  test("errors name what was sent, and not how it travels on", async ({ api }) => {
    const { key } = await keyFor(api, "author");
    const nobody = "01900000-0000-7000-8000-00000000dead";
    const fieldOf = async (path: string, body?: unknown) => {
      const { json } = await send(api, "POST", path, { key, ...(body !== undefined && { body }) });
      expect(json.error.message).not.toMatch(/^(0\.|ids)/);
      return json.error.details[0].field;
    };
    expect(await fieldOf("/posts", { title: "" })).toBe("title");
    expect(await fieldOf("/posts/nope/publish")).toBe("id");
    expect(await fieldOf(`/posts/${nobody}/publish`)).toBe("id");
  });

  test("a body that is not UTF-8 is not mended", async ({ api }) => {
    const { key } = await keyFor(api, "author");
    const request = new Request(`${root}/posts`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: Buffer.from('{"title":"caf\u00e9"}', "latin1"),
    });
    const answer = await api.handler(request);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("UTF-8");
  });

  test("another's draft is not there to be changed, and a reader may not write", async ({
    api,
  }) => {
    const draft = await api.make.post().create();
    const author = await keyFor(api, "author");
    const reader = await keyFor(api, "reader");
    const body = { version: 1, title: "Mine now" };
    const foreign = await send(api, "PATCH", `/posts/${draft.id}`, { key: author.key, body });
    expect([403, 404]).toContain(foreign.status);
    expect((await send(api, "POST", "/posts", { key: reader.key, body: post })).status).toBe(403);
    expect((await send(api, "GET", "/posts", { key: "qn_nobody" })).status).toBe(401);
  });

  test("saving over a newer version is a conflict", async ({ api }) => {
    const { key } = await keyFor(api, "author");
    const { id } = (await send(api, "POST", "/posts", { key, body: post })).json.data;
    const edit = { key, body: { version: 1, title: "Once" } };
    expect((await send(api, "PATCH", `/posts/${id}`, edit)).status).toBe(200);
    expect((await send(api, "PATCH", `/posts/${id}`, edit)).status).toBe(409);
  });
});

describe("what caches and browsers rely on", () => {
  test("HEAD says what GET would, OPTIONS what there is", async ({ api }) => {
    await api.make.post().published().create();
    const get = await send(api, "GET", "/posts");
    const head = await send(api, "HEAD", "/posts");
    expect(head).toMatchObject({ status: 200, text: "" });
    expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
    const options = await send(api, "OPTIONS", "/posts/by-slug/tea");
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  test("an answer that is known is not sent again, until something changes", async ({ api }) => {
    const author = await api.make.user().author().create();
    const { id } = await api.make.post().published().by(author).create();
    const first = await send(api, "GET", "/posts");
    const etag = first.headers.get("etag") ?? "";
    const headers = { "if-none-match": `"other", ${etag}` };
    const second = await send(api, "GET", "/posts", { headers });
    expect(second).toMatchObject({ status: 304, text: "" });
    expect(second.headers.get("etag")).toBe(etag);
    await api.as(author).post.archive({ ids: [id] });
    const status = async () => (await send(api, "GET", "/posts", { headers })).status;
    await expect.poll(status, { interval: 10 }).toBe(200);
  });

  test("scripts of other sites may call with a key, and never with a cookie", async ({ api }) => {
    const headers = { origin: "https://elsewhere.example", "access-control-request-method": "GET" };
    const asked = await send(api, "OPTIONS", "/posts", { headers });
    expect(asked.headers.get("access-control-allow-origin")).toBe("*");
    expect(asked.headers.get("access-control-allow-methods")).toBe("GET, POST, HEAD, OPTIONS");
    expect(asked.headers.get("access-control-allow-headers")).toContain("x-api-key");
    const read = await send(api, "GET", "/nothing", { headers });
    expect(read.headers.get("access-control-allow-origin")).toBe("*");
    const { id } = await api.make.post().published().create();
    for (const path of ["/posts/export", `/posts/${id}/comments/live`, "/openapi.json"]) {
      const method = path === "/openapi.json" ? "GET" : "OPTIONS";
      const { headers: told } = await send(api, method, path, { headers });
      expect(told.get("access-control-allow-origin"), path).toBe("*");
    }
    for (const answer of [asked, read])
      expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
  });

  test("the document and its page come from here, and are known again", async ({ api }) => {
    const parts = ["page.js", "page.css", "tokens.css", "swagger-ui.css", "swagger-ui-bundle.js"];
    const fonts = ["sans.woff2", "mono.woff2"];
    const ofPage = [...parts, ...fonts].map((part) => `/api/docs/${part}`);
    for (const path of ["/api/v1/openapi.json", "/api/docs", ...ofPage]) {
      const request = (headers = {}) => new Request(`http://localhost:3000${path}`, { headers });
      const first = await api.handler(request());
      expect(first.status, path).toBe(200);
      expect(first.headers.get("cache-control")).toContain("public");
      expect((await first.text()).length).toBeGreaterThan(300);
      const etag = first.headers.get("etag") ?? "";
      expect((await api.handler(request({ "if-none-match": etag }))).status).toBe(304);
    }
  });

  test("only what anybody may see is public, and nobody keeps what somebody was told", async ({
    api,
  }) => {
    const { key } = await keyFor(api, "author");
    const control = async (path: string, options = {}) =>
      (await send(api, "GET", path, options)).headers.get("cache-control");
    expect(await control("/posts")).toBe("public, max-age=0, must-revalidate");
    const known = (await send(api, "GET", "/posts")).headers.get("etag") ?? "";
    for (const credential of [{ key }, { headers: { authorization: `Bearer ${key}` } }])
      for (const path of ["/posts", "/posts?status=draft", "/keys"]) {
        const headers = { ...credential.headers, "if-none-match": known };
        const answer = await send(api, "GET", path, { ...credential, headers });
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.headers.get("cache-control")).toBe("private, no-store");
        expect(answer.headers.has("etag")).toBe(false);
      }
    expect(await control("/nothing")).toBe("private, no-store");
  });
});
