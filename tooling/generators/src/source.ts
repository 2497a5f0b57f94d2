import { Refusal } from "./refusal.ts";

// Small edits of source text, each at a place that the house's layout promises. Where the place is not
// found the file has been rearranged: that is said, and nothing is written.

const lost = (what: string) =>
  new Refusal(`Cannot find ${what}; the file looks different from what the generator knows`);

const escaped = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** Puts a line into a block of lines that are in order of the alphabet. */
export function addSortedLine(block: string, line: string): string {
  const lines = block.split("\n");
  const end = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  const at = lines.findIndex((other, index) => index < end && other > line);
  lines.splice(at === -1 ? end : at, 0, line);
  return lines.join("\n");
}

/**
 * Adds names to `import { … } from "module"`, or the import itself. A new import goes before the first whose
 * module comes later in the alphabet.
 */
export function addImport(
  source: string,
  module: string,
  names: readonly string[],
  { typeOnly = false } = {},
): string {
  const keyword = typeOnly ? "import type" : "import";
  const found = new RegExp(
    `^${typeOnly ? "import type" : "import(?! type)"} \\{([^}]*)\\} from "${escaped(module)}";`,
    "m",
  ).exec(source);
  if (found?.[1] !== undefined) {
    const known = found[1]
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    const bare = (name: string) => name.replace(/^type /, "");
    const all = [...new Set([...known, ...names])].toSorted((one, other) =>
      bare(one).localeCompare(bare(other), "en"),
    );
    return source.replace(found[0], `${keyword} { ${all.join(", ")} } from "${module}";`);
  }
  return addImportLine(source, `${keyword} { ${names.join(", ")} } from "${module}";`, module);
}

/** Adds a whole import; one that is there already stays as it is. */
export function addImportLine(source: string, line: string, module: string): string {
  if (source.includes(line)) return source;
  const imports = [...source.matchAll(/^import\s[^;]*?from "([^"]+)";[^\n]*\n/gm)];
  const rank = (name: string) => (name.startsWith(".") ? `~${name}` : name);
  const after = imports.find(([, other = ""]) => rank(other) > rank(module));
  const last = imports.at(-1);
  const at = after?.index ?? (last ? last.index + last[0].length : 0);
  return `${source.slice(0, at)}${line}\n${source.slice(at)}`;
}

/** Adds an entry to what stands between `opening` and the next line that only closes it, in order. */
export function addEntry(
  source: string,
  opening: string,
  entry: string,
  { sorted = true } = {},
): string {
  const start = source.indexOf(opening);
  if (start === -1) throw lost(`“${opening}”`);
  const from = source.indexOf("\n", start) + 1;
  const indent = /^ */.exec(source.slice(source.lastIndexOf("\n", start) + 1))?.[0] ?? "";
  const close = source.slice(from).search(new RegExp(`^${indent}[}\\])]`, "m"));
  if (close === -1) throw lost(`the end of “${opening}”`);
  const inner = `${indent}  `;
  const block = source.slice(from, from + close);
  const line = `${inner}${entry}`;
  const simple = block.split("\n").every((each) => each === "" || /^ *[\w"]/.test(each));
  const added = sorted && simple ? insertAmong(block, line, inner) : `${block}${line}\n`;
  return source.slice(0, from) + added + source.slice(from + close);
}

/** An entry may run over several lines; only those that begin at its depth are compared. */
function insertAmong(block: string, line: string, inner: string): string {
  const lines = block.split("\n");
  const begins = (each: string) => each.startsWith(inner) && !each.startsWith(`${inner} `);
  const keyOf = (each: string) => /^\s*"?([\w.]+)/.exec(each)?.[1] ?? "";
  const at = lines.findIndex((each) => begins(each) && keyOf(each) > keyOf(line));
  lines.splice(at === -1 ? lines.length - 1 : at, 0, line);
  return lines.join("\n");
}

/** Puts text at the end, with an empty line before it. */
export const append = (source: string, text: string): string =>
  source === "" ? text : `${source.trimEnd()}\n\n${text}`;

/** Lines without the empty strings among them that stand for nothing. */
export const linesOf = (...lines: readonly (string | false | undefined)[]): string =>
  lines.filter((line): line is string => line !== false && line !== undefined).join("\n");
