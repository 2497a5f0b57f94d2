import type { NewTag } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import { id, ids, line, pageInput, searchText, slug } from "../fields.ts";

const tagSlug = slug.max(100, "At most 100 characters");

/** Tags by name; `q` keeps those whose name contains it. */
export const listTags = pageInput.extend({
  q: searchText.optional(),
  all: z
    .boolean()
    .default(false)
    .describe("With those that no published post carries; for authors and above."),
});
export type ListTags = z.output<typeof listTags>;

export const tagBySlug = z.object({ slug });
export const popularTags = z.object({ limit: z.int().min(1).max(100).default(20) });

/** What an author has typed so far. */
export const suggestTags = z.object({
  q: searchText,
  limit: z.int().min(1).max(50).default(10),
});
export type SuggestTags = z.output<typeof suggestTags>;

const newTag = z.object({
  name: line(100),
  /** Made from the name when absent. */
  slug: tagSlug.optional(),
}) satisfies z.ZodType<Pick<NewTag, "name">>;
export const newTags = z.array(newTag).min(1).max(20);
export type NewTagInput = z.output<typeof newTag>;

const tagEdit = z.object({ id, name: line(100).optional(), slug: tagSlug.optional() });
export const tagEdits = z
  .array(tagEdit)
  .min(1)
  .max(20)
  .refine(
    (edits) => new Set(edits.map(({ id }) => id)).size === edits.length,
    "Edit each one only once",
  );
export type TagEdit = z.output<typeof tagEdit>;

/** Every post under `fromIds` comes under `intoId`, and `fromIds` are gone. */
export const mergeTags = z
  .object({ fromIds: ids, intoId: id })
  .refine(({ fromIds, intoId }) => !fromIds.includes(intoId), {
    message: "A tag cannot be merged into itself",
    path: ["fromIds"],
  });
export type MergeTags = z.output<typeof mergeTags>;

export const tagIds = z.object({ ids });
