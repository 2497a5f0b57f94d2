import type { IncomingMessage, ServerResponse } from "node:http";
import { createLogger } from "@quoin/log";
import { serveApp } from "@quoin/server";
import { expect, onTestFinished, test } from "vitest";
import { cacheKey } from "../cache-key.ts";
import { assign } from "./assign.ts";
import { experiment } from "./experiment.ts";

const lead = experiment({
  name: "lead",
  variants: { small: 1, large: 1 },
  addresses: /^\/$/,
});

/** Our server as `main.ts` starts it, in front of pages that show what they are told. */
async function publication() {
  const renders: string[] = [];
  const served = await serveApp({
    next: () => ({
      prepare: async () => {},
      getRequestHandler: () => (req: IncomingMessage, res: ServerResponse) => {
        const variants = String(req.headers["x-quoin-variants"] ?? "the usual");
        renders.push(`${req.url} ${variants}`);
        res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        res.end(`<!doctype html><p>${variants}</p>`);
      },
      close: async () => {},
    }),
    dir: import.meta.dirname,
    port: 0,
    hostname: "127.0.0.1",
    publicUrl: "https://blog.example",
    api: async () => new Response(null, { status: 404 }),
    log: createLogger({ name: "test", level: "silent" }),
    sessionCookieNames: ["session"],
    assign: (visitor) => assign([lead], visitor, { secure: true }),
    pageCache: { key: cacheKey, subscribe: () => () => {} },
  });
  onTestFinished(() => served.close());
  const read = async (path: string, cookie?: string) => {
    const answer = await fetch(`http://127.0.0.1:${served.port}${path}`, {
      headers: cookie ? { cookie } : {},
    });
    return {
      text: await answer.text(),
      cookies: answer.headers.getSetCookie(),
      caching: answer.headers.get("cache-control"),
    };
  };
  return { read, renders };
}

test("both variants are shown, remembered apart, and each visitor keeps theirs", async () => {
  const { read, renders } = await publication();
  const seen = new Set<string>();
  for (let visitor = 0; visitor < 40; visitor++) {
    const first = await read("/?from=mail");
    expect(first.cookies).toEqual([
      expect.stringMatching(
        /^quoin\.bucket=\d+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    expect(first.caching).toBe("private, no-cache");
    const again = await read("/", first.cookies[0]?.split(";")[0]);
    expect(again.text).toBe(first.text);
    expect(again.cookies).toEqual([]);
    seen.add(first.text);
  }
  expect([...seen].toSorted()).toEqual([
    "<!doctype html><p>lead=large</p>",
    "<!doctype html><p>lead=small</p>",
  ]);
  expect(renders.toSorted()).toEqual(["/ lead=large", "/ lead=small"]);
});

test("who has a session is shown the variant of their bucket too", async () => {
  const { read } = await publication();
  const bucket = lead.byBucket.indexOf("large");
  const cookie = `session=x; quoin.bucket=${bucket}`;
  expect((await read("/", cookie)).text).toContain("lead=large");
  expect((await read("/", "session=x")).cookies).toHaveLength(1);
});

test("pages that it does not run on are as ever", async () => {
  const { read, renders } = await publication();
  for (const cookie of [undefined, "quoin.bucket=1", "quoin.bucket=99"]) {
    const archive = await read("/archive", cookie);
    expect(archive.text).toContain("the usual");
    expect(archive.cookies).toEqual([]);
    expect(archive.caching).toBe("public, max-age=0, must-revalidate");
  }
  expect(renders).toEqual(["/archive the usual"]);
});
