import { createHash } from "node:crypto";
import type { Key, Page, PageRequest } from "@quoin/db";
import { z } from "zod";
import { AppError } from "./errors.ts";
import type { PageInput } from "./fields.ts";

/** An instant in a cursor, in milliseconds: the years 1 to 9999. */
export const instantToken = z.int().min(-62_135_596_800_000).max(253_402_300_799_999);

/** Which list, which way, and from where; the list's name keeps one list's cursor out of another. */
const token = z.tuple([z.string(), z.enum(["after", "before"]), instantToken, z.uuid()]);

const refused = () =>
  new AppError(
    "validation",
    "This cursor does not belong to this list; start from its first page",
    {
      details: [{ field: "cursor", issue: "Not a cursor of this list" }],
    },
  );

/**
 * The name of a list with all that narrows and orders it, for its cursors and for memory. Short, however
 * much was asked for: a cursor travels in an address.
 */
export const listName = (list: string, asked: readonly unknown[]): string =>
  `${list}:${createHash("sha256").update(JSON.stringify(asked)).digest("base64url").slice(0, 24)}`;

/** Any JSON value as an opaque piece of an address. */
export const encodeCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

/** The value of a cursor, checked by `schema`; anything else is refused with `validation`. */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string,
  schema: Schema,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw refused();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refused();
  return parsed.data;
}

/** The page that `input` asks for in the list called `list`. */
export function pageRequest(list: string, input: PageInput): PageRequest {
  if (!input.cursor) return { limit: input.limit };
  const [name, direction, at, id] = decodeCursor(input.cursor, token);
  if (name !== list) throw refused();
  return { limit: input.limit, [direction]: { at: new Date(at), id } };
}

/** A page as it leaves the API. */
export function toPageOutput<Row>(list: string, page: Page<Row>) {
  const cursor = (direction: "after" | "before", key: Key | null) =>
    key && encodeCursor([list, direction, key.at.getTime(), key.id]);
  return {
    items: page.items,
    nextCursor: cursor("after", page.next),
    previousCursor: cursor("before", page.previous),
  };
}
