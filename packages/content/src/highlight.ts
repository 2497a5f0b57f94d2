import {
  createHighlighterCore,
  type HighlighterCore,
  type ThemedToken,
  type ThemeRegistration,
} from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import type { Language } from "./languages.ts";

/** A run of code of one kind; without a class it is plain text. */
export interface Token {
  readonly text: string;
  readonly className: string | null;
}

// The reader's theme decides the colours, so a token leaves as a class and never as a style. The
// colours below are only the names under which the grammar's scopes come back from shiki.
const kinds = [
  {
    className: "sy-c",
    color: "#000001",
    scope: ["comment", "punctuation.definition.comment", "string.comment"],
  },
  {
    className: "sy-k",
    color: "#000002",
    scope: [
      "keyword",
      "storage",
      "constant.language",
      "variable.language",
      "entity.name.tag",
      "markup.deleted",
      "punctuation.definition.deleted",
      "markup.heading",
      "punctuation.definition.directive",
    ],
  },
  {
    className: "sy-s",
    color: "#000003",
    scope: [
      "string",
      "punctuation.definition.string",
      "markup.inserted",
      "markup.inline.raw",
      "markup.fenced_code",
      "constant.other.symbol",
      "punctuation.definition.inserted",
      "string.regexp keyword",
      "string.regexp constant",
      "string.regexp punctuation",
    ],
  },
  {
    className: "sy-f",
    color: "#000004",
    scope: [
      "entity.name.function",
      "support.function",
      "entity.name.command",
      "meta.function-call.generic",
      "markup.underline.link",
      "meta.diff.range",
    ],
  },
  {
    className: "sy-n",
    color: "#000005",
    scope: ["constant.numeric", "constant.character", "constant.other.color", "keyword.other.unit"],
  },
  {
    className: "sy-t",
    color: "#000006",
    scope: [
      "entity.name.type",
      "entity.name.class",
      "entity.name.namespace",
      "entity.other.inherited-class",
      "entity.other.attribute-name",
      "support.class",
      "support.type",
      "storage.type.built-in",
      "storage.type.primitive",
    ],
  },
] as const;

const plainColor = "#000000";

const theme: ThemeRegistration = {
  name: "quoin",
  type: "light",
  fg: plainColor,
  bg: "#ffffff",
  settings: [
    { settings: { foreground: plainColor, background: "#ffffff" } },
    ...kinds.map(({ color, scope }) => ({ scope: [...scope], settings: { foreground: color } })),
    // Plain again inside of what is coloured: signs and the code within template strings.
    {
      scope: ["keyword.operator", "punctuation", "meta.template.expression", "meta.embedded"],
      settings: { foreground: plainColor },
    },
    // Words that some grammars call operators: `new`, `typeof`, `in`.
    {
      scope: [
        "keyword.operator.new",
        "keyword.operator.expression",
        "keyword.operator.logical.python",
        "keyword.operator.word",
      ],
      settings: { foreground: kinds[1].color },
    },
  ],
};

const classNames = new Map<string, string>(kinds.map(({ className, color }) => [color, className]));

let highlighter: Promise<HighlighterCore> | undefined;
const loading = new Map<string, Promise<void>>();

// One highlighter a process: the engine is WebAssembly and every grammar stays compiled.
function theHighlighter(): Promise<HighlighterCore> {
  return (highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createOnigurumaEngine(import("shiki/wasm")),
  }));
}

async function withLanguage(language: Language): Promise<HighlighterCore> {
  const shiki = await theHighlighter();
  let loaded = loading.get(language.id);
  if (!loaded) {
    loaded = shiki.loadLanguage(language.load);
    loading.set(language.id, loaded);
  }
  await loaded;
  return shiki;
}

/** More than this is not worth the wait: nobody reads it line by line. In UTF-16 code units. */
const maxCodeLength = 50_000;

/** Lines longer than this stay plain: grammars take the square of their length. */
const maxLineLength = 400;

export interface HighlightedCode {
  readonly lines: readonly (readonly Token[])[];
  /** How long colouring took, without loading the language. */
  readonly milliseconds: number;
}

/** The lines of `code` as coloured tokens, or null when the block is too large to be coloured. */
export async function highlight(code: string, language: Language): Promise<HighlightedCode | null> {
  if (code.length > maxCodeLength) return null;
  const shiki = await withLanguage(language);
  const start = performance.now();
  const lines = shiki.codeToTokensBase(code, {
    lang: language.id,
    theme: "quoin",
    tokenizeMaxLineLength: maxLineLength,
    // No limit on time: on a busy machine the same code would come out differently.
    tokenizeTimeLimit: 0,
  });
  return { lines: lines.map(merged), milliseconds: performance.now() - start };
}

/** One line with as few tokens as show the same. */
function merged(line: readonly ThemedToken[]): Token[] {
  const tokens: { text: string; className: string | null }[] = [];
  for (const { content, color } of line) {
    const className = classNames.get(color?.toLowerCase() ?? "") ?? null;
    const last = tokens.at(-1);
    // White space belongs to whatever stands before it: fewer spans, same picture.
    if (last && (last.className === className || content.trim() === "")) last.text += content;
    else tokens.push({ text: content, className });
  }
  return tokens;
}
