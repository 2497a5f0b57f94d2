import { z } from "zod";
import { pageOf } from "../fields.ts";

/** A section of the publication. */
export const category = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  /** Its place in the order of sections, smallest first. */
  position: z.number(),
  /** How many published posts stand in it. */
  postCount: z.number(),
});
export type Category = z.infer<typeof category>;
export const categories = z.array(category);
export const categoryPage = pageOf(category).omit({ previousCursor: true });
export type CategoryPage = z.infer<typeof categoryPage>;

/** What was deleted, and how many posts, drafts included, lost it. */
export const deletedCategories = z.array(
  z.object({ id: z.string(), name: z.string(), slug: z.string(), postsAffected: z.number() }),
);
export type DeletedCategories = z.infer<typeof deletedCategories>;
