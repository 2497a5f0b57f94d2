import type { NewCategory } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import { id, ids, line, optionalLine, pageInput, slug } from "../fields.ts";

const categorySlug = slug.max(100, "At most 100 characters");

/** All sections in their order; a page of 100 holds those of most publications. */
export const listCategories = pageInput.extend({ limit: pageInput.shape.limit.default(100) });
export type ListCategories = z.output<typeof listCategories>;

export const categoryBySlug = z.object({ slug });

const newCategory = z.object({
  name: line(100),
  /** Made from the name when absent. */
  slug: categorySlug.optional(),
  description: optionalLine(500).default(""),
}) satisfies z.ZodType<Pick<NewCategory, "name" | "description">>;
export const newCategories = z.array(newCategory).min(1).max(20);
export type NewCategoryInput = z.output<typeof newCategory>;

const categoryEdit = z.object({
  id,
  name: line(100).optional(),
  slug: categorySlug.optional(),
  description: optionalLine(500).optional(),
});
export const categoryEdits = z
  .array(categoryEdit)
  .min(1)
  .max(20)
  .refine(
    (edits) => new Set(edits.map(({ id }) => id)).size === edits.length,
    "Edit each one only once",
  );
export type CategoryEdit = z.output<typeof categoryEdit>;

export const categoryIds = z.object({ ids });
