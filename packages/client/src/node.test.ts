import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import superjson from "superjson";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient, items, pages, QuoinError } from "./node.ts";

// A real server that fails as networks, proxies and the API do.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: string;
let requests: { method: string | undefined; path: string; headers: IncomingMessage["headers"] }[];
/** How the requests are answered, one after another; the last answers all that follow. */
let script: Answer[];

beforeEach(async () => {
  requests = [];
  script = [];
  server = createServer((request, response) => {
    const { method, headers, url: path = "" } = request;
    requests.push({ method, path, headers });
    request.resume().on("end", () => {
      const answer = script.length > 1 ? script.shift() : script[0];
      answer?.(request, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const isBatch = (request: IncomingMessage) => (request.url ?? "").includes("batch=1");

const json =
  (status: number, body: (request: IncomingMessage) => unknown, headers = {}): Answer =>
  (request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body(request)));
  };

const result = (data: unknown): Answer =>
  json(200, (request) => {
    const one = { result: { data: superjson.serialize(data) } };
    return isBatch(request) ? [one] : one;
  });

const refusal = (status: number, reason: string, more = {}): Answer =>
  json(status, (request) => {
    const data = { reason, httpStatus: status, details: [], requestId: "r-1", ...more };
    const one = { error: superjson.serialize({ message: "No", code: -32_000, data }) };
    return isBatch(request) ? [one] : one;
  });

const page =
  (status: number, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "text/html", ...headers }).end("<h1>Sorry</h1>");

const hangUp: Answer = (request) => request.socket.destroy();
const silence: Answer = () => {};

const failureOf = (call: Promise<unknown>): Promise<QuoinError> =>
  call.then(
    () => {
      throw new Error("the call went well");
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(QuoinError);
      return error as QuoinError;
    },
  );

const read = (client: ReturnType<typeof createClient>) => client.user.me.query();
const write = (client: ReturnType<typeof createClient>) =>
  client.post.create.mutate([{ title: "Hello" }]);

describe("a call that may be repeated", () => {
  test.each([
    ["the connection breaks", hangUp],
    ["a proxy says 502", page(502)],
    ["a proxy says 503", page(503)],
    ["a proxy says 504", page(504)],
    ["the API is away", refusal(503, "unavailable")],
    ["the API asks to wait", refusal(429, "rate_limited", { retryAfterSeconds: 0 })],
  ])("is tried again when %s", async (_what, answer) => {
    script = [answer, result(null)];
    expect(await read(createClient({ url }))).toBeNull();
    expect(requests).toHaveLength(2);
  });

  test("waits as long as it is asked to", async () => {
    script = [page(429, { "retry-after": "1" }), result(null)];
    const since = performance.now();
    await read(createClient({ url }));
    expect(performance.now() - since).toBeGreaterThanOrEqual(999);
  });

  test("fails at once when it would have to wait beyond its time", async () => {
    script = [page(503, { "retry-after": "3600" })];
    const failure = await failureOf(read(createClient({ url, timeoutMs: 20_000 })));
    expect(failure).toMatchObject({ code: "unavailable", status: 503, retryAfterSeconds: 3600 });
    expect(requests).toHaveLength(1);
  });

  test("is given up after its retries, with what happened last", async () => {
    script = [hangUp, hangUp, page(502)];
    const failure = await failureOf(read(createClient({ url, retries: 2 })));
    expect(failure).toMatchObject({ code: "unavailable", status: 502 });
    expect(requests).toHaveLength(3);
  });

  test.each([
    ["validation", 400],
    ["unauthenticated", 401],
    ["not_allowed", 403],
    ["not_found", 404],
    ["conflict", 409],
    ["internal", 500],
  ])("is not tried again when the API says %s", async (reason, status) => {
    script = [refusal(status, reason)];
    const failure = await failureOf(read(createClient({ url })));
    expect(failure).toMatchObject({ code: reason, status, requestId: "r-1", message: "No" });
    expect(requests).toHaveLength(1);
  });
});

describe("a mutation", () => {
  test.each([
    ["breaks off", hangUp, "unreachable"],
    ["meets 502", page(502), "unavailable"],
    ["meets 429", refusal(429, "rate_limited"), "rate_limited"],
  ])("that %s is sent once", async (_what, answer, code) => {
    script = [answer, result([])];
    expect((await failureOf(write(createClient({ url })))).code).toBe(code);
    expect(requests).toHaveLength(1);
  });

  test("with a key is sent until it is through, alone and under the same key", async () => {
    script = [hangUp, page(504), result([])];
    const named = { idempotencyKey: "k-1" };
    await createClient({ url }).post.create.mutate([{ title: "Hello" }], named);
    expect(requests.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "k-1",
      "k-1",
      "k-1",
    ]);
    expect(requests.every(({ path }) => path === "/api/trpc/post.create")).toBe(true);
  });
});

describe("time", () => {
  test("a call that nobody answers ends", async () => {
    script = [silence];
    const failure = await failureOf(read(createClient({ url, timeoutMs: 50 })));
    expect(failure).toMatchObject({ code: "timed_out", status: null, requestId: null });
  });

  test("one call may have a time and tries of its own", async () => {
    script = [silence];
    const client = createClient({ url });
    const short = await failureOf(client.user.me.query(undefined, { timeoutMs: 50 }));
    expect(short.code).toBe("timed_out");
    script = [hangUp];
    const once = await failureOf(client.user.me.query(undefined, { retries: 0 }));
    expect(once.code).toBe("unreachable");
    expect(requests).toHaveLength(2);
  });

  test("the caller may end it, under way, between tries and before it began", async () => {
    const client = createClient({ url });
    script = [silence];
    const stop = new AbortController();
    const call = failureOf(client.user.me.query(undefined, { signal: stop.signal }));
    await expect.poll(() => requests.length).toBe(1);
    stop.abort();
    expect((await call).code).toBe("aborted");

    script = [page(503, { "retry-after": "20" })];
    const later = new AbortController();
    const waiting = failureOf(client.user.me.query(undefined, { signal: later.signal }));
    await expect.poll(() => requests.length).toBe(2);
    later.abort();
    expect((await waiting).code).toBe("aborted");

    const never = failureOf(client.user.me.query(undefined, { signal: AbortSignal.abort() }));
    expect((await never).code).toBe("aborted");
    expect(requests).toHaveLength(2);
  });

  test("ending one call of a batch leaves the others", async () => {
    const client = createClient({ url });
    const stop = new AbortController();
    let answer = () => {};
    script = [
      (_request, response) => {
        const one = { result: { data: superjson.serialize(null) } };
        response.setHeader("content-type", "application/json");
        answer = () => response.end(JSON.stringify([one, one]));
      },
    ];
    const ended = failureOf(client.user.me.query(undefined, { signal: stop.signal }));
    const other = client.user.me.query();
    await expect.poll(() => requests.length).toBe(1);
    stop.abort();
    expect((await ended).code).toBe("aborted");
    answer();
    expect(await other).toBeNull();
  });
});

describe("who answers", () => {
  test("nobody", async () => {
    const nowhere = createClient({ url: "http://127.0.0.1:9", retries: 0 });
    const failure = await failureOf(read(nowhere));
    expect(failure.code).toBe("unreachable");
    expect(failure.message).toMatch(/does not answer/);
  });

  test.each([200, 404])("another site, with %i", async (status) => {
    script = [page(status)];
    const failure = await failureOf(read(createClient({ url })));
    expect(failure).toMatchObject({ code: "unexpected", status });
    expect(failure.message).toContain(url);
  });

  test("another API", async () => {
    script = [json(200, () => ({ hello: "world" }))];
    expect((await failureOf(read(createClient({ url })))).code).toBe("unexpected");
  });

  test("the publication, before any procedure", async () => {
    const error = { code: "unauthenticated", message: "This key is not valid", details: [] };
    script = [json(401, () => ({ success: false, error, meta: { requestId: "r-2" } }))];
    const failure = await failureOf(read(createClient({ url, apiKey: "qn_wrong" })));
    expect(failure).toMatchObject({ code: "unauthenticated", status: 401, requestId: "r-2" });
    expect(failure.message).toBe("This key is not valid");
  });
});

describe("who asks", () => {
  test("is told by a key", async () => {
    script = [result(null)];
    await read(createClient({ url: `${url}//`, apiKey: "qn_1", userAgent: "my-app/2" }));
    expect(requests[0]?.headers).toMatchObject({
      "x-api-key": "qn_1",
      "user-agent": expect.stringMatching(/^my-app\/2 quoin-client\/\d/) as string,
    });
    expect(requests[0]?.path).toMatch(/^\/api\/trpc\/user\.me/);
  });

  test("is told by a token, which may change from call to call", async () => {
    script = [result(null)];
    let count = 0;
    const client = createClient({ url, token: async () => `t-${(count += 1)}` });
    await read(client);
    await read(client);
    const told = requests.map(({ headers }) => headers.authorization);
    expect(told).toEqual(["Bearer t-1", "Bearer t-2"]);
  });

  test("is one, not two", () => {
    expect(() => createClient({ url, apiKey: "qn_1", token: "t" })).toThrow(/not both/);
  });
});

describe("a list", () => {
  const numbered = (from: number, nextCursor: string | null) =>
    result({ items: [{ slug: `${from}` }, { slug: `${from + 1}` }], nextCursor });
  const cursors = () =>
    requests.map(({ path }) => {
      const input = new URL(path, url).searchParams.get("input") ?? "{}";
      const [call] = Object.values(JSON.parse(input) as Record<string, { json: object }>);
      return call?.json;
    });

  test("is walked page by page, and only as far as one goes", async () => {
    const client = createClient({ url });
    script = [numbered(1, "a"), numbered(3, "b"), numbered(5, null)];
    const sizes: number[] = [];
    for await (const { items } of pages(client.post.list, { limit: 2 })) sizes.push(items.length);
    expect(sizes).toEqual([2, 2, 2]);
    expect(cursors()).toEqual([{ limit: 2 }, { limit: 2, cursor: "a" }, { limit: 2, cursor: "b" }]);
    script = [numbered(1, "a"), numbered(3, "b")];
    for await (const _page of pages(client.post.list, {})) break;
    expect(requests).toHaveLength(4);
  });

  test("is walked record by record, from wherever one was", async () => {
    const client = createClient({ url });
    script = [numbered(3, "b"), hangUp, numbered(5, null)];
    const slugs: string[] = [];
    for await (const { slug } of items(client.post.list, { cursor: "a" })) slugs.push(slug);
    expect(slugs).toEqual(["3", "4", "5", "6"]);
    expect(cursors()).toEqual([{ cursor: "a" }, { cursor: "b" }, { cursor: "b" }]);
  });
});
