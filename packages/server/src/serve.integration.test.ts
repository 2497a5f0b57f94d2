import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { createLogger, currentRequest } from "@quoin/log";
import { test as base, expect } from "vitest";
import {
  type Assign,
  type NextFactory,
  type Served,
  serveApp,
  type ServeOptions,
} from "./index.ts";
import { answerWith } from "./page-status.ts";

const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
const builtScript = "built()";

/** A page as Next writes one: in pieces, its scripts marked with the nonce it was told. */
class FakeNext {
  renders = 0;
  closed = false;
  version = 1;
  holdUp: Promise<void> | undefined;
  seen: IncomingHttpHeaders[] = [];

  readonly factory: NextFactory = () => ({
    prepare: async () => {},
    getRequestHandler: () => (req, res) => this.handle(req, res),
    close: async () => {
      this.closed = true;
    },
  });

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.renders++;
    this.seen.push({ ...req.headers });
    await this.holdUp;
    const { pathname } = new URL(req.url ?? "/", "http://x");
    const html = { "content-type": "text/html; charset=utf-8", "x-powered-by": "Next.js" };
    switch (pathname) {
      case "/echo":
        res.writeHead(200, { "content-type": "application/json" });
        res.end(JSON.stringify({ ...req.headers, context: currentRequest()?.requestId }));
        return;
      case "/throws":
        throw new Error("secret detail");
      case "/half":
        res.writeHead(200, html);
        res.write("<p>half");
        await sleep(5);
        res.destroy();
        return;
      case "/visitor":
        res.setHeader("set-cookie", ["variant=a", "seen=1"]);
        break;
      case "/moved":
        res.writeHead(308, { location: "/" });
        res.end();
        return;
      case "/missing":
        res.statusCode = 404;
        break;
      case "/_not-found":
        res.statusCode = 404;
        break;
      case "/refused":
        if (!answerWith(403)) res.statusCode = 500;
        break;
      case "/refused-part":
        answerWith(403);
        res.writeHead(200, { "content-type": "text/x-component" });
        res.end("0:{}");
        return;
      case "/removed":
        res.setHeader("link", '</a.css>; rel=preload; as="style"; nonce="x"');
        res.writeHead(404, html);
        res.end(`<!DOCTYPE html><html id="__next_error__"><script>fill()</script>`);
        // As Next does with some.
        res.end();
        return;
      case "/failed":
        res.writeHead(500, html);
        res.end(`<!DOCTYPE html><html id="__next_error__"><script>fill()</script>`);
        return;
      case "/built":
        res.setHeader("x-nextjs-prerender", "1");
        res.setHeader("content-type", "text/html");
        res.end(`<script>${builtScript}</script><script>evil()</script>`);
        return;
      case "/feed.xml":
        res.writeHead(200, { "content-type": "application/rss+xml" });
        res.end("<rss/>".repeat(400));
        return;
      case "/picture.png":
        res.writeHead(200, ["content-type", "image/png", "content-length", "3"]);
        res.end(Buffer.from([1, 2, 3]));
        return;
      case "/_next/static/app.js":
        res.setHeader("content-type", "application/javascript");
        res.setHeader("cache-control", "public, max-age=31536000, immutable");
        res.end("console.log('app');".repeat(200));
        return;
      case "/_next/static/gone.js":
        res.writeHead(404, { "content-type": "text/plain" });
        res.end("gone");
        return;
      default:
    }
    const nonce = /'nonce-([^']+)'/.exec(String(req.headers["content-security-policy"]))?.[1];
    for (const [name, value] of Object.entries(html)) res.setHeader(name, value);
    res.flushHeaders();
    res.write(`<!doctype html><p>version ${this.version}</p><script>stored()</script>`);
    await sleep(1);
    res.write(Buffer.from(`<script nonce="${nonce}">hydrate(${this.version})</script>`));
    res.write("<p>Hello</p>".repeat(200), "utf8", () => {});
    res.end("</html>");
  }
}

async function api(req: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(req.url);
  switch (pathname) {
    case "/api/echo":
      return Response.json({
        method: req.method,
        headers: Object.fromEntries(req.headers),
        context: currentRequest()?.requestId,
        body: await req.text(),
      });
    case "/api/big":
      return Response.json({ text: "x".repeat(5_000) });
    case "/api/throws":
    case "/api/v1/throws":
      throw new Error("secret detail");
    case "/api/events":
      return new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode("data: 1\n\n"));
          },
        }),
        { headers: { "content-type": "text/event-stream" } },
      );
    case "/api/kept": {
      const headers = { etag: 'W/"1"', "cache-control": searchParams.get("as") ?? "" };
      const isKnown = req.headers.get("if-none-match") === headers.etag;
      return new Response(isKnown ? null : "kept", { status: isKnown ? 304 : 200, headers });
    }
    case "/healthz":
      return new Response("ok");
    default:
      return new Response("no", { status: 404 });
  }
}

