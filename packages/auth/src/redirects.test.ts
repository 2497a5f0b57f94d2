import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "./testing/any-text.ts";
import { safeRedirect } from "./redirects.ts";

const ours = ["https://quoin.example", "https://admin.quoin.example"];

test.each([
  ["/", "/"],
  ["/posts/hello", "/posts/hello"],
  ["/search?q=a%20b&x=%5C#top", "/search?q=a%20b&x=%5C#top"],
  ["/@anna", "/@anna"],
  ["/a/../b", "/b"],
  ["https://quoin.example/posts/x?y=1", "https://quoin.example/posts/x?y=1"],
  ["https://admin.quoin.example", "https://admin.quoin.example/"],
])("goes to %s", (target, expected) => {
  expect(safeRedirect(target, ours)).toBe(expected);
});

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " /posts",
  "/%09/evil.example",
  "/%2F/evil.example",
  "/%2Fevil.example",
  "/%5Cevil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e%2e//evil.example",
  "/%zz",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "data:text/html,x",
  "blob:https://quoin.example/x",
  "https://evil.example",
  "http://quoin.example/",
  "https://quoin.example.evil.example/",
  "https://quoin.example@evil.example/",
  "https://user:pass@quoin.example/",
  "https:/quoin.example@evil.example",
  "@evil.example",
  "posts/hello",
  "?q=1",
  "",
  "\ud800",
  "/a\u0000b",
  "/\u2028evil",
  `/${"x".repeat(3_000)}`,
  null,
  undefined,
  42,
  ["/posts"],
  { toString: () => "/posts" },
])("stays at home for %j", (target) => {
  expect(safeRedirect(target, ours, "/home")).toBe("/home");
});

test("with no origins named, only paths count", () => {
  expect(safeRedirect("https://quoin.example/")).toBe("/");
});

const pieces =
  `/ // \\ @ : %09 %2f %5c . .. evil.example https: http: javascript: quoin.example ? # [ ] a`
    .split(" ")
    .concat("\t", "\r\n", " ");
const nasty = fc.oneof(
  anyText,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
);

test("whatever is asked for, a browser on any of our pages lands on our origins", () => {
  fc.assert(
    fc.property(nasty, (target) => {
      const result = safeRedirect(target, ours, "/home");
      for (const page of ["https://quoin.example/", "https://admin.quoin.example/a/b?c"]) {
        expect(ours).toContain(new URL(result, page).origin);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("what it gives, it gives again", () => {
  fc.assert(
    fc.property(nasty, (target) => {
      const once = safeRedirect(target, ours);
      expect(safeRedirect(once, ours)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});
