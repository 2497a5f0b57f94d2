import type { Element, ElementContent, Root } from "hast";
import { highlight, type Token } from "./highlight.ts";
import { languageOf } from "./languages.ts";
import { attributeOf, classesOf, element, isElement, rawTextOf, walk } from "./tree.ts";

/** What the words after a code fence say. */
export interface CodeInfo {
  readonly language: string | null;
  readonly file: string | null;
  /** Numbers of the lines to mark, from 1. */
  readonly marked: ReadonlySet<number>;
}

const plainNames = new Set(["", "text", "txt", "plain", "plaintext", "none", "output"]);

/**
 * Reads the info string of a fence: `ts title="lib/drawer.ts" {5-6}`, and the short forms
 * `ts:lib/drawer.ts` and `js{1,3}`.
 */
export function codeInfoOf(language: string, meta: string): CodeInfo {
  const [, name = "", shortFile, shortLines = ""] =
    /^([^:{]*)(?::([^{]+))?(\{.*)?$/s.exec(language) ?? [];
  const rest = `${shortLines} ${meta}`;
  const file = /(?:^|\s)(?:title|file|filename)=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(rest);
  return {
    language: plainNames.has(name.toLowerCase()) ? null : name,
    file: (file?.[1] ?? file?.[2] ?? file?.[3] ?? shortFile)?.trim().slice(0, 200) || null,
    marked: markedLines(/\{([\d,\s-]{1,200})\}/.exec(rest)?.[1] ?? ""),
  };
}

function markedLines(ranges: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const range of ranges.split(",")) {
    const [from = Number.NaN, to = from] = range.split("-").map((n) => Number.parseInt(n, 10));
    // A block has at most a few thousand lines that anyone marks; `{1-999999999}` is not worth a set.
    for (let line = from; line <= Math.min(to, 5000); line += 1) lines.add(line);
  }
  return lines;
}

/** Turns every `pre` into a figure with a bar that names file and language, and a span a line. */
export async function setCodeBlocks(root: Root): Promise<void> {
  const found: { pre: Element; index: number; parent: Root | Element }[] = [];
  walk(root, (node, index, parent) => {
    if (node.tagName !== "pre") return;
    found.push({ pre: node, index, parent });
    return false;
  });
  const clock = { spent: 0 };
  // Each figure takes the place of its `pre`, so the indexes stay true.
  for (const { pre, index, parent } of found) parent.children[index] = await figureOf(pre, clock);
}

/** Time for colouring all of a document, in milliseconds. A real post takes a hundredth of it. */
const maxTime = 10_000;

async function figureOf(pre: Element, clock: { spent: number }): Promise<Element> {
  const [only, ...others] = pre.children.filter(
    (child) => child.type !== "text" || child.value.trim() !== "",
  );
  const code = isElement(only, "code") && others.length === 0 ? only : pre;
  // Written as HTML with links or emphasis inside: kept as it is.
  if (hasMarkup(code)) return figure(null, null, code.children);

  const [language = ""] = classesOf(code).map((name) => name.replace(/^language-/, ""));
  const info = codeInfoOf(language, attributeOf(code, "dataMeta"));
  const text = rawTextOf(code).replace(/\n$/, "");
  const known = info.language === null ? undefined : languageOf(info.language);
  const coloured = known && clock.spent < maxTime ? await highlight(text, known) : null;
  clock.spent += coloured?.milliseconds ?? 0;
  return figure(
    info.file,
    known?.label ?? shortName(info.language),
    linesOf(coloured?.lines ?? plainLines(text), info.marked),
  );
}

/** Spans do not count: what they were for, a style, is gone by now. */
function hasMarkup(node: Element): boolean {
  return node.children.some(
    (child) => child.type === "element" && (child.tagName !== "span" || hasMarkup(child)),
  );
}

function shortName(language: string | null): string | null {
  return language !== null && /^[\p{L}\p{N}+#._-]{1,24}$/u.test(language) ? language : null;
}

function plainLines(text: string): readonly (readonly Token[])[] {
  return text.split("\n").map((line) => [{ text: line, className: null }]);
}

/** Beyond this many lines a span a line costs more than its number is worth. */
const maxNumberedLines = 5000;

function linesOf(
  lines: readonly (readonly Token[])[],
  marked: ReadonlySet<number>,
): ElementContent[] {
  if (lines.length > maxNumberedLines) {
    const text = lines.map((line) => line.map((token) => token.text).join("")).join("\n");
    return [{ type: "text", value: text }];
  }
  return lines.map((line, index) => {
    const className = marked.has(index + 1) ? ["ln", "hl"] : ["ln"];
    const children: ElementContent[] = [];
    for (const { text, className } of line) {
      if (text === "") continue;
      const content: ElementContent = { type: "text", value: text };
      children.push(className ? element("span", { className: [className] }, [content]) : content);
    }
    // Inside the line, not between lines: it shows nothing, and copying or reading without
    // styles keeps the line breaks.
    if (index < lines.length - 1) children.push({ type: "text", value: "\n" });
    return element("span", { className }, children);
  });
}

function figure(file: string | null, label: string | null, content: ElementContent[]): Element {
  const bar: ElementContent[] = [];
  if (file !== null) {
    bar.push(element("span", { className: ["code-file"] }, [{ type: "text", value: file }]));
  }
  if (label !== null) {
    bar.push(element("span", { className: ["code-lang"] }, [{ type: "text", value: label }]));
  }
  // Focusable, so that the keyboard can scroll it.
  const pre = element("pre", { tabIndex: 0 }, [element("code", {}, content)]);
  return element("figure", { className: ["code"] }, [
    ...(bar.length > 0 ? [element("div", { className: ["code-bar"] }, bar)] : []),
    pre,
  ]);
}
