import { isCleanText, isVisible, slugPattern, withoutOverrides } from "@quoin/content/slug";
import { z } from "zod";

// The vocabulary of every input. Browser-safe: forms validate with the same words as the server.

// zod compiles schemas with `Function`, and looks whether it may; our pages' policy forbids both.
if (typeof window !== "undefined") z.config({ jitless: true });

// What PostgreSQL does not store becomes no 500 there, and what XML cannot say breaks no feed.
const storable = "Contains characters that cannot be stored";

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const hasControls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
const noControls = "Contains control characters";

const empty = "Write something here";

/** One line of text that can be seen, trimmed: a name, a title. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(withoutOverrides)
    .trim()
    .min(1, empty)
    .max(max, `At most ${max} characters`)
    .refine(isCleanText, storable)
    .refine((text) => !hasControls.test(text) && !/[\r\n]/.test(text), noControls)
    .refine((text) => text === "" || isVisible(text), empty);

/** One line that may be empty. */
export const optionalLine = (max: number) =>
  z
    .string()
    .overwrite(withoutOverrides)
    .trim()
    .max(max, `At most ${max} characters`)
    .refine(isCleanText, storable)
    .refine((text) => !hasControls.test(text) && !/[\r\n]/.test(text), noControls);

/** Many lines of text, kept as written. */
export const prose = (max: number) =>
  z
    .string()
    .max(max, `At most ${max.toLocaleString("en")} characters`)
    .refine(isCleanText, storable)
    .refine((text) => !hasControls.test(text), noControls);

/** What was typed into a search box. */
export const searchText = z
  .string()
  .trim()
  .max(200, "At most 200 characters")
  // Looked for and never kept, so only what PostgreSQL does not take.
  .refine((text) => text.isWellFormed() && !text.includes("\0"), storable);

/** An e-mail address, lower-cased: people do not agree with themselves about capitals. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "At most 254 characters")
  .refine(isCleanText, storable)
  .pipe(z.email("This is not an e-mail address"));

/** The last part of an address: lower-case letters and figures, joined by single hyphens. */
export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "Write something here")
  .max(200, "At most 200 characters")
  .regex(slugPattern, "Use the letters a to z, figures and single hyphens");

export const id = z.uuid("This is not an id");

/** Some records by id: 1 to 100, each counted once. */
export const ids = z
  .array(id)
  .min(1, "Name at least one")
  .max(100, "At most 100 at a time")
  .transform((list) => [...new Set(list)]);

/** An instant that PostgreSQL and people can both live with: the years 1 to 9999. */
export const instant = z
  .date()
  .min(new Date("0001-01-01T00:00:00Z"), "Too long ago")
  .max(new Date("9999-12-31T23:59:59.999Z"), "Too far ahead");

/** How much of a list: 1 to 100 records, 20 by default, from where `cursor` points. */
export const pageInput = z.object({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
export type PageInput = z.output<typeof pageInput>;

/** A page of `item`s, with the cursors of its neighbours; null where the list ends. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
  });
