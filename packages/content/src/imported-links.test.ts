import fc from "fast-check";
import { expect, test } from "vitest";
import { followLinks, linkIndex } from "./imported-links.ts";

const targets = [
  { path: "release/v1.0.0.md", slug: "v1-0-0", aliases: [] },
  { path: "news/tea/index.md", slug: "tea", aliases: ["/2015/old-tea"] },
  { path: "2015-02-06-hello.md", slug: "hello", aliases: ["/posts/hallo"] },
  { path: "about.mdx", slug: "about-us", aliases: [] },
  { path: "index.md", slug: "home", aliases: [] },
];
const site = new URL("https://www.example.com/en/blog/");

test.each([
  // As files.
  ["news/tea/index.md", "../../release/v1.0.0.md#new", "/posts/v1-0-0#new"],
  ["release/v1.0.0.md", "../news/tea/index.md", "/posts/tea"],
  ["release/v1.0.0.md", "../news/tea/", "/posts/tea"],
  ["about.mdx", "./release/v1.0.0.md?plain=1", "/posts/v1-0-0"],
  ["about.mdx", "release/v1.0.0", "/posts/v1-0-0"],
  // As pages, each a folder of its own.
  ["2015-02-06-hello.md", "../about/", "/posts/about-us"],
  // As addresses of the old site.
  ["about.mdx", "/release/v1.0.0", "/posts/v1-0-0"],
  ["about.mdx", "/en/blog/release/v1.0.0/", "/posts/v1-0-0"],
  ["about.mdx", "/en/blog/news/tea.html", "/posts/tea"],
  ["about.mdx", "/2015/02/06/hello.html", "/posts/hello"],
  ["about.mdx", "/2015/old-tea", "/posts/tea"],
  ["release/v1.0.0.md", "/notes/about", "/posts/about-us"],
])("from %s the link %s leads to %s", (from, url, expected) => {
  expect(linkIndex(targets, { folder: "notes" })(from, url)).toBe(expected);
});

test.each([
  "#new",
  "",
  "/",
  "?page=2",
  "mailto:ann@example.com",
  "//example.org/release/v1.0.0",
  "https://www.example.com/en/blog/release/v1.0.0",
  "../../../release/v1.0.0.md",
  "./nowhere.md",
  "/download/current/",
  "/company/about",
  "/posts/hallo",
  "/%E0%A4%A/x",
])("%s stays as it is", (url) => {
  expect(linkIndex(targets, { folder: "notes" })("release/v1.0.0.md", url)).toBeNull();
});

test("whole addresses of the site lead on where it is known, and what stands below it", () => {
  const follow = linkIndex(targets, { folder: "notes", site });
  const from = "about.mdx";
  expect(follow(from, "http://example.com/en/blog/release/v1.0.0#x")).toBe("/posts/v1-0-0#x");
  expect(follow(from, "/en/blog/about")).toBe("/posts/about-us");
  expect(follow(from, "https://example.org/en/blog/about")).toBeNull();
});

const shout = (url: string) => (url.startsWith("./") ? url.slice(2).toUpperCase() : null);

test.each([
  ["[a](./b)", "[a](B)"],
  ['[a](./b "T") and [c](d)', '[a](B "T") and [c](d)'],
  ["[a](<./b>)", "[a](<B>)"],
  ["[a\nb](./b)", "[a\nb](B)"],
  ["[one]: ./b 'T'", "[one]: B 'T'"],
  ["[one]: <./b>", "[one]: <B>"],
  ['<p><a class="x" href="./b">', '<p><a class="x" href="B">'],
  ["[![a](./i.png)](./b)", "[![a](./i.png)](B)"],
  ["![a](./b) [c](./d)", "![a](./b) [c](D)"],
  ["`[a](./b)` [a](./b)", "`[a](./b)` [a](B)"],
  ["``` not `a` fence\n[a](./b)", "``` not `a` fence\n[a](B)"],
  ["```md\n[a](./b)\n```\n[a](./b)", "```md\n[a](./b)\n```\n[a](B)"],
  [
    "- one\n\n  ~~~~\n  ~~~\n  [a](./b)\n  ~~~~\n[a](./b)",
    "- one\n\n  ~~~~\n  ~~~\n  [a](./b)\n  ~~~~\n[a](B)",
  ],
  ["> ```\n> [a](./b)\n> ```\n> [a](./b)", "> ```\n> [a](./b)\n> ```\n> [a](B)"],
  ["a ./b and [x] (./b)", "a ./b and [x] (./b)"],
])("%j becomes %j", (markdown, expected) => {
  expect(followLinks(markdown, shout)).toBe(expected);
});

test("whatever is written, nothing but addresses changes, and the second time nothing at all", () => {
  const part = fc.constantFrom(
    ..."[]()!<>`~\"' \n#:/.ab".split(""),
    "[a](./b)",
    "](",
    "```",
    'href="./b"',
  );
  const follow = linkIndex([{ path: "b.md", slug: "b", aliases: [] }]);
  const lead = (url: string) => follow("a.md", url);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      expect(followLinks(text, () => null)).toBe(text);
      const once = followLinks(text, lead);
      expect(once.replaceAll("/posts/b", "").length).toBeLessThanOrEqual(text.length);
      expect(followLinks(once, lead)).toBe(once);
    }),
  );
});

test("a long line is read in time", () => {
  const line = '[a](./b) `x` <a href="./b"> [r]: '.repeat(20_000);
  const began = performance.now();
  followLinks(line, shout);
  expect(performance.now() - began).toBeLessThan(5_000);
});
