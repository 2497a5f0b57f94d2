import { brotliDecompressSync, gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chooseEncoding, compress, isCompressible } from "./compression.ts";

test.each([
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["BR", "br"],
  ["*", "br"],
  ["identity", undefined],
  ["br;q=0, *;q=0", undefined],
  ["", undefined],
  [undefined, undefined],
])("%j chooses %s", (header, encoding) => {
  expect(chooseEncoding(header, ["br", "gzip"])).toBe(encoding);
});

test("only what is on offer is chosen", () => {
  expect(chooseEncoding("br, gzip", ["gzip"])).toBe("gzip");
  expect(chooseEncoding("br, gzip", [])).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(["br", "gzip", undefined]).toContain(chooseEncoding(header, ["br", "gzip"]));
    }),
  );
});

test("text is compressible; pictures, fonts and events are not", () => {
  const yes = ["text/html; charset=utf-8", "text/x-component", "application/json", "image/svg+xml"];
  const more = ["application/rss+xml", "application/javascript; charset=UTF-8", "text/css"];
  const no = ["image/png", "font/woff2", "text/event-stream", "application/octet-stream", ""];
  expect([...yes, ...more].filter((type) => !isCompressible(type))).toEqual([]);
  expect(no.filter(isCompressible)).toEqual([]);
});

test.each(["quick", "good", "best"] as const)(
  "what is made %s can be read again",
  async (effort) => {
    const body = Buffer.from("<p>Hello</p>".repeat(500));
    const small = await compress(body, "br", effort);
    expect(small.byteLength).toBeLessThan(200);
    expect(brotliDecompressSync(small)).toEqual(body);
    expect(gunzipSync(await compress(body, "gzip", effort))).toEqual(body);
  },
);
