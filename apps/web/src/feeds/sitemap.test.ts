import { expect, test } from "vitest";
import { sitemapIndex, urlSet } from "./sitemap.ts";

test("addresses are escaped, and dates given where there are any", () => {
  const text = urlSet([
    { url: "https://blog.example/?a=1&b='<2>'" },
    { url: "https://blog.example/posts/a", changed: new Date("2026-11-19T09:30:00Z") },
  ]);
  expect(text).toContain("<loc>https://blog.example/?a=1&amp;b=&apos;&lt;2&gt;&apos;</loc></url>");
  expect(text).toContain("<lastmod>2026-11-19T09:30:00.000Z</lastmod>");
  expect(text.startsWith('<?xml version="1.0"')).toBe(true);
});

test("a list of sitemaps names each", () => {
  const text = sitemapIndex([{ url: "https://blog.example/sitemap.xml?from=start" }]);
  expect(text).toContain(
    "<sitemap><loc>https://blog.example/sitemap.xml?from=start</loc></sitemap>",
  );
});
