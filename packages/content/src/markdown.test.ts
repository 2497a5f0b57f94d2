import { expect, test } from "vitest";
import { isExternal } from "./links.ts";
import { renderMarkdown } from "./markdown.ts";

const htmlOf = async (source: string, options = {}) => (await renderMarkdown(source, options)).html;

test("GitHub's Markdown: emphasis, strikethrough, bare addresses, hard breaks", async () => {
  expect(await htmlOf("*a* **b** ~~c~~ `d`  \nwww.example.com")).toBe(
    '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code><br>\n<a href="http://www.example.com" rel="noopener">www.example.com</a></p>',
  );
});

test("a table stands in a region that scrolls by keyboard and has a name of its own", async () => {
  const html = await htmlOf(
    "| a | b |\n|:--|--:|\n| 1 | 2 |\n\n<table><caption>Release\n<b>dates</b></caption><tr><td rowspan=2>x</td></tr></table>",
  );
  expect(html).toContain(
    '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1"><table>',
  );
  expect(html).toContain('<th align="left">a</th>\n<th align="right">b</th>');
  expect(html).toContain('aria-label="Table 2: Release dates"><table><caption>');
  expect(html).toContain('<td rowspan="2">x</td>');
});

test("boxes of a task list say whether the task is done", async () => {
  const html = await htmlOf("- [x] done\n- [ ] open");
  expect(html).toContain('<ul class="contains-task-list">');
  expect(html).toContain('<input type="checkbox" checked disabled aria-label="Done"> done');
  expect(html).toContain('<input type="checkbox" disabled aria-label="Not done"> open');
});

test("a box written as HTML can be nothing but a disabled checkbox", async () => {
  expect(await htmlOf("<input type=password name=p value=x>")).toBe(
    '<input disabled type="checkbox" aria-label="Not done">',
  );
});

test("footnotes link there and back, however they are named", async () => {
  const { html, text } = await renderMarkdown(
    "One[^1], two[^á], one[^1].\n\n[^1]: First.\n[^á]: Second.",
  );
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
  const targets = [...html.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1]);
  expect(targets).toHaveLength(6);
  for (const target of targets) expect(ids).toContain(target);
  expect(html).toContain(
    '<a class="fn" href="#user-content-fn-1" id="user-content-fnref-1" aria-label="Footnote 1">1</a>',
  );
  expect(html).toContain('<section class="footnotes" aria-label="Footnotes">');
  expect(html).toContain('aria-label="Back to text">↩\ufe0e</a>');
  expect(html).not.toContain("<h2");
  expect(text).toBe("One, two, one.\nFirst.\nSecond.");
});

test("a superscript that is no footnote stays one", async () => {
  expect(await htmlOf("x<sup>2</sup> and <sup><a href='/y'>y</a></sup>")).toBe(
    '<p>x<sup>2</sup> and <sup><a href="/y">y</a></sup></p>',
  );
});

test("headings: none above h2, ids unique, contents in reading order", async () => {
  const { html, toc } = await renderMarkdown(
    "# One\n\n### Über *uns* & `you`\n\n## One\n\n<h2 id='own'>Own</h2>\n\n> ## Quoted\n\n## \n\n## !!!\n\n## 日本語",
  );
  expect(html).not.toContain("<h1");
  expect(toc).toEqual([
    { id: "one", text: "One", level: 2 },
    { id: "über-uns--you", text: "Über uns & you", level: 3 },
    { id: "one-1", text: "One", level: 2 },
    { id: "user-content-own", text: "Own", level: 2 },
    { id: "section-1", text: "!!!", level: 2 },
    { id: "日本語", text: "日本語", level: 2 },
  ]);
  expect(html).toContain('<h2 id="one">One</h2>');
  expect(html).toContain('<h2 id="quoted">Quoted</h2>');
});

test("an id that is used twice stays with the first", async () => {
  expect(await htmlOf("<b id=a>1</b> <b id=a>2</b>")).toBe(
    '<p><b id="user-content-a">1</b> <b>2</b></p>',
  );
});

