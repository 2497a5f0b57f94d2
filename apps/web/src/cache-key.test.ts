import fc from "fast-check";
import { expect, test } from "vitest";
import { cacheKey } from "./cache-key.ts";

const key = (path: string) => cacheKey(new URL(path, "https://blog.example"));

test.for([
  ["/", "/"],
  ["/?utm_source=x&fbclid=y", "/"],
  ["/?cursor=abc&utm_source=x", "/?cursor=abc"],
  ["/posts/a?reply=1&comments=2&x=3", "/posts/a?comments=2&reply=1"],
  ["/posts/a.md?reply=1", "/posts/a.md"],
  ["/categories/repair?cursor=c&page=9", "/categories/repair?cursor=c"],
  ["/authors/ada/feed.xml?x=1", "/authors/ada/feed.xml"],
  ["/sitemap.xml?from=start", "/sitemap.xml?from=start"],
])("%s is remembered as %s", ([path, expected]) => {
  expect(key(path!)).toBe(expected);
});

test.for(["/search?q=a", "/sign-in", "/sign-up", "/account", "/verify-email?token=t", "/nowhere"])(
  "%s is made for each visitor",
  (path) => {
    expect(key(path)).toBeNull();
  },
);

test("what one visitor adds to an address never makes a page of another's", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (extra) => {
      for (const name of ["cursor", "reply", "comments", "from"]) delete extra[name];
      expect(key(`/?${new URLSearchParams(extra)}`)).toBe("/");
    }),
  );
});
