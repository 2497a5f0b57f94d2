import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, aliasPath } from "./alias-path.ts";

test.for([
  ["/x/", "/x"],
  ["//x///y//", "/x/y"],
  ["old-hello", "/posts/old-hello"],
  ["old-hello/", "/old-hello"],
  ["/a?b=c", "/a"],
  ["https://old.test/blog/hello?x=1#y", "/blog/hello"],
  ["/old path", "/old path"],
  ["/old%20path", "/old path"],
  ["/old/é", "/old/é"],
  ["/old/%C3%A9/", "/old/é"],
  ["/a%2Fb%3F", "/a%2Fb%3F"],
  ["/wiki/File:x", "/wiki/File:x"],
  ["/", null],
  ["", null],
  ["?p=12", null],
  ["https://old.test/", null],
  ["/../x", null],
  ["/.", null],
  ["/a/%2E/b", null],
  ["/%2e%2e/x", null],
  ["javascript:x", null],
  ["/:categories/:title/", null],
  ["/100%", null],
  ["/%C3", null],
  ["/a\\b", null],
  [`/${"é".repeat(100)}`, null],
] as const)("%s is %s", ([written, path]) => {
  expect(aliasPath(written)).toBe(path);
});

test("what a browser asks for", () => {
  expect(addressOf("/old path/é")).toBe("/old%20path/%C3%A9");
  expect(addressOf("/a%2Fb")).toBe("/a%2Fb");
});

test("a path that is read again is the same one, escaped or not", () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string({ unit: "grapheme" })), (written) => {
      const path = aliasPath(written);
      if (path === null) return;
      expect(aliasPath(path)).toBe(path);
      const address = addressOf(path);
      expect(address).toMatch(/^\/[^\s?#]+$/);
      expect(addressOf(address)).toBe(address);
      const again = aliasPath(address);
      expect(again !== null && addressOf(again)).toBe(address);
    }),
  );
});
