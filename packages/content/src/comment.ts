import type { Element, ElementContent, Root } from "hast";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { textOf } from "./plain-text.ts";
import { commentSchema, isSafeUrl } from "./sanitize.ts";
import { escapeHtml, toHtml } from "./serialize.ts";
import { isTangled } from "./tangle.ts";
import { attributeOf, element, walk } from "./tree.ts";

/** A comment, ready to be stored and shown. */
export interface RenderedComment {
  /** Safe to put into a page as it is. */
  readonly html: string;
  /** The words alone, one block a line. */
  readonly text: string;
}

/** Longer comments are shown as plain text. In UTF-16 code units. */
export const commentMaxLength = 10_000;

// Switched off in the parser, so that what is not offered stays readable as it was typed.
const notOffered =
  "htmlFlow htmlText setextUnderline thematicBreak table tasklistCheck gfmFootnoteDefinition gfmFootnoteCall gfmPotentialFootnoteCall".split(
    " ",
  );

function withoutSyntax(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push({ disable: { null: notOffered } });
}

const toTree = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(withoutSyntax)
  .use(remarkRehype)
  .freeze();
const clean = unified().use(rehypeSanitize, commentSchema).freeze();

/**
 * A reader's comment to safe HTML: paragraphs (a line break is a line break), emphasis, code,
 * links, lists and quotes. Headings come out as bold paragraphs, images as links, HTML as the text
 * that it is. Links say that we do not vouch for them. Never throws.
 */
export function renderComment(source: string): RenderedComment {
  const text = source.toWellFormed().replaceAll("\0", "\ufffd").trim();
  if (text.length > commentMaxLength || isTangled(text, { hasRules: false }))
    return plainComment(text);
  try {
    return render(text);
  } catch (error) {
    if (error instanceof RangeError) return plainComment(text);
    throw error;
  }
}

function render(source: string): RenderedComment {
  const tree = toTree.runSync(toTree.parse(source));
  settleWhatIsNotOffered(tree);
  const root = clean.runSync(tree);
  walk(root, (node) => {
    if (node.tagName === "a") setLink(node);
    if (node.tagName === "pre") node.properties.tabIndex = 0;
    else if (node.tagName !== "code") node.children = withBreaks(node.children);
  });
  return { html: toHtml(root), text: textOf(root) };
}

function settleWhatIsNotOffered(root: Root): void {
  walk(root, (node) => {
    if (/^h[1-6]$/.test(node.tagName)) {
      node.tagName = "p";
      node.children = [element("strong", {}, node.children)];
    }
    if (node.tagName === "a") {
      // A link within a link is none: an image there leaves its words.
      walk(node, (inner, index, parent) => {
        if (inner.tagName !== "img") return;
        parent.children[index] = { type: "text", value: attributeOf(inner, "alt") };
      });
    }
    if (node.tagName === "img") {
      const src = attributeOf(node, "src");
      node.children = [{ type: "text", value: attributeOf(node, "alt") || src }];
      node.tagName = "a";
      node.properties = { href: src };
    }
  });
}

function setLink(node: Element): void {
  const { href } = node.properties;
  if (typeof href !== "string" || !isSafeUrl(href, "href")) return;
  node.properties.rel = ["nofollow", "ugc", "noopener"];
}

/** Keeps the lines of a paragraph apart, as they were typed. */
function withBreaks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child, index) => {
    if (child.type !== "text" || !child.value.includes("\n") || child.value.trim() === "")
      return [child];
    // After a hard break the line feed is already spoken for.
    const before = children[index - 1];
    const isBroken = before?.type === "element" && before.tagName === "br";
    const lines = (isBroken ? child.value.replace(/^\n/, "") : child.value).split("\n");
    return lines.flatMap((line, number): ElementContent[] => [
      ...(number > 0 ? [element("br", {}, []), { type: "text" as const, value: "\n" }] : []),
      ...(line ? [{ type: "text" as const, value: line }] : []),
    ]);
  });
}

function plainComment(text: string): RenderedComment {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((lines) => lines.split("\n").map(escapeHtml).join("<br>\n"));
  return { html: paragraphs.map((lines) => `<p>${lines}</p>`).join("\n"), text };
}
