import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Outcome, PageCache } from "./page-cache.ts";
import { remember } from "./remembered.ts";

const html = { "content-type": "text/html" };
const page = (text: string, keep = true): Outcome => ({
  kind: "page",
  keep,
  page: remember(200, Buffer.from(text), html, {}),
});
const open = (options = {}) => new PageCache({ maxBytes: 1_000_000, ttlMs: 60_000, ...options });
const text = (found: { identity: Buffer } | undefined) => found?.identity.toString();

test("those who ask at once wait for one render", async () => {
  const pages = open();
  let renders = 0;
  const render = async () => {
    renders++;
    await sleep(5);
    return page("home");
  };
  const all = await Promise.all(Array.from({ length: 50 }, () => pages.getOrRender("/", render)));
  expect(new Set(all.map(text))).toEqual(new Set(["home"]));
  expect(renders).toBe(1);
  expect(text(pages.get("/"))).toBe("home");
});

test("a page begun before a change is not handed out after it", async () => {
  const pages = open();
  const gate = Promise.withResolvers<void>();
  const early = pages.getOrRender("/", async () => {
    await gate.promise;
    return page("before");
  });
  pages.invalidate();
  const late = pages.getOrRender("/", async () => page("after"));
  expect(text(await late)).toBe("after");
  gate.resolve();
  expect(text(await early)).toBe("before");
  expect(text(pages.get("/"))).toBe("after");
});

test("what is not to be kept is rendered each time, yet shared by those who wait", async () => {
  const pages = open();
  let renders = 0;
  const render = async () => page(`missing ${++renders}`, false);
  const both = await Promise.all([
    pages.getOrRender("/x", render),
    pages.getOrRender("/x", render),
  ]);
  expect(both.map(text)).toEqual(["missing 1", "missing 1"]);
  expect(text(await pages.getOrRender("/x", render))).toBe("missing 2");
  expect(pages.get("/x")).toBeUndefined();
});

test("a personal page is given to nobody, and that is remembered", async () => {
  const pages = open();
  let renders = 0;
  const render = async (): Promise<Outcome> => {
    renders++;
    return { kind: "personal" };
  };
  expect(await pages.getOrRender("/x", render)).toBeUndefined();
  expect(await pages.getOrRender("/x", render)).toBeUndefined();
  expect(renders).toBe(1);
  pages.invalidate();
  await pages.getOrRender("/x", render);
  expect(renders).toBe(2);
});

test("a failed render fails for those who wait, and the next tries again", async () => {
  const pages = open();
  const fail = () => Promise.reject(new Error("no"));
  const both = await Promise.allSettled([
    pages.getOrRender("/", fail),
    pages.getOrRender("/", fail),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(text(await pages.getOrRender("/", async () => page("home")))).toBe("home");
});

test("the oldest make room when memory is full", async () => {
  const pages = open({ maxBytes: 40_000 });
  // Not compressible, so that its weight is known.
  const big = () => ({
    kind: "page" as const,
    keep: true,
    page: remember(200, Buffer.alloc(9_000), { "content-type": "image/png" }, {}),
  });
  for (let n = 0; n < 10; n++) await pages.getOrRender(`/${n}`, async () => big());
  expect(pages.bytes).toBeLessThanOrEqual(40_000);
  expect(pages.size).toBeLessThan(5);
  expect(pages.get("/9")).toBeDefined();
  expect(pages.get("/0")).toBeUndefined();
});

test("a page ends with its time", async () => {
  const pages = open({ ttlMs: 20 });
  await pages.getOrRender("/", async () => page("home"));
  expect(pages.get("/")).toBeDefined();
  await sleep(30);
  expect(pages.get("/")).toBeUndefined();
});

test("brotli follows once the page has been given out", async () => {
  const pages = open();
  const first = await pages.getOrRender("/", async () => page("<p>Hello</p>".repeat(500)));
  expect(first?.encoded.gzip).toBeDefined();
  const before = pages.bytes;
  for (let n = 0; n < 100 && !pages.get("/")?.encoded.br; n++) await sleep(5);
  expect(pages.get("/")?.encoded.br).toBeDefined();
  expect(pages.bytes).toBeGreaterThan(0);
  expect(pages.bytes).toBeGreaterThanOrEqual(before);
});
