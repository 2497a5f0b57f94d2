import { z } from "zod";
import { pageOf } from "../fields.ts";

/** What posts are about, in their authors' words. */
export const tag = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** How many published posts carry it. */
  postCount: z.number(),
});
export type Tag = z.infer<typeof tag>;
export const tags = z.array(tag);
export const tagPage = pageOf(tag);
export type TagPage = z.infer<typeof tagPage>;

/** The tag that is left, and how many posts came under it that were not there before. */
export const mergedTags = z.object({
  tag,
  removed: z.array(z.object({ id: z.string(), name: z.string(), slug: z.string() })),
  postsMoved: z.number(),
});
export type MergedTags = z.infer<typeof mergedTags>;

/** What was deleted, and how many posts, drafts included, lost it. */
export const deletedTags = z.array(
  z.object({ id: z.string(), name: z.string(), slug: z.string(), postsAffected: z.number() }),
);
export type DeletedTags = z.infer<typeof deletedTags>;
