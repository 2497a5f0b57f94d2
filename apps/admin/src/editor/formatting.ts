/** A change of a text: what to put where, and what is selected afterwards. */
export interface Change {
  readonly changes: readonly {
    readonly from: number;
    readonly to: number;
    readonly insert: string;
  }[];
  readonly selection: { readonly from: number; readonly to: number };
}

type Format = (text: string, from: number, to: number) => Change;

/** Puts `mark` around the selection, or takes it away when it is there. */
export const wrapped =
  (mark: string): Format =>
  (text, from, to) => {
    const size = mark.length;
    const before = text.slice(Math.max(0, from - size), from);
    const behind = text.slice(to, to + size);
    // One star inside two is bold, not italic.
    const longer = text[from - size - 1] === mark[0] && size === 1;
    if (before === mark && behind === mark && !longer)
      return {
        changes: [
          { from: from - size, to: from, insert: "" },
          { from: to, to: to + size, insert: "" },
        ],
        selection: { from: from - size, to: to - size },
      };
    return {
      changes: [
        { from, to: from, insert: mark },
        { from: to, to, insert: mark },
      ],
      selection: { from: from + size, to: to + size },
    };
  };

/** Begins every selected line with `prefix`, or takes it away when all have it. */
export const prefixed =
  (prefix: string | ((line: number) => string), pattern: RegExp): Format =>
  (text, from, to) => {
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const stop = text.indexOf("\n", to);
    const end = stop < 0 ? text.length : stop;
    const lines = text.slice(start, end).split("\n");
    const all = lines.every((line) => pattern.test(line));
    const made = lines.map((line, index) => {
      const bare = line.replace(pattern, "");
      return all ? bare : (typeof prefix === "string" ? prefix : prefix(index + 1)) + bare;
    });
    const insert = made.join("\n");
    const shift = (made[0]?.length ?? 0) - (lines[0]?.length ?? 0);
    return {
      changes: [{ from: start, to: end, insert }],
      selection:
        from === to
          ? { from: Math.max(start, from + shift), to: Math.max(start, from + shift) }
          : { from: start, to: start + insert.length },
    };
  };

export const heading = prefixed("## ", /^#{1,6} /);
export const quote = prefixed("> ", /^> ?/);
export const bullets = prefixed("- ", /^[-*+] /);
export const numbered = prefixed((line) => `${line}. `, /^\d+[.)] /);
export const bold = wrapped("**");
export const italic = wrapped("*");

/** Inline for a part of a line, a fence for whole ones. */
export const code: Format = (text, from, to) => {
  const chosen = text.slice(from, to);
  if (!chosen.includes("\n")) return wrapped("`")(text, from, to);
  const lead = from === 0 || text[from - 1] === "\n" ? "" : "\n";
  const insert = `${lead}\`\`\`\n${chosen.replace(/\n$/, "")}\n\`\`\`\n`;
  return {
    changes: [{ from, to, insert }],
    selection: { from: from + lead.length + 3, to: from + lead.length + 3 },
  };
};

const isAddress = (text: string) => /^(?:https?:\/\/|mailto:|\/)\S*$/.test(text);

/** A link over the selection; what is selected may be its text or its address. */
export const link: Format = (text, from, to) => {
  const chosen = text.slice(from, to);
  if (isAddress(chosen))
    return {
      changes: [{ from, to, insert: `[](${chosen})` }],
      selection: { from: from + 1, to: from + 1 },
    };
  const at = from + chosen.length + 3;
  return { changes: [{ from, to, insert: `[${chosen}]()` }], selection: { from: at, to: at } };
};

/** An image by its address, with the selection as its alt text. */
export const image: Format = (text, from, to) => {
  const chosen = text.slice(from, to);
  const insert = isAddress(chosen) ? `![](${chosen})` : `![${chosen}]()`;
  const at = isAddress(chosen) ? from + 2 : from + chosen.length + 4;
  return { changes: [{ from, to, insert }], selection: { from: at, to: at } };
};

/** A footnote here, its text at the end; the writer goes on there. */
export const footnote: Format = (text, _from, to) => {
  const taken = [...text.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  const number = Math.max(0, ...taken) + 1;
  const mark = `[^${number}]`;
  const tail = `${text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n"}[^${number}]: `;
  const at = text.length + mark.length + tail.length;
  const end = text.length;
  const changes =
    to === end
      ? [{ from: to, to, insert: mark + tail }]
      : [
          { from: to, to, insert: mark },
          { from: end, to: end, insert: tail },
        ];
  return { changes, selection: { from: at, to: at } };
};
