import { parse as parseToml, TomlDate, TomlError } from "smol-toml";
import { isScalar, parseDocument, visit, YAMLError } from "yaml";

export type FrontMatterFormat = "yaml" | "toml";

export interface FrontMatter {
  /** Names and values as written. Dates are ISO 8601 text, numbers that would lose digits stay text. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What follows, with line feeds alone as line ends. */
  readonly body: string;
  /** Null when the file has no front matter. */
  readonly format: FrontMatterFormat | null;
}

/** Why the front matter of a file cannot be read. */
export class FrontMatterError extends Error {
  override readonly name = "FrontMatterError";
  /** The line of the file, from 1. */
  readonly line: number;

  constructor(reason: string, line: number, options?: ErrorOptions) {
    super(`Front matter, line ${line}: ${reason}`, options);
    this.line = line;
  }
}

const maxLength = 100_000;
const maxAliases = 50;

/**
 * Takes the front matter off a Markdown file: YAML between `---` lines or TOML between `+++` lines,
 * at the very start. A byte order mark and Windows line ends are fine. Throws `FrontMatterError`,
 * with the line in the file, and nothing else.
 */
export function parseFrontMatter(file: string): FrontMatter {
  const text = file.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const fence = /^(---|\+\+\+)[ \t]*(?:\n|$)/.exec(text);
  if (!fence) return { data: {}, body: text, format: null };
  const format = fence[1] === "---" ? "yaml" : "toml";
  const start = fence[0].length;
  const end = (format === "yaml" ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m).exec(
    text.slice(start),
  );
  if (!end) throw new FrontMatterError(`it is opened by ${fence[1]} but never closed`, 1);
  const source = text.slice(start, start + end.index);
  if (source.length > maxLength) {
    throw new FrontMatterError(`it is longer than ${maxLength} characters`, 1);
  }
  const body = text.slice(start + end.index + end[0].length).replace(/^\n/, "");
  return { data: format === "yaml" ? readYaml(source) : readToml(source), body, format };
}

function readYaml(source: string): Readonly<Record<string, unknown>> {
  try {
    const document = parseDocument(source, { logLevel: "error", prettyErrors: true });
    const [error] = document.errors;
    if (error) throw error;
    visit(document, {
      Scalar(_key, node) {
        // `title: 1.10` means what it says, and so does `slug: 007`.
        if (typeof node.value !== "number" || node.source === undefined) return;
        if (String(node.value) !== node.source) node.value = node.source;
      },
      Pair(_key, { key }) {
        if (!isScalar(key)) throw new FrontMatterError("a name must be plain text", 2);
      },
    });
    // The limit is what keeps nine lines of aliases from growing into a billion words.
    return asRecord(document.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    throw readable(error, error instanceof YAMLError ? error.linePos?.[0].line : undefined);
  }
}

function readToml(source: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(withDatesAsText(parseToml(source)));
  } catch (error) {
    throw readable(error, error instanceof TomlError ? error.line : undefined);
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new FrontMatterError("it must be a list of names and values, such as `title: Hello`", 2);
  }
  return { ...value };
}

function withDatesAsText(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withDatesAsText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withDatesAsText(inner)]),
  );
}

/** `line` counts from the line after the opening fence. */
function readable(error: unknown, line = 1): FrontMatterError {
  if (error instanceof FrontMatterError) return error;
  if (error instanceof RangeError)
    return new FrontMatterError("it is nested too deeply", 2, { cause: error });
  if (error instanceof ReferenceError && /excessive/i.test(error.message)) {
    return new FrontMatterError("it repeats itself too often by aliases", 2, { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  // The libraries draw the place below the message; the line number is enough here.
  const reason = message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";
  return new FrontMatterError(reason || "it cannot be read", line + 1, { cause: error });
}
