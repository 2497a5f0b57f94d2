import { z } from "zod";

/** What everybody may know of the publication. */
export const publicSettings = z.object({
  title: z.string(),
  tagline: z.string(),
  description: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  commentsOpen: z.boolean(),
  signUpOpen: z.boolean(),
  /** How many posts are published. */
  postCount: z.number(),
});
export type PublicSettings = z.infer<typeof publicSettings>;
