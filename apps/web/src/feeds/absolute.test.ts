import fc from "fast-check";
import { expect, test } from "vitest";
import { absoluteLinks } from "./absolute.ts";

const base = "https://blog.example/posts/a";

test.for([
  ['<a href="/posts/b">b</a>', '<a href="https://blog.example/posts/b">b</a>'],
  ['<a class="fn" href="#fn-1">1</a>', `<a class="fn" href="${base}#fn-1">1</a>`],
  ['<img src="pic.png" alt="a > b">', '<img src="https://blog.example/posts/pic.png" alt="a > b">'],
  ['<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'],
  [
    '<a href="https://other.example/?a=1&amp;b=2">o</a>',
    '<a href="https://other.example/?a=1&amp;b=2">o</a>',
  ],
  ['<a href="mailto:a@b.example">m</a>', '<a href="mailto:a@b.example">m</a>'],
  ['<code>a href="/x"</code>', '<code>a href="/x"</code>'],
  ["<p>plain</p>", "<p>plain</p>"],
])("%s becomes %s", ([html, expected]) => {
  expect(absoluteLinks(html!, base)).toBe(expected);
});

test("links are left alone the second time, and no text is lost", () => {
  fc.assert(
    fc.property(fc.webPath(), fc.string(), (path, text) => {
      const safe = text.replaceAll(/[<>&"]/g, "");
      const once = absoluteLinks(`<p>${safe}<a href="${path}">x</a></p>`, base);
      expect(absoluteLinks(once, base)).toBe(once);
      expect(once).toContain(safe);
    }),
  );
});
