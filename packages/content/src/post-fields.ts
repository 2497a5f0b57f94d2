import { z } from "zod";
import { splitAuthors } from "./authors.ts";
import { isCleanText } from "./clean-text.ts";
import { parseDate } from "./dates.ts";

const flag = z.union([z.boolean(), z.stringbool()], "must be true or false").nullish();
const whole = (value: string) => [value];
const byComma = (value: string) => value.split(",").map((part) => part.trim());

/** The front matter of a post, whose lines of text `asLine` settles. */
function fieldsOf(asLine: (text: string) => string) {
  const text = z
    .union([z.string(), z.number(), z.boolean()], "must be text")
    .transform((value) => asLine(String(value)))
    .refine(isCleanText, "contains characters that cannot be stored");
  /** A name that stands for itself, whatever commas it holds. */
  const named = z.object({ name: text }).transform(({ name }) => [name]);

  /** One or many; `parts` says how several stand in one text. */
  const listOf = (parts: (value: string) => string[], max: number, what: string) => {
    const item = z.union([text.transform(parts), named], `must be ${what}`);
    return z
      .union(
        [z.array(item), item.transform((names) => [names])],
        `must be ${what} or a list of them`,
      )
      .nullish()
      .transform((values) => (values ?? []).flat().filter((value) => value !== ""))
      .refine(
        (values) => values.every((value) => value.length <= max),
        `must not be longer than ${max} characters each`,
      );
  };

  const date = text.nullish().transform((value, context) => {
    if (!value) return undefined;
    const parsed = parseDate(value);
    if (parsed) return parsed;
    context.addIssue({
      code: "custom",
      message: `"${value.slice(0, 60)}" is not a date from the year 1 to 9999`,
    });
    return z.NEVER;
  });

  // The names of our own, and those that Jekyll, Hugo, Zola and Astro use for the same.
  return z.object({
    title: text.pipe(z.string().max(200, "must not be longer than 200 characters")).nullish(),
    date,
    updated: date,
    lastmod: date,
    last_modified_at: date,
    first_published: date.catch(undefined),
    slug: text.nullish(),
    path: text.nullish(),
    permalink: text.nullish(),
    author: listOf(splitAuthors, 120, "a name"),
    authors: listOf(splitAuthors, 120, "a name"),
    category: listOf(whole, 100, "a category"),
    categories: listOf(byComma, 100, "a category"),
    tags: listOf(byComma, 100, "a tag"),
    taxonomies: z
      .object({
        categories: listOf(byComma, 100, "a category"),
        tags: listOf(byComma, 100, "a tag"),
      })
      .nullish(),
    draft: flag,
    published: flag.catch(undefined),
    // Others mean other things by it; only our own words count.
    status: z.enum(["draft", "scheduled", "published", "archived"]).optional().catch(undefined),
    scheduled: date.catch(undefined),
    comments: flag.catch(undefined),
    description: text.nullish(),
    excerpt: text.nullish(),
    summary: text.nullish(),
    aliases: listOf(whole, 480, "an address"),
    verbatim: z.literal(true).optional().catch(undefined),
  });
}

/** What people write: blanks around a text, and more than one between two words, mean nothing. */
export const postFields = fieldsOf((text) => text.replace(/\s+/g, " ").trim());

/** What `writePostFile` wrote, where every blank counts. */
export const verbatimFields = fieldsOf((text) => text);

export type PostFields = z.infer<typeof postFields>;
