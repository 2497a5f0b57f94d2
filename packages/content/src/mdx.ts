const fenceStart = /^ {0,12}(`{3,}|~{3,})/;
const moduleStart = /^(?:import|export)\b(?=[\s{*"'])/;
const componentTag = /^\s*<\/?[A-Z][\w.]*(?:\s[^<>]*)?\/?>\s*$/;
const componentOpen = /^\s*<[A-Z][\w.]*(?:\s[^<>]*)?>\s*$/;

/**
 * MDX to plain Markdown, as far as its text goes: `import` and `export` statements before the first
 * words, comments in braces and the tags of components are left out; what stands inside of a
 * component stays, as the Markdown it is. Code blocks are not touched.
 */
export function mdxToMarkdown(source: string): string {
  const lines = withoutModules(source.split("\n"));
  const kept: string[] = [];
  let fence = "";
  let depth = 0;
  for (const line of lines) {
    const mark = fenceStart.exec(line)?.[1] ?? "";
    if (fence) {
      if (mark.startsWith(fence) && line.trim() === mark) fence = "";
    } else if (mark) {
      fence = mark;
    } else if (componentTag.test(line)) {
      if (componentOpen.test(line) && !/\/>\s*$/.test(line)) depth += 1;
      else if (/^\s*<\//.test(line)) depth = Math.max(0, depth - 1);
      // A blank line, or what follows would be read as part of an HTML block.
      kept.push("");
      continue;
    }
    kept.push(fence ? line : withoutIndent(line, depth * 2));
  }
  return settle(kept.join("\n"));
}

/** MDX has no indented code: what is set in within a component is a paragraph. */
function withoutIndent(line: string, most: number): string {
  const indent = line.length - line.trimStart().length;
  return line.slice(Math.min(indent, most));
}

/** Statements end with a blank line, as in MDX itself. */
function withoutModules(lines: readonly string[]): readonly string[] {
  let start = 0;
  while (start < lines.length) {
    const line = lines[start] ?? "";
    if (line.trim() === "") start += 1;
    else if (moduleStart.test(line)) {
      while (start < lines.length && (lines[start] ?? "").trim() !== "") start += 1;
    } else break;
  }
  return start < lines.length ? lines.slice(start) : [];
}

const code =
  /^ {0,12}(`{3,9}|~{3,9})[^\n]*\n[\s\S]*?(?:^ {0,12}\1[`~]*[ \t]*$|(?![\s\S]))|`[^`\n]+`/gm;
// Each stops at the next opening, or a file of nothing but openings would be searched to its end from each.
const comment = /\{\/\*(?:(?!\{\/\*)[\s\S])*?\*\/\}/g;
const formula = /<math\b[^<>]*>(?:(?!<math\b)[\s\S])*?<\/math>/g;

/**
 * Drops comments in braces, and sets a formula on one line: in Markdown a line that is one tag
 * would start a block of HTML, and the words after it would no longer be Markdown.
 */
function settle(text: string): string {
  let settled = "";
  let end = 0;
  const prose = (to: number) =>
    text
      .slice(end, to)
      .replace(comment, "")
      .replace(formula, (lines) => lines.replace(/\s*\n\s*/g, ""));
  for (const match of text.matchAll(code)) {
    settled += prose(match.index) + match[0];
    end = match.index + match[0].length;
  }
  return settled + prose(text.length);
}