test("links within a post arrive: at headings, at ids and at names of anchors", async () => {
  const html = await htmlOf(
    "# Notable Changes\n\n# search\n\n<a id='CVE-1'></a><a name='old'></a>\n\n[a](#notable-changes) [b](#Notable-Changes) [c](#CVE-1) [d](#old) [e](#search) [f](#gone) [g](#%zz) [h](#)",
  );
  expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
    "#notable-changes",
    "#notable-changes",
    "#user-content-CVE-1",
    "#user-content-old",
    "#section-search",
    "#gone",
    "#%zz",
    "#",
  ]);
});

test("links to other sites are marked, our own are not", async () => {
  const html = await htmlOf(
    "[a](https://other.test/) [b](https://our.test/x) [c](/y) [d](//other.test) [e](mailto:a@b.test)",
    { baseUrl: "https://our.test/blog/" },
  );
  expect(html).toContain('<a href="https://other.test/" rel="noopener">a</a>');
  expect(html).toContain('<a href="https://our.test/x">b</a>');
  expect(html).toContain('<a href="https://our.test/y">c</a>');
  expect(html).toContain('<a href="//other.test" rel="noopener">d</a>');
  expect(html).toContain('<a href="mailto:a@b.test">e</a>');
});

test("without an address of our own every absolute link counts as another site's", async () => {
  expect(await htmlOf("[a](https://our.test/) [b](/c)")).toBe(
    '<p><a href="https://our.test/" rel="noopener">a</a> <a href="/c">b</a></p>',
  );
});