interface Fixtures {
  dir: string;
  next: FakeNext;
  lines: string[];
  invalidate: () => void;
  start: (options?: Partial<ServeOptions>) => Promise<Served>;
  served: Served;
  get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/** `fetch` would decompress, follow and correct; the wire is what is of interest here. */
function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ port, path, headers, method, agent: false }, (res) => {
      buffer(res).then((bytes) => {
        const { "content-encoding": encoding } = res.headers;
        const plain =
          encoding === "br"
            ? brotliDecompressSync(bytes)
            : encoding === "gzip"
              ? gunzipSync(bytes)
              : bytes;
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          body: bytes,
          text: plain.toString(),
        });
      }, reject);
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** Sends bytes as they are and returns all that comes back. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(text);
  return readText(socket);
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- the form vitest asks for
  dir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), "quoin-server-"));
    await mkdir(join(dir, ".next/server/app"), { recursive: true });
    await writeFile(join(dir, ".next/server/app/built.html"), `<script>${builtScript}</script>`);
    await use(dir);
    await rm(dir, { recursive: true });
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  next: async ({}, use) => use(new FakeNext()),
  // oxlint-disable-next-line no-empty-pattern -- as above
  lines: async ({}, use) => use([]),
  // oxlint-disable-next-line no-empty-pattern -- as above
  invalidate: async ({}, use) => {
    const listeners = new Set<() => void>();
    await use(
      Object.assign(() => listeners.forEach((listener) => listener()), {
        subscribe(listener: () => void) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      }),
    );
  },
  start: async ({ dir, next, lines, invalidate }, use) => {
    const all: Served[] = [];
    const { subscribe } = invalidate as typeof invalidate & {
      subscribe: (listener: () => void) => () => void;
    };
    await use(async (options = {}) => {
      const served = await serveApp({
        next: next.factory,
        dir,
        port: 0,
        hostname: "127.0.0.1",
        publicUrl: "https://blog.example",
        api,
        log: createLogger({
          name: "test",
          level: "debug",
          destination: { write: (line) => void lines.push(line) },
        }),
        sessionCookieNames: ["session"],
        pageCache: {
          key: ({ pathname, search }) =>
            pathname === "/echo" || search.includes("mine") ? null : pathname + search,
          subscribe,
        },
        ...options,
      });
      all.push(served);
      return served;
    });
    await Promise.all(all.map((served) => served.close({ timeoutMs: 500 })));
  },
  served: async ({ start }, use) => use(await start()),
  get: async ({ served }, use) =>
    use((path, headers, method) => ask(served.port, path, headers, method)),
});

const session = { cookie: "__Secure-session=abc" };

// Headers and policy

test("every kind of answer carries the security headers and a request id", async ({
  get,
  served,
}) => {
  const answers = await Promise.all([
    get("/"),
    get("/", session),
    get("/missing"),
    get("/throws"),
    get("/%zz"),
    get("/", {}, "DELETE"),
    get("/moved", session),
    get("/picture.png", session),
    get("/_next/static/app.js"),
    get("/_next/static/gone.js"),
    get("/built", session),
    get("/api/echo"),
    get("/api/throws"),
    get("/healthz"),
    get("/", { "content-length": "2000000" }, "POST"),
  ]);
  for (const { headers } of answers) {
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["strict-transport-security"]).toContain("max-age");
    expect(headers["referrer-policy"]).toBeDefined();
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-request-id"]).toMatch(/^[\w.:-]{8,128}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  const garbled = await raw(served.port, "NONSENSE\r\n\r\n");
  expect(garbled).toMatch(/^HTTP\/1\.1 400 [^]*x-content-type-options: nosniff/);
});

test("a remembered page names its scripts by hash, and no stored script", async ({ get }) => {
  const { headers, text } = await get("/");
  const policy = headers["content-security-policy"];
  expect(policy).toContain(`script-src 'self' ${hash("hydrate(1)")};`);
  expect(policy).not.toMatch(/nonce|unsafe/);
  expect(policy).not.toContain(hash("stored()"));
  expect(text).toContain("<script>hydrate(1)</script>");
});

test("a page of one's own may say no, and is sent as it is", async ({ get }) => {
  const refused = await get("/refused", session);
  expect(refused.status).toBe(403);
  expect(refused.headers["cache-control"]).toBe("private, no-store");
  expect(refused.text).toMatch(/version 1[^]*hydrate\(1\)/);
  const other = await get("/", session);
  expect(other.status).toBe(200);
});

