import fc from "fast-check";
import { expect, test } from "vitest";
import { mdxToMarkdown } from "./mdx.ts";

test("modules before the first words go, later lines that look like them stay", () => {
  expect(
    mdxToMarkdown(
      'import A from "a";\nimport {\n  B,\n} from "b";\n\nexport const meta = {\n  a: 1,\n};\n\n# Title\n\nimport is a word\n\nexport too',
    ),
  ).toBe("# Title\n\nimport is a word\n\nexport too");
});

test("a file of modules alone is empty", () => {
  expect(mdxToMarkdown('import A from "a";\n\nexport default A;')).toBe("");
});

test("words such as exporting do not start a module", () => {
  expect(mdxToMarkdown("exporting goods\n\nimports rose")).toBe("exporting goods\n\nimports rose");
});

test("components leave what stands inside, as Markdown", () => {
  expect(
    mdxToMarkdown(
      '<AlertBox level="info" title="!">\n  Read **this**.\n  And that.\n</AlertBox>\n\n<Widget id="a" />\n\n</Stray>\nend',
    ),
  ).toBe("\nRead **this**.\nAnd that.\n\n\n\n\n\nend");
});

test("components within components", () => {
  expect(mdxToMarkdown("<A>\n  <B.C>\n    deep\n  </B.C>\n</A>\nout").trim()).toBe("deep\n\n\nout");
});

test("comments go, wherever they are not code", () => {
  expect(mdxToMarkdown("a {/* b\nc */} d `{/* e */}`")).toBe("a  d `{/* e */}`");
});

test("code is not touched", () => {
  const code = "```jsx\nimport A from 'a';\n<A>\n  {/* x */}\n</A>\n```\n\n  ~~~\n<B />\n~~~";
  expect(mdxToMarkdown(`x\n\n${code}`)).toBe(`x\n\n${code}`);
  const open = "x\n\n```\n<A>\n  {/* y */}";
  expect(mdxToMarkdown(open)).toBe(open);
});

test("a formula stands on one line, so that the words after it are Markdown", () => {
  expect(mdxToMarkdown("1. <math>\n     <mi>x</mi>\n   </math>\n   [a](b)")).toBe(
    "1. <math><mi>x</mi></math>\n   [a](b)",
  );
});

test("openings that never close cost no more than their length", () => {
  for (const opening of ["{/*", "<math>", "```\n", "<A>\n", "`"]) {
    const source = opening.repeat(50_000);
    expect(mdxToMarkdown(`x\n${source}`).length).toBeLessThanOrEqual(source.length + 2);
  }
});

test("text without any of it comes out as it went in", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^#? ?[a-z]{1,8}( [a-z*_.]{1,6}){0,6}(\n\n?[a-z ]{1,20})*$/),
      (text) => {
        fc.pre(!/^(import|export)\b/.test(text));
        expect(mdxToMarkdown(text)).toBe(text);
      },
    ),
  );
});
