import fc from "fast-check";
import { expect, test } from "vitest";
import { commentMaxLength, renderComment } from "./comment.ts";

const rel = 'rel="nofollow ugc noopener"';

test.each([
  ["one\ntwo  \nthree\\\nfour", "<p>one<br>\ntwo<br>\nthree<br>\nfour</p>"],
  ["*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"],
  ["# Loud *words*", "<p><strong>Loud <em>words</em></strong></p>"],
  ["a\n===", "<p>a<br>\n===</p>"],
  ["a <b>b</b> <!-- c -->", "<p>a &lt;b&gt;b&lt;/b&gt; &lt;!-- c --&gt;</p>"],
  ["<div>\n*a*\n</div>", "<p>&lt;div&gt;<br>\n<em>a</em><br>\n&lt;/div&gt;</p>"],
  ["[a](https://x.test)", `<p><a href="https://x.test" ${rel}>a</a></p>`],
  ["[a](/here)", `<p><a href="/here" ${rel}>a</a></p>`],
  ["https://x.test", `<p><a href="https://x.test" ${rel}>https://x.test</a></p>`],
  ["[a](javascript:x)", "<p><a>a</a></p>"],
  ["![a](https://x.test/a.png)", `<p><a href="https://x.test/a.png" ${rel}>a</a></p>`],
  [
    "![](https://x.test/a.png)",
    `<p><a href="https://x.test/a.png" ${rel}>https://x.test/a.png</a></p>`,
  ],
  ["[![a](b.png)](c)", `<p><a href="c" ${rel}>a</a></p>`],
  ["- a\n- b\n  c", "<ul>\n<li>a</li>\n<li>b<br>\nc</li>\n</ul>"],
  ["3. a", '<ol start="3">\n<li>a</li>\n</ol>'],
  ["> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>"],
  ["```js\nlet a;\nb\n```", '<pre tabindex="0"><code>let a;\nb\n</code></pre>'],
  ["---", "<p>---</p>"],
  ["- [x] a", "<ul>\n<li>[x] a</li>\n</ul>"],
  ["| a |\n|---|", "<p>| a |<br>\n|---|</p>"],
  ["a[^1]", "<p>a[^1]</p>"],
  ["", ""],
  ["  \n\n ", ""],
])("%j", (source, html) => {
  expect(renderComment(source).html).toBe(html);
});

test("the words of a comment, for mails and notices", () => {
  expect(renderComment("# A\n\n*b* [c](d)\n\n- e").text).toBe("A\nb c\ne");
});

test("a comment too long or too tangled for the parser is shown as it was typed", () => {
  const long = `*a*\n\n<b>${"x".repeat(commentMaxLength)}`;
  expect(renderComment(long)).toEqual({
    html: `<p>*a*</p>\n<p>&lt;b&gt;${"x".repeat(commentMaxLength)}</p>`,
    text: long,
  });
  expect(renderComment(`${"*".repeat(900)}a`).html).toBe(`<p>${"*".repeat(900)}a</p>`);
  expect(renderComment(`${"> ".repeat(20)}a`).html).toContain("<blockquote>");
  expect(renderComment(`a\n${"> ".repeat(500)}b`).html).toBe(
    `<p>a<br>\n${"&gt; ".repeat(500)}b</p>`,
  );
});

test("a line of dashes is no rule here, and not two thousand lists either", () => {
  const line = "- ".repeat(2500).trim();
  expect(renderComment(line).html).toBe(`<p>${line}</p>`);
  expect(renderComment("- - -").html).toContain("<ul>");
});

test("lists in lists, deeper than the stack, are shown as they were typed", () => {
  const source = `${"1. ".repeat(6600)}a`;
  expect(renderComment(source).html).toBe(`<p>${source}</p>`);
});

test("any text at all becomes a comment that can be stored", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (source) => {
      const { html, text } = renderComment(source);
      expect(html.isWellFormed() && text.isWellFormed()).toBe(true);
      expect(html + text).not.toContain("\0");
    }),
  );
});
