import { type Draft, emptyDraft } from "./draft.ts";

/** What somebody typed, as this browser keeps it until the server has it. */
export interface KeptCopy {
  /** Tells copies of two tabs apart. */
  readonly tab: string;
  /** The version that was edited; 0 for a post that was never saved. */
  readonly version: number;
  readonly draft: Draft;
  /** When it was typed, in milliseconds. */
  readonly at: number;
  /** A first save that was sent and not answered yet. */
  readonly making?: Making | undefined;
  /** What was sent over that version and not answered yet. */
  readonly unanswered?: readonly Draft[] | undefined;
}

/** The call that makes a post: sent again under its key, it makes no second one. */
export interface Making {
  readonly key: string;
  readonly draft: Draft;
}

/** A kept copy as text. */
export const writeCopy = (copy: KeptCopy): string => JSON.stringify(copy);

const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a kept copy; null for anything else. A field that is not there is as in an empty draft. */
export function readCopy(text: unknown): KeptCopy | null {
  if (!isText(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { tab, version, at, draft: given, making, unanswered } = value;
  if (!isText(tab) || typeof version !== "number" || typeof at !== "number" || !isRecord(given))
    return null;
  return {
    tab,
    version,
    at,
    draft: readDraft(given),
    ...(isRecord(making) &&
      isText(making["key"]) &&
      isRecord(making["draft"]) && {
        making: { key: making["key"], draft: readDraft(making["draft"]) },
      }),
    ...(Array.isArray(unanswered) && {
      unanswered: unanswered.filter(isRecord).map(readDraft),
    }),
  };
}

function readDraft(given: Record<string, unknown>): Draft {
  const string = (name: keyof Draft) => {
    const field = given[name];
    return isText(field) ? field : "";
  };
  const authors = Array.isArray(given["authors"])
    ? given["authors"].flatMap((entry: unknown) =>
        isRecord(entry) && isText(entry["id"]) && isText(entry["name"])
          ? [{ id: entry["id"], name: entry["name"] }]
          : [],
      )
    : [];
  return {
    ...emptyDraft,
    title: string("title"),
    slug: string("slug"),
    excerpt: string("excerpt"),
    body: string("body"),
    goesOut: string("goesOut"),
    commentsOpen: given["commentsOpen"] !== false,
    categoryIds: isTexts(given["categoryIds"]) ? given["categoryIds"] : [],
    tags: isTexts(given["tags"]) ? given["tags"] : [],
    authors,
  };
}

/** The key of a copy: whose, of which post, in which tab. `new` stands for a post without an id. */
export const copyKey = (user: string, post: string, tab: string): string =>
  `quoin.draft:${user}:${post}:${tab}`;

/** The copy to go on with: this tab's own, else the newest that no other tab holds. */
export function chooseCopy(
  copies: readonly KeptCopy[],
  tab: string,
  held: ReadonlySet<string>,
): KeptCopy | null {
  const own = copies.find((copy) => copy.tab === tab);
  if (own) return own;
  const loose = copies.filter((copy) => !held.has(copy.tab));
  return loose.toSorted((one, other) => other.at - one.at)[0] ?? null;
}