test("a part of a page that is open already keeps its status", async ({ get }) => {
  const part = await get("/refused-part", session);
  expect(part.status).toBe(200);
});

test("a page for all cannot say no that way", async ({ get }) => {
  expect((await get("/refused")).status).toBe(500);
});

test("a page of one's own names its scripts by a nonce of its own", async ({ get }) => {
  const pages = await Promise.all([get("/", session), get("/", session)]);
  const nonces = pages.map(({ headers, text }) => {
    const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1];
    expect(text).toContain(`<script nonce="${nonce}">hydrate`);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
});

test("a page from the build names the build's scripts alone", async ({ get }) => {
  for (const headers of [{}, session]) {
    const answer = await get("/built", headers);
    expect(answer.headers["content-security-policy"]).toContain(hash(builtScript));
    expect(answer.headers["content-security-policy"]).not.toContain(hash("evil()"));
    expect(answer.text).toContain("<script>built()</script>");
  }
});

test("a page that finds nothing to show is written out, for those without scripts", async ({
  get,
  next,
}) => {
  for (const headers of [{}, { ...session, "accept-encoding": "gzip" }]) {
    const answer = await get("/removed", headers);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("version 1");
    expect(answer.headers.link).not.toContain("nonce");
    expect(answer.headers["content-security-policy"]).toContain(hash("hydrate(1)"));
  }
  expect(next.seen.map(({ cookie }) => cookie)).toEqual([
    undefined,
    undefined,
    session.cookie,
    session.cookie,
  ]);
});

test("a page that failed is replaced by one that needs no script, and is not kept", async ({
  start,
  next,
}) => {
  const { port } = await start({
    brokenPage: async () => ({ status: 503, html: "<!doctype html><h1>Back in a moment</h1>" }),
  });
  for (const headers of [{}, session]) {
    const answer = await ask(port, "/failed", headers);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain("Back in a moment");
    expect(answer.text).not.toContain("fill()");
    expect(answer.headers["retry-after"]).toBe("5");
    expect(answer.headers["content-security-policy"]).toContain("script-src 'self';");
  }
  await ask(port, "/failed");
  expect(next.renders).toBe(3);
});

test("in development nothing is remembered and evaluation is allowed", async ({ start, next }) => {
  const { port } = await start({ dev: true });
  await ask(port, "/");
  const { headers } = await ask(port, "/");
  expect(headers["content-security-policy"]).toContain("'unsafe-eval'");
  expect(next.renders).toBe(2);
});

test("without https there is no header that asks for it", async ({ start }) => {
  const { port } = await start({ publicUrl: "http://localhost:3000" });
  const { headers } = await ask(port, "/");
  expect(headers["strict-transport-security"]).toBeUndefined();
  expect(headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");
});

// Remembering pages

test("anonymous visitors share one render", async ({ get, next }) => {
  const all = await Promise.all(Array.from({ length: 30 }, () => get("/")));
  const later = await get("/", { cookie: "theme=dark", "user-agent": "other" });
  expect(new Set([...all, later].map(({ text }) => text)).size).toBe(1);
  expect(next.renders).toBe(1);
  expect(later.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
  expect(later.headers.vary).toContain("Cookie");
});

test("a render for all knows nothing of the visitor who caused it", async ({ get, next }) => {
  await get("/", {
    host: "evil.example",
    cookie: "theme=dark",
    "accept-language": "de",
    referer: "https://evil.example/",
    "x-forwarded-host": "evil.example",
    "user-agent": "evil",
  });
  expect(JSON.stringify(next.seen[0])).not.toMatch(/evil|dark|"de"/);
  expect(next.seen[0]?.host).toBe("blog.example");
});

test("those with a session, a token or a key get a render of their own, kept nowhere", async ({
  get,
  next,
}) => {
  await get("/");
  for (const headers of [session, { authorization: "Bearer x" }, { "x-api-key": "x" }]) {
    const answer = await get("/", headers);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers.etag).toBeUndefined();
  }
  expect(next.renders).toBe(4);
});

test.for([
  ["private, no-cache", "private, no-cache"],
  ["no-store", "no-store"],
  ["Private, max-age=5", "Private, max-age=5"],
  ["public, max-age=300", "private, no-cache"],
  ["max-age=300", "private, no-cache"],
] as const)("the API says %j to one who is known: sent is %j", async ([given, sent], { get }) => {
  const path = `/api/kept?as=${encodeURIComponent(given)}`;
  for (const known of [session, { authorization: "Bearer x" }, { "x-api-key": "x" }]) {
    const { headers } = await get(path, known);
    expect([headers["cache-control"], headers.etag]).toEqual([sent, 'W/"1"']);
    const again = await get(path, { ...known, "if-none-match": 'W/"1"' });
    expect([again.status, again.headers["cache-control"]]).toEqual([304, sent]);
  }
  expect((await get(path)).headers["cache-control"]).toBe(given);
});

test("an answer of the API that says nothing of it is kept nowhere", async ({ get }) => {
  for (const known of [{}, session])
    expect((await get("/api/echo", known)).headers["cache-control"]).toBe("private, no-store");
});

test.for<[string, Record<string, string>, string]>([
  ["Next's own navigation", { rsc: "1" }, "/"],
  ["a prefetch", { "next-router-prefetch": "1" }, "/"],
  ["an address that is not to be remembered", {}, "/?mine=1"],
  ["a very long address", {}, `/?x=${"y".repeat(600)}`],
])("%s is not remembered", async ([, headers, path], { get, next }) => {
  await get(path, headers);
  await get(path, headers);
  expect(next.renders).toBe(2);
});

test("a page that sets cookies is made for each visitor, with their cookies", async ({
  get,
  next,
}) => {
  const first = await get("/visitor", { cookie: "variant=b" });
  await get("/visitor", { cookie: "variant=c" });
  expect(first.headers["set-cookie"]).toEqual(["variant=a", "seen=1"]);
  expect(next.seen.map(({ cookie }) => cookie)).toEqual([undefined, "variant=b", "variant=c"]);
});

test("errors, redirects and missing pages are passed on and not kept", async ({ get, next }) => {
  for (const [path, status] of [
    ["/missing", 404],
    ["/moved", 308],
  ] as const) {
    expect((await get(path)).status).toBe(status);
    expect((await get(path)).status).toBe(status);
  }
  expect((await get("/moved")).headers.location).toBe("/");
  expect(next.renders).toBe(5);
});

test("a change shows at once, also when it comes during a render", async ({
  get,
  next,
  invalidate,
}) => {
  await get("/");
  next.version = 2;
  expect((await get("/")).text).toContain("version 1");
  invalidate();
  expect((await get("/")).text).toContain("version 2");
  invalidate();
  const held = Promise.withResolvers<void>();
  next.holdUp = held.promise;
  const early = get("/");
  await sleep(20);
  invalidate();
  next.holdUp = undefined;
  next.version = 3;
  expect((await get("/")).text).toContain("version 3");
  held.resolve();
  await early;
  next.version = 4;
  expect((await get("/")).text).toContain("version 3");
});

test("who has the page is told so, without a policy to replace the stored one", async ({ get }) => {
  const { headers } = await get("/");
  const etag = String(headers.etag);
  for (const tags of [etag, `"x", ${etag}`, etag.replace("W/", ""), "*"]) {
    const answer = await get("/", { "if-none-match": tags });
    expect(answer.status).toBe(304);
    expect(answer.body.byteLength).toBe(0);
    expect(answer.headers["content-security-policy"]).toBeUndefined();
    expect(answer.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
  }
  expect((await get("/", { "if-none-match": `"x"` })).status).toBe(200);
});

test("HEAD answers like GET without the body", async ({ get }) => {
  const head = await get("/", {}, "HEAD");
  const { headers, body } = await get("/");
  expect(head.status).toBe(200);
  expect(head.body.byteLength).toBe(0);
  expect(head.headers["content-length"]).toBe(String(body.byteLength));
  expect(head.headers.etag).toBe(headers.etag);
  const own = await get("/", session, "HEAD");
  expect([own.status, own.body.byteLength]).toEqual([200, 0]);
});

test("feeds are remembered like pages, pictures are not", async ({ get, next }) => {
  await get("/feed.xml");
  const { headers } = await get("/feed.xml");
  expect(headers["content-type"]).toBe("application/rss+xml");
  expect(headers.etag).toBeDefined();
  await get("/picture.png");
  const picture = await get("/picture.png");
  expect([...picture.body]).toEqual([1, 2, 3]);
  expect(next.renders).toBe(3);
});

test("a visitor who leaves does not end the render for the others", async ({
  served,
  get,
  next,
}) => {
  const held = Promise.withResolvers<void>();
  next.holdUp = held.promise;
  const leaving = connect(served.port, "127.0.0.1");
  leaving.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await sleep(20);
  const staying = get("/");
  leaving.destroy();
  await sleep(20);
  held.resolve();
  expect((await staying).status).toBe(200);
  expect(next.renders).toBe(1);
});

// Compression and files

test("pages, feeds and data are compressed for those who can read it", async ({ get }) => {
  for (const [path, headers] of [
    ["/", {}],
    ["/", session],
    ["/feed.xml", {}],
    ["/api/big", {}],
  ] as const) {
    const plain = await get(path, headers);
    const small = await get(path, { ...headers, "accept-encoding": "gzip" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(small.headers["content-encoding"]).toBe("gzip");
    expect(small.headers.vary).toContain("Accept-Encoding");
    expect(small.body.byteLength).toBeLessThan(plain.body.byteLength / 2);
    if (path !== "/") expect(small.text).toBe(plain.text);
  }
});

test("brotli serves those who come later", async ({ get }) => {
  let answer = await get("/", { "accept-encoding": "br, gzip" });
  expect(answer.headers["content-encoding"]).toBe("gzip");
  for (let n = 0; n < 100 && answer.headers["content-encoding"] !== "br"; n++) {
    await sleep(10);
    answer = await get("/", { "accept-encoding": "br, gzip" });
  }
  expect(answer.headers["content-encoding"]).toBe("br");
  expect(answer.text).toContain("version 1");
});

test("files of the build are read once and kept for ever, by everyone", async ({
  get,
  next,
  invalidate,
}) => {
  const first = await get("/_next/static/app.js?dpl=1", session);
  invalidate();
  const again = await get("/_next/static/app.js?dpl=2", { "accept-encoding": "gzip" });
  expect(next.renders).toBe(1);
  expect(first.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(again.text).toBe(first.text);
  expect(again.headers["content-encoding"]).toBe("gzip");
});

test("a file that is gone is asked for again, and no cache may keep that", async ({
  get,
  next,
}) => {
  await get("/_next/static/gone.js");
  const { status, headers } = await get("/_next/static/gone.js");
  expect([status, headers["cache-control"]]).toEqual([404, "no-store"]);
  expect(next.renders).toBe(2);
});

// Who asks

test("headers that only a proxy may send are taken from clients", async ({ get }) => {
  const forged = {
    "x-forwarded-for": "1.2.3.4",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-real-ip": "1.2.3.4",
    forwarded: "for=1.2.3.4",
    "x-quoin-client-ip": "1.2.3.4",
    "x-middleware-subrequest": "middleware",
    "x-nonce": "forged",
    "content-security-policy": "script-src 'nonce-forged'",
  };
  for (const path of ["/echo", "/api/echo"]) {
    const { text } = await get(path, forged);
    expect(text).not.toMatch(/1\.2\.3\.4|evil|forged|middleware/);
    expect(text).toContain(`"x-quoin-client-ip":"127.0.0.1"`);
    expect(text).toContain(`"x-forwarded-proto":"http"`);
  }
});

test("a trusted proxy is believed", async ({ start }) => {
  const { port } = await start({ trustedProxies: "127.0.0.0/8" });
  const forwarded = {
    "x-forwarded-for": "6.6.6.6, 203.0.113.9",
    "x-forwarded-host": "blog.example",
    "x-forwarded-proto": "https",
  };
  for (const path of ["/echo", "/api/echo"]) {
    const { text } = await ask(port, path, forwarded);
    expect(text).toContain(`"x-quoin-client-ip":"203.0.113.9"`);
    expect(text).toContain(`"x-forwarded-host":"blog.example"`);
    expect(text).toContain(`"x-forwarded-proto":"https"`);
    expect(text).not.toContain("6.6.6.6");
  }
});

test("the country is what a trusted proxy says in the header it was named, and no other", async ({
  start,
  get,
}) => {
  const said = { "cf-ipcountry": "de", "x-country-code": "FR", "x-quoin-country": "FR" };
  const trusted = await start({ trustedProxies: "127.0.0.0/8", countryHeader: "CF-IPCountry" });
  const stranger = await start({ countryHeader: "cf-ipcountry" });
  for (const path of ["/echo", "/api/echo"]) {
    const believed = (await ask(trusted.port, path, said)).text;
    expect(believed).toContain(`"x-quoin-country":"DE"`);
    expect(believed).not.toContain("cf-ipcountry");
    const unknown = await ask(trusted.port, path, { ...said, "cf-ipcountry": "XX" });
    expect(unknown.text).not.toContain("x-quoin-country");
    expect((await ask(stranger.port, path, said)).text).not.toMatch(/x-quoin-country|"de"/);
    expect((await get(path, said)).text).not.toContain("x-quoin-country");
  }
});

// Telling visitors apart

/** By the cookie `side`; who has none gets the left one. The page at `/about` is the same for all. */
const bySide: Assign = ({ path, cookie, country }) => {
  if (path === "/about") return null;
  const side = /\bside=(left|right)/.exec(cookie ?? "")?.[1];
  return {
    variants: `side=${side ?? "left"}${country ?? ""}`,
    setCookie: side ? undefined : "side=left; Path=/; HttpOnly",
  };
};

test("who is shown something else has a page of their own in the cache", async ({
  start,
  next,
}) => {
  const { port } = await start({ assign: bySide });
  const first = await ask(port, "/");
  expect(first.headers["set-cookie"]).toEqual(["side=left; Path=/; HttpOnly"]);
  expect(first.headers["cache-control"]).toBe("private, no-cache");
  for (const side of ["left", "right", "left", "right"]) {
    const again = await ask(port, "/", { cookie: `side=${side}` });
    expect(again.status).toBe(200);
    expect(again.headers["set-cookie"]).toBeUndefined();
  }
  expect(next.seen.map((headers) => headers["x-quoin-variants"])).toEqual([
    "side=left",
    "side=right",
  ]);
  expect(next.seen.every(({ cookie }) => cookie === undefined)).toBe(true);

  // The next without a cookie gets the remembered page and a cookie, also where it is known already.
  const etag = String(first.headers.etag);
  for (const more of [{}, { "if-none-match": etag }] as const) {
    const other = await ask(port, "/", more);
    expect(other.headers["set-cookie"]).toHaveLength(1);
  }
  expect(next.renders).toBe(2);
});

test("who has a session is told apart as well, and Next's own requests are", async ({
  start,
  next,
}) => {
  const { port } = await start({ assign: bySide });
  const signedIn = await ask(port, "/", session);
  expect(signedIn.headers["set-cookie"]).toHaveLength(1);
  expect(signedIn.headers["cache-control"]).toBe("private, no-store");
  await ask(port, "/", { ...session, cookie: `${session.cookie}; side=right` });
  await ask(port, "/", { rsc: "1", cookie: "side=right" });
  const missing = await ask(port, "/removed", session);
  expect([missing.status, missing.headers["set-cookie"]?.length]).toEqual([404, 1]);
  expect(next.seen.slice(0, 3).map((headers) => headers["x-quoin-variants"])).toEqual([
    "side=left",
    "side=right",
    "side=right",
  ]);
});

test("where all see the same nothing is set, and nobody says what they are shown", async ({
  start,
  next,
  lines,
}) => {
  const { port } = await start({ assign: bySide });
  const about = await ask(port, "/about", { "x-quoin-variants": "side=forged" });
  expect(about.headers["set-cookie"]).toBeUndefined();
  expect(about.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
  await ask(port, "/about", { cookie: "side=right" });
  expect(next.renders).toBe(1);
  expect(next.seen[0]).not.toHaveProperty("x-quoin-variants");

  lines.length = 0;
  await ask(port, "/", { "x-quoin-variants": "side=forged" });
  await expect.poll(() => lines.join("")).toContain(`"variants":"side=left"`);
  await ask(port, "/%zz", { "x-quoin-variants": "side=forged" });
  await expect.poll(() => lines.join("")).toContain(`"status":400`);
  expect(lines.join("")).not.toContain("forged");
});

test("the country counts for what is shown, when a trusted proxy names it", async ({
  start,
  next,
}) => {
  const { port } = await start({
    assign: bySide,
    trustedProxies: "127.0.0.0/8",
    countryHeader: "cf-ipcountry",
  });
  for (const country of ["DE", "FR", "DE"])
    await ask(port, "/", { cookie: "side=left", "cf-ipcountry": country });
  expect(next.seen.map((headers) => headers["x-quoin-variants"])).toEqual([
    "side=leftDE",
    "side=leftFR",
  ]);
  expect(next.seen[0]).not.toHaveProperty("x-quoin-country");
});

test("in development visitors are told apart too", async ({ start, next }) => {
  const { port } = await start({ dev: true, assign: bySide });
  expect((await ask(port, "/")).headers["set-cookie"]).toHaveLength(1);
  expect(next.seen[0]?.["x-quoin-variants"]).toBe("side=left");
});

test("one id goes through the request, its context, its answer and its log line", async ({
  get,
  lines,
}) => {
  for (const path of ["/echo", "/api/echo"]) {
    lines.length = 0;
    const { headers, text } = await get(path, { "x-request-id": "request-1" });
    expect(headers["x-request-id"]).toBe("request-1");
    expect(text).toContain(`"x-request-id":"request-1"`);
    expect(text).toContain(`"context":"request-1"`);
    await sleep(10);
    expect(JSON.parse(lines.at(-1) ?? "{}")).toMatchObject({
      requestId: "request-1",
      method: "GET",
      path,
      status: 200,
    });
  }
  const { headers } = await get("/echo", { "x-request-id": "no spaces please" });
  expect(headers["x-request-id"]).not.toContain(" ");
});

test("the query stays out of the log: it may hold tokens", async ({ get, lines }) => {
  await get("/echo?token=hunter2");
  await sleep(10);
  expect(lines.join()).not.toContain("hunter2");
});

// What is refused

test.for([
  ["/%zz", 400],
  ["/a%00b", 400],
  [`/${"x".repeat(9_000)}`, 414],
  ["/api/%zz", 400],
] as const)("%s answers %i", async ([path, status], { get }) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/at .*\.ts|stack/);
});

test.for<[string, string, string[], number, string]>([
  ["an address that cannot be decoded", "GET /api/v1/%zz", [], 400, "validation"],
  ["a NUL character", "GET /api/v1/%00", [], 400, "validation"],
  ["a long address", `GET /api/v1/a?q=${"x".repeat(9_000)}`, [], 414, "too_large"],
  ["a second host", "GET /api/v1/a", ["Host: y"], 400, "validation"],
  ["a host that is none", "GET /api/v1/a", [], 400, "validation"],
  ["an unknown method", "TRACE /api/v1/a", [], 405, "method_not_allowed"],
  ["a large body", "POST /api/v1/a", ["Content-Length: 9000000"], 413, "too_large"],
  ["a compressed body", "POST /api/v1/a", ["Content-Encoding: br"], 415, "unsupported_media_type"],
  ["a failure", "GET /api/v1/throws", [], 500, "internal"],
])(
  "%s is refused in words that scripts of other sites can read",
  async ([name, line, more, status, code], { served: { port } }) => {
    const host = name === "a host that is none" ? "x y" : "x";
    const head = [`Host: ${host}`, "X-Request-Id: request-7", "Connection: close", ...more];
    const question = (lines: readonly string[]) =>
      raw(port, `${line} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    const answer = await question([...head, "Origin: https://elsewhere.example"]);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/^content-type: application\/json/im);
    expect(answer).toMatch(/^access-control-allow-origin: \*\r$/im);
    expect(answer).not.toMatch(/allow-credentials/i);
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toEqual({
      success: false,
      error: { code, message: expect.any(String), details: [] },
      meta: { requestId: "request-7", timestamp: expect.any(String) },
    });
    expect(await question(head)).not.toMatch(/access-control/i);
  },
);

test("what is not of the REST API stays closed to other sites, and pages answer in words", async ({
  get,
}) => {
  const origin = { origin: "https://elsewhere.example" };
  for (const path of ["/api/%zz", "/api/throws", "/%zz", "/throws"]) {
    const { headers } = await get(path, origin);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["content-type"]).toMatch(path.startsWith("/api/") ? /json/ : /text\/plain/);
  }
});

test("addresses that browsers would take for another host are corrected", async ({ get }) => {
  const { status, headers } = await get("//evil.example/x?y=1");
  expect([status, headers.location]).toEqual([308, "/evil.example/x?y=1"]);
});

test("requests without a host, with too many headers or another's form are refused", async ({
  served: { port },
}) => {
  expect(await raw(port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(await raw(port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${"b".repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
  expect(await raw(port, "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(await raw(port, "TRACE /api/echo HTTP/1.1\r\nHost: x\r\n\r\n")).toMatch(
    /^HTTP\/1\.1 405 /,
  );
});

test("a method that pages do not take is refused with those they do", async ({ get }) => {
  const { status, headers } = await get("/", {}, "DELETE");
  expect([status, headers.allow]).toEqual([405, "GET, HEAD, POST"]);
  expect((await get("/", {}, "OPTIONS")).headers.allow).toBe("GET, HEAD, POST");
  expect((await get("/api/echo", {}, "OPTIONS")).status).toBe(200);
});

test("a body within the limit arrives whole", async ({ served: { port } }) => {
  const body = "é".repeat(1_000);
  const answer = await ask(port, "/api/echo", {}, "POST", body);
  expect(JSON.parse(answer.text)).toMatchObject({ method: "POST", body });
});

test("a body beyond the limit is refused before it is read, or as soon as it shows", async ({
  start,
  next,
}) => {
  const { port } = await start({ bodyLimit: 1_000 });
  const head = (path: string, rest: string) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${rest}\r\n\r\n`;
  const announced = await raw(port, head("/api/echo", "Content-Length: 10000000"));
  expect(announced).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too_large"/);
  const page = await raw(port, head("/", "Content-Length: 10000000"));
  expect(page).toMatch(/^HTTP\/1\.1 413 /);
  const chunk = `3e8\r\n${"x".repeat(1_000)}\r\n`;
  const streamed = await raw(port, head("/api/echo", "Transfer-Encoding: chunked") + chunk + chunk);
  expect(streamed).toMatch(/^HTTP\/1\.1 413 /);
  const lengthless = await raw(port, head("/", "Transfer-Encoding: chunked"));
  expect(lengthless).toMatch(/^HTTP\/1\.1 411 /);
  const bomb = await raw(port, head("/api/echo", "Content-Encoding: gzip\r\nContent-Length: 5"));
  expect(bomb).toMatch(/^HTTP\/1\.1 415 /);
  expect(next.renders).toBe(0);
});

test("who sends a body that is far too large still gets the answer", async ({ start }) => {
  const { port } = await start({ bodyLimit: 1_000 });
  for (const path of ["/", "/api/echo"]) {
    const answer = await ask(port, path, {}, "POST", "x".repeat(20_000_000));
    expect([answer.status, answer.headers.connection]).toEqual([413, "close"]);
  }
});

test("who asks before sending a large body is spared sending it", async ({ start }) => {
  const { port } = await start({ bodyLimit: 10 });
  const expecting = (length: number) =>
    `POST /api/echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`;
  expect(await raw(port, expecting(11))).toMatch(/^HTTP\/1\.1 413 /);
  expect(await raw(port, `${expecting(5)}hello`)).toMatch(/^HTTP\/1\.1 100 [^]*HTTP\/1\.1 200 /);
});

test("a failure is a plain 500 with the request id; its reason is in the log alone", async ({
  get,
  lines,
}) => {
  for (const path of ["/throws", "/api/throws"])
    for (const headers of [{}, session]) {
      const answer = await get(path, { ...headers, "x-request-id": "request-9" });
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain("secret");
      expect(answer.headers["x-request-id"]).toBe("request-9");
    }
  await sleep(10);
  expect(lines.filter((line) => line.includes("secret detail"))).toHaveLength(4);
});

test("a page that breaks off does not take the server along", async ({ get }) => {
  await expect(get("/half", session)).rejects.toThrow("aborted");
  expect((await get("/half")).status).toBe(500);
  expect((await get("/")).status).toBe(200);
});

// Start and end

test("a port in use is said in words, with the way out", async ({ start, served }) => {
  await expect(start({ port: served.port, portVariable: "WEB_PORT" })).rejects.toThrow(
    `Port ${served.port} is in use by another program. Stop that, or choose another port with WEB_PORT.`,
  );
});

test("closing answers what has begun and takes no more", async ({ served, next }) => {
  const held = Promise.withResolvers<void>();
  next.holdUp = held.promise;
  const begun = ask(served.port, "/echo");
  await sleep(20);
  const closing = served.close();
  await sleep(20);
  await expect(ask(served.port, "/echo")).rejects.toThrow("ECONNREFUSED");
  held.resolve();
  expect((await begun).status).toBe(200);
  await closing;
  await served.close();
  expect(next.closed).toBe(true);
});

test("a connection that is kept open is told to leave, and is not ready meanwhile", async ({
  served,
  next,
}) => {
  const held = Promise.withResolvers<void>();
  next.holdUp = held.promise;
  const socket = connect(served.port, "127.0.0.1");
  const answers = readText(socket);
  socket.write("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
  await sleep(20);
  const closing = served.close();
  socket.write("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
  await sleep(20);
  held.resolve();
  const text = await answers;
  await closing;
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
});

test("connections on which nothing was ever asked hold nobody up", async ({ served }) => {
  const silent = connect(served.port, "localhost");
  silent.on("error", () => {});
  const ended = new Promise<void>((resolve) => silent.once("close", () => resolve()));
  await new Promise<void>((resolve) => silent.once("connect", resolve));
  expect((await ask(served.port, "/echo")).status).toBe(200);
  // Longer than a test may take: it must not come to that.
  await served.close({ timeoutMs: 600_000 });
  await ended;
});

test("what does not end in time is cut off, and streams of events end by themselves", async ({
  served,
  next,
}) => {
  next.holdUp = new Promise(() => {});
  const stuck = ask(served.port, "/echo");
  const events = ask(served.port, "/api/events");
  await sleep(50);
  const started = performance.now();
  const closing = served.close({ timeoutMs: 300 });
  expect((await events).text).toBe("data: 1\n\n");
  await expect(stuck).rejects.toThrow("socket hang up");
  await closing;
  expect(performance.now() - started).toBeLessThan(3_000);
});
