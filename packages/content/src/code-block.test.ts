import { expect, test } from "vitest";
import { codeInfoOf } from "./code-block.ts";
import { renderMarkdown } from "./markdown.ts";

const htmlOf = async (source: string) => (await renderMarkdown(source)).html;

test("a block names its file and language, marks lines and colours code by classes", async () => {
  expect(
    await htmlOf('```ts title="lib/drawer.ts" {2}\n// Cards\nexport const n: number = 3;\n```'),
  ).toBe(
    [
      '<figure class="code"><div class="code-bar"><span class="code-file">lib/drawer.ts</span><span class="code-lang">TypeScript</span></div>',
      '<pre tabindex="0"><code>',
      '<span class="ln"><span class="sy-c">// Cards</span>\n</span>',
      '<span class="ln hl"><span class="sy-k">export const</span> n: <span class="sy-t">number</span> = <span class="sy-n">3</span>;</span>',
      "</code></pre></figure>",
    ].join(""),
  );
});

test.each([
  ["ts", "const a: string = `x${f(1)}`; // c", ["sy-k", "sy-t", "sy-s", "sy-f", "sy-n", "sy-c"]],
  ["js", "if (/a+/u.test(x)) return null;", ["sy-k", "sy-s", "sy-f"]],
  ["json", '{"a": [1, true]}', ["sy-n", "sy-k"]],
  ["bash", "# c\necho 'a' | grep -c x", ["sy-c", "sy-f", "sy-s"]],
  ["console", "$ npm install quoin", []],
  ["diff", "- a\n+ b", ["sy-k", "sy-s"]],
  ["html", '<p class="a">b</p>', ["sy-k", "sy-t", "sy-s"]],
  ["css", "a { color: red; width: 3px }", ["sy-k", "sy-n"]],
  ["yaml", "a: 'b' # c", ["sy-k", "sy-s", "sy-c"]],
  ["toml", 'a = "b"', ["sy-s"]],
  ["sql", "select 1 from t -- c", ["sy-k", "sy-n", "sy-c"]],
  ["python", "def f(x):\n    return 'a'", ["sy-k", "sy-f", "sy-s"]],
  ["go", "func f() string { return `a` }", ["sy-k", "sy-f", "sy-s"]],
  ["rust", 'fn main() { println!("a"); }', ["sy-k", "sy-f", "sy-s"]],
  ["cpp", "int main() { return 0; }", ["sy-k", "sy-f", "sy-n"]],
  ["c", "int x = 1; /* c */", ["sy-t", "sy-n", "sy-c"]],
  ["java", "class A { int a = 1; }", ["sy-k", "sy-t", "sy-n"]],
  ["dockerfile", "FROM node:24\nRUN npm ci", ["sy-k"]],
  ["graphql", "query { a(b: 1) }", ["sy-k", "sy-n"]],
  ["xml", '<a b="c"/>', ["sy-k", "sy-t", "sy-s"]],
  ["md", "# Title\n\n`x`", ["sy-k", "sy-s"]],
  ["vue", "<template><p>a</p></template>", ["sy-k"]],
])("%s is coloured", async (language, code, classNames) => {
  const html = await htmlOf(`\`\`\`${language}\n${code}\n\`\`\``);
  for (const className of classNames) expect(html).toContain(`class="${className}"`);
  expect(html).not.toMatch(/style=|#0000/);
  expect(html).toContain('<span class="code-lang">');
});

test("every language that is offered can be loaded", async () => {
  const names =
    "dart elixir haskell hcl http ini jsonc jsx kotlin lua make nginx perl php powershell r ruby scss svelte swift tsx";
  for (const name of names.split(" ")) {
    expect(await htmlOf(`\`\`\`${name}\n"a" + 1\n\`\`\``)).toContain('<span class="ln">');
  }
});

test("an unknown language is named and left plain", async () => {
  expect(await htmlOf("```brainfuck\n+[<>]\n```")).toBe(
    '<figure class="code"><div class="code-bar"><span class="code-lang">brainfuck</span></div><pre tabindex="0"><code><span class="ln">+[&lt;&gt;]</span></code></pre></figure>',
  );
});

test("a block without a language has no bar", async () => {
  expect(await htmlOf("```\na\n\nb\n```")).toBe(
    '<figure class="code"><pre tabindex="0"><code><span class="ln">a\n</span><span class="ln">\n</span><span class="ln">b</span></code></pre></figure>',
  );
});

test("read without styles or copied, a block keeps its lines", async () => {
  const code = "let a = 1;\n\n\tif (a) {\n  b();\n}";
  const html = await htmlOf(`\`\`\`js\n${code}\n\`\`\``);
  const text = html.replace(/<[^>]*>/g, "").replace(/^JavaScript/, "");
  expect(text).toBe(code);
});

test("a very large block is not coloured, but has its lines", async () => {
  const html = await htmlOf(`\`\`\`js\n${"let a = 1;\n".repeat(4900)}\`\`\``);
  expect(html).not.toContain("sy-");
  expect(html.split('<span class="ln">')).toHaveLength(4901);
});

test("a block of very many lines has no span a line", async () => {
  const html = await htmlOf(`\`\`\`js\n${"\n".repeat(20_000)}x\n\`\`\``);
  expect(html).not.toContain('class="ln"');
});

test("minified code is not coloured, the lines beside it are", async () => {
  const html = await htmlOf(`\`\`\`js\nlet a;\n${"f(1);".repeat(1000)}\n\`\`\``);
  expect(html.split("sy-")).toHaveLength(2);
});

test("blocks written as HTML keep their links, and are lines when they are only code", async () => {
  expect(await htmlOf('<pre>a <span style="color:red">b</span>\nc</pre>')).toBe(
    '<figure class="code"><pre tabindex="0"><code><span class="ln">a b\n</span><span class="ln">c</span></code></pre></figure>',
  );
  expect(await htmlOf('<pre><code class="language-js">let a;</code></pre>')).toContain(
    'class="sy-k"',
  );
  expect(await htmlOf('<pre>a <a href="/b">b</a></pre>')).toBe(
    '<figure class="code"><pre tabindex="0"><code>a <a href="/b">b</a></code></pre></figure>',
  );
  expect(await htmlOf("<pre><span><em>a</em></span></pre>")).toContain("<em>a</em>");
});

test.each([
  ["", "", { language: null, file: null, marked: [] }],
  ["text", "", { language: null, file: null, marked: [] }],
  ["ts", 'title="a b.ts" {1,3-5}', { language: "ts", file: "a b.ts", marked: [1, 3, 4, 5] }],
  ["ts", "filename='a.ts'", { language: "ts", file: "a.ts", marked: [] }],
  ["ts", "file=a.ts", { language: "ts", file: "a.ts", marked: [] }],
  ["ts:lib/a.ts", "", { language: "ts", file: "lib/a.ts", marked: [] }],
  ["js{2}", "", { language: "js", file: null, marked: [2] }],
  ["js:a.js{2}", "", { language: "js", file: "a.js", marked: [2] }],
  ["js", 'subtitle="x" {a} { 1 , x }', { language: "js", file: null, marked: [] }],
  ["js", "{5-1,-3,}", { language: "js", file: null, marked: [] }],
  [":", "", { language: null, file: null, marked: [] }],
])("the info string %j %j", (language, meta, { marked, ...info }) => {
  const read = codeInfoOf(language, meta);
  expect({ ...read, marked: [...read.marked] }).toEqual({ ...info, marked });
});

test("a mark over a billion lines costs nothing", () => {
  expect(codeInfoOf("js", "{1-999999999}").marked.size).toBeLessThanOrEqual(5000);
});
