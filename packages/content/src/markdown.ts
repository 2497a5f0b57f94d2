import type { Nodes, Root } from "hast";
import type { Nodes as MarkdownNodes } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { setCodeBlocks } from "./code-block.ts";
import { linkEmbeds } from "./embeds.ts";
import { setFootnotes } from "./footnotes.ts";
import { setHeadings, type TocEntry } from "./headings.ts";
import { setLinks, type LinkOptions } from "./links.ts";
import { countWords, excerptOf, readingMinutes, textOf } from "./plain-text.ts";
import { articleSchema } from "./sanitize.ts";
import { escapeHtml, toHtml } from "./serialize.ts";
import { isTangled } from "./tangle.ts";
import { setTables, setTaskBoxes } from "./tables.ts";
import { isElement } from "./tree.ts";

export interface MarkdownOptions extends LinkOptions {}

/** A post, ready to be stored and shown. */
export interface RenderedMarkdown {
  /** Safe to put into a page as it is. No scripts, no event handlers, no style attributes. */
  readonly html: string;
  /** The words alone, one block a line, code included. For search. */
  readonly text: string;
  /** The headings in reading order; levels 2 to 6. */
  readonly toc: TocEntry[];
  /** The start of the first paragraphs, or of the first words there are; at most 160 characters. */
  readonly excerpt: string;
  /** Words outside of code blocks. */
  readonly wordCount: number;
  /** Whole minutes, at least one. */
  readonly readingMinutes: number;
  /** Addresses of all images, in order, each once. */
  readonly images: string[];
}

function keepMeta(node: MarkdownNodes): void {
  if (node.type === "code" && node.meta) node.data = { hProperties: { dataMeta: node.meta } };
  if ("children" in node) for (const child of node.children) keepMeta(child);
}

/** Carries the words after a fence's language over the HTML parser, which knows attributes alone. */
function keepCodeMeta() {
  return keepMeta;
}

// Made once; a frozen processor holds no state between documents.
const toTree = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(keepCodeMeta)
  // The sanitizer prefixes every id, so nothing may be prefixed before.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .freeze();
const parseRaw = unified()
  .use(rehypeRaw)
  .use(() => linkEmbeds)
  .freeze();
const clean = unified().use(rehypeSanitize, articleSchema).freeze();

/**
 * GitHub-flavoured Markdown to safe HTML, with what else a post needs to know about itself.
 * Never throws, whatever is written: text that nests deeper than can be followed comes out as
 * plain text. Errors of `resolveUrl` are the caller's own.
 */
export async function renderMarkdown(
  source: string,
  options: MarkdownOptions = {},
): Promise<RenderedMarkdown> {
  const text = source.toWellFormed().replaceAll("\0", "\ufffd");
  if (isTangled(text)) return plainDocument(text);
  try {
    return await render(text, options);
  } catch (error) {
    // The parsers recurse, so ten thousand elements in one another are more than the stack holds.
    if (error instanceof RangeError) return plainDocument(text);
    throw error;
  }
}

async function render(source: string, options: MarkdownOptions): Promise<RenderedMarkdown> {
  const root = cleanTree(source);
  setFootnotes(root);
  setTaskBoxes(root);
  const toc = setHeadings(root);
  const images = setLinks(root, options);
  const text = textOf(root);
  const prose = textOf(root, { withoutCode: true });
  const wordCount = countWords(prose);
  const excerpt = excerptOf(firstParagraphs(root) || prose);
  setTables(root);
  await setCodeBlocks(root);
  return {
    html: toHtml(root),
    text,
    toc,
    excerpt,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
    images,
  };
}

function cleanTree(source: string): Root {
  const tree = toTree.runSync(toTree.parse(source));
  // Parsing HTML costs as much as all the rest, and most posts have none.
  return clean.runSync(hasRawHtml(tree) ? parseRaw.runSync(tree) : tree);
}

function hasRawHtml(node: Nodes): boolean {
  return node.type === "raw" || ("children" in node && node.children.some(hasRawHtml));
}

/** Text of the paragraphs that stand on their own, as far as an excerpt could need it. */
function firstParagraphs(root: Root): string {
  let text = "";
  for (const child of root.children) {
    if (isElement(child, "p")) text += `${textOf(child)} `;
    if (text.length > 1000) break;
  }
  return text;
}

function plainDocument(text: string): RenderedMarkdown {
  const wordCount = countWords(text);
  return {
    html: `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>`,
    text,
    toc: [],
    excerpt: excerptOf(text),
    wordCount,
    readingMinutes: readingMinutes(wordCount),
    images: [],
  };
}
