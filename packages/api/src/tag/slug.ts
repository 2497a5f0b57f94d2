import { createHash } from "node:crypto";
import { slugify } from "@quoin/content/slug";

/**
 * The slug of a name: the same for the same name, always. A name of which nothing can be written in ASCII
 * (`日本語`) gets a short digest of itself.
 */
export const termSlug = (name: string): string =>
  slugify(name) ||
  createHash("sha256").update(name.normalize("NFKC").toLowerCase()).digest("hex").slice(0, 12);
