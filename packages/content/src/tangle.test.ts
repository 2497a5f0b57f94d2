import { expect, test } from "vitest";
import { isTangled } from "./tangle.ts";

const many = "[a](b) **c** ".repeat(100);

test.each([
  ["a long paragraph", "A word, *one* of many, and [a link](x). ".repeat(60)],
  ["many paragraphs", `${many}\n\n`.repeat(50)],
  ["quoted paragraphs", `> ${"[a](b) ".repeat(90)}\n>\n`.repeat(20)],
  ["a list without blank lines", `- ${"[a](b) ".repeat(40)}\n`.repeat(100)],
  ["a nested list", `- a [x](y)\n  - b [x](y)\n    - c [x](y)\n  - d [x](y)\n`.repeat(300)],
  ["a numbered list", Array.from({ length: 300 }, (_, n) => `${n + 1}. [a](b) \`c\``).join("\n")],
  ["a table", `| a | b |\n|---|---|\n${"| `x` | [y](z) |\n".repeat(300)}`],
  ["code", `\`\`\`\n${"[]*_".repeat(5000)}\n\`\`\``],
  ["code with other fences inside", `~~~~\n${"~~~\n```\n[]*_\n".repeat(1000)}~~~~`],
  ["a rule", "- ".repeat(60)],
  ["code of signs", `\`\`\`\n${">".repeat(300)}\n\`\`\``],
  ["a list of definitions", '[a]: https://x.test/a_b "t"\n'.repeat(1000)],
  ["headings alone", "# a *b*\n".repeat(500)],
  ["ten quotes", `${">".repeat(10)} a`],
])("%s is fine", (_name, source) => {
  expect(isTangled(source)).toBe(false);
});

test.each([
  ["asterisks in a row", "*".repeat(700)],
  ["brackets over many lines", "a ]\n".repeat(700)],
  ["brackets in one item of a list", `- a\n  ${"[a](b) ".repeat(400)}`],
  ["numbers that do not start a list", `a\n${"2. [a](b)\n".repeat(400)}`],
  ["bullets set in too far to be any", `- a\n${"          - [a](b)\n".repeat(400)}`],
  ["marks after code", `\`\`\`\n\`\`\`\n${"]".repeat(700)}`],
  ["a fence that is none", `\`\`\` a \`\n${"]".repeat(700)}`],
  ["quotes in quotes", `${"> ".repeat(200)}a`],
  ["lists in lists on one line", `${"1. ".repeat(150)}a`],
  ["lists and quotes on one line", `${"- > ".repeat(60)}a`],
  [
    "a list set in for ever",
    Array.from({ length: 120 }, (_, n) => `${"  ".repeat(n)}- a`).join("\n"),
  ],
  ["definitions that are none", `a\n${"[a]: https://x.test/\n".repeat(400)}`],
  ["a list without end", "- a\n".repeat(9000)],
  ["quotes without end", "> a\n\n".repeat(1100)],
  ["underlines without end", "a\n=\n".repeat(1100)],
  ["a quote that goes on", `> a\n${"b\n".repeat(600)}`],
  ["a table of brackets", `| a |\n|---|\n${`| ${"]".repeat(100)} |\n`.repeat(200)}`],
  ["one enormous paragraph", "word ".repeat(30_000)],
])("%s is too much", (_name, source) => {
  expect(isTangled(source)).toBe(true);
});
