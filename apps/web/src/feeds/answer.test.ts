import { expect, test } from "vitest";
import { answer, nothing } from "./answer.ts";

const ask = (headers: Record<string, string> = {}) =>
  new Request("https://blog.example/feed.xml", { headers });

test("a program that has the text already is told so, without the text", async () => {
  const first = answer(ask(), "<rss/>", "application/rss+xml");
  const etag = first.headers.get("etag")!;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = answer(ask({ "if-none-match": known }), "<rss/>", "application/rss+xml");
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(etag);
    expect(await again.text()).toBe("");
  }
});

test("a text that has changed is sent", async () => {
  const etag = answer(ask(), "old", "text/plain").headers.get("etag")!;
  const changed = new Date("2026-11-20T00:00:00Z");
  const now = answer(ask({ "if-none-match": etag }), "new", "text/plain", {
    changed,
    headers: { "x-robots-tag": "noindex" },
  });
  expect(now.status).toBe(200);
  expect(await now.text()).toBe("new");
  expect(now.headers.get("last-modified")).toBe(changed.toUTCString());
  expect(now.headers.get("x-robots-tag")).toBe("noindex");
  expect(now.headers.get("cache-control")).toContain("must-revalidate");
});

test("nothing is a 404 in words", async () => {
  expect(nothing().status).toBe(404);
  expect(await nothing().text()).toContain("Nothing");
});