test("relative addresses are resolved by the caller, then against the base", async () => {
  const seen: string[] = [];
  const { html, images } = await renderMarkdown(
    "[a](../other.md#part) ![b](./b.png) [c](#here) [d](https://x.test/) ![e](https://x.test/e.png)",
    {
      baseUrl: "https://our.test/posts/",
      resolveUrl: (url: string) => {
        seen.push(url);
        return url.replace(/^\.\.?\//, "").replace(".md", "");
      },
    },
  );
  expect(seen).toEqual(["../other.md#part", "./b.png"]);
  expect(html).toContain('href="https://our.test/posts/other#part"');
  expect(images).toEqual(["https://our.test/posts/b.png", "https://x.test/e.png"]);
});

test("a resolver cannot smuggle in an address that would run", async () => {
  const html = await htmlOf("[a](x) ![b](y)", { resolveUrl: () => "javascript:alert(1)" });
  expect(html).toBe('<p><a>a</a> <img alt="b" loading="lazy" decoding="async"></p>');
});

test("an address that the base cannot carry stays as it was", async () => {
  expect(await htmlOf("[a](x)", { baseUrl: "not an address" })).toContain('href="x"');
});

test("images load late, keep their size and always have a text", async () => {
  const { html, images } = await renderMarkdown(
    '![words](/a.png "t") <img src="/b.png" width="300" height="200px"> ![again](/a.png) <img>',
  );
  expect(html).toContain(
    '<img src="/a.png" alt="words" title="t" loading="lazy" decoding="async">',
  );
  expect(html).toContain('<img src="/b.png" width="300" alt="" loading="lazy" decoding="async">');
  expect(images).toEqual(["/a.png", "/b.png"]);
});

test("frames and players of other sites turn into links", async () => {
  const html = await htmlOf(
    [
      '<iframe src="https://www.youtube.com/embed/jo_B4LTHi3I?x=1" allowfullscreen></iframe>',
      '<iframe src="//player.vimeo.com/video/123"></iframe>',
      '<iframe src="https://slides.test/1" title="The slides"></iframe>',
      "Look: <video><source src='/a.mp4'></video> <audio src='/a.mp3'></audio>",
      "<object data='https://x.test/doc.pdf'></object>",
      "<iframe></iframe>end",
    ].join("\n\n"),
  );
  expect(html).toContain(
    '<p><a href="https://www.youtube.com/watch?v=jo_B4LTHi3I" rel="noopener">Watch it on youtube.com</a></p>',
  );
  expect(html).toContain(
    '<a href="https://vimeo.com/123" rel="noopener">Watch it on vimeo.com</a>',
  );
  expect(html).toContain('<a href="https://slides.test/1" rel="noopener">The slides</a>');
  expect(html).toContain(
    '<p>Look: <a href="/a.mp4">Watch it</a> <a href="/a.mp3">Listen to it</a></p>',
  );
  expect(html).toContain('<a href="https://x.test/doc.pdf" rel="noopener">Open it on x.test</a>');
  expect(html).toContain("end");
});

test("formulas in MathML stay, what is not for display goes", async () => {
  expect(
    await htmlOf(
      '<math display="block">\n<msup><mi mathvariant="normal">x</mi><mn>2</mn></msup><mspace width="0.3em" /><mo>&lt;</mo><semantics><annotation>x^2</annotation></semantics></math>',
    ),
  ).toBe(
    '<math display="block">\n<msup><mi mathvariant="normal">x</mi><mn>2</mn></msup><mspace width="0.3em"></mspace><mo>&lt;</mo><semantics></semantics></math>',
  );
});

test("components that nobody knows leave their words behind", async () => {
  const { text } = await renderMarkdown(
    '<AlertBox level="info">\n\nRead *this*.\n\n</AlertBox>\n\n<Widget />\n\nAfter <my-tag>it</my-tag>.\n\n<script setup>\nimport x from "y";\n</script>\n\n<!-- a comment -->',
  );
  expect(text).toBe("Read this.\nAfter it.");
});

test("Markdown goes on after HTML that was never closed", async () => {
  expect(
    await htmlOf("<div><b>open\n\n**after** <details><summary>s</summary>\n\n- item"),
  ).toContain("<strong>after</strong>");
});

test("what a post knows about itself", async () => {
  const post = await renderMarkdown(
    "# Title\n\nFirst sentence. Second one.\n\n- one\n- two\n\n```\nnot prose at all\n```\n\n| a | b |\n|---|---|\n| c | d |",
  );
  expect(post.text).toBe(
    "Title\nFirst sentence. Second one.\none\ntwo\nnot prose at all\na b\nc d",
  );
  expect(post.wordCount).toBe(11);
  expect(post.readingMinutes).toBe(1);
  expect(post.excerpt).toBe("First sentence. Second one.");
  expect(post.images).toEqual([]);
});

test("a post of lists alone has an excerpt too", async () => {
  expect((await renderMarkdown("- one\n- two")).excerpt).toBe("one two");
});

test("an empty post is empty", async () => {
  expect(await renderMarkdown(" \n")).toEqual({
    html: "",
    text: "",
    toc: [],
    excerpt: "",
    wordCount: 0,
    readingMinutes: 1,
    images: [],
  });
});

test("characters that cannot be stored are replaced", async () => {
  expect((await renderMarkdown("a\0b \ud800 c")).text).toBe("a\ufffdb \ufffd c");
});

test("rendering the same text twice, and many at once, gives the same", async () => {
  const source = "# A\n\n# A\n\n```ts\nlet a = 1;\n```\n\nx[^1]\n\n[^1]: y";
  const [first, ...others] = await Promise.all(
    Array.from({ length: 5 }, () => renderMarkdown(source)),
  );
  for (const other of others) expect(other).toEqual(first);
});

test.each([
  ["elements in elements", "<b><i>".repeat(5000)],
  ["quotes in quotes", ">".repeat(20_000)],
  ["asterisks", `${"*".repeat(10_000)}a${"*".repeat(10_000)}`],
  ["brackets", "]".repeat(50_000)],
  ["links that never end", "[a](".repeat(20_000)],
  ["a quote that never ends", `> a\n${"a\n".repeat(5000)}`],
])("text that would keep a parser busy comes out plain: %s", async (_name, source) => {
  const { html, text, toc } = await renderMarkdown(source);
  expect(html).toMatch(/^<pre tabindex="0"><code>/);
  expect(text).toBe(source);
  expect(toc).toEqual([]);
});

test("an error of the caller's resolver is the caller's", async () => {
  const resolveUrl = () => {
    throw new TypeError("no such file");
  };
  await expect(renderMarkdown("[a](b)", { resolveUrl })).rejects.toThrow("no such file");
});

test.each([
  ["https://our.test/x", false],
  ["https://our.test:444/x", true],
  ["http://our.test/x", true],
  ["//our.test/x", false],
  ["/\\other.test", true],
  ["\\\\other.test", true],
  ["/x", false],
  ["?x=https://other.test", false],
  ["mailto:a@b.test", false],
])("%s leaves our site: %s", (url, isLeaving) => {
  expect(isExternal(url, "https://our.test/")).toBe(isLeaving);
});

test("a site without a readable address of its own takes every link for another's", () => {
  expect(isExternal("https://our.test/", "our.test")).toBe(true);
});
