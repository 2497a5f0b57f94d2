import { createHash } from "node:crypto";
import { slugify } from "@quoin/content/slug";
import { AppError } from "./errors.ts";

/**
 * The slug of a category's or a tag's name: the same for the same name, always. A name of which nothing can
 * be written in ASCII (`日本語`) gets a short digest of itself.
 */
export const termSlug = (name: string): string =>
  slugify(name) ||
  createHash("sha256").update(name.normalize("NFKC").toLowerCase()).digest("hex").slice(0, 12);

const taken = (entity: string, slug: string) =>
  new AppError("conflict", `Another ${entity} already has the address “${slug}”`, {
    details: [{ field: "slug", issue: `“${slug}” is taken` }],
  });

interface Addressed {
  readonly slug: string;
}

/** Refuses with `conflict` when a record asked for was not made, because its slug was taken. */
export function requireEachMade(
  entity: string,
  wanted: readonly Addressed[],
  made: readonly Addressed[],
): void {
  const slugs = made.map(({ slug }) => slug);
  for (const { slug } of wanted) {
    const at = slugs.indexOf(slug);
    if (at === -1) throw taken(entity, slug);
    slugs.splice(at, 1);
  }
}

/** Refuses with `conflict` when a slug is asked for twice, or is held by a record that is not among these. */
export function requireFreeSlugs(
  entity: string,
  wanted: readonly (Addressed & { readonly id: string })[],
  holders: readonly (Addressed & { readonly id: string })[],
): void {
  const owners = new Map<string, string>();
  for (const { slug, id } of wanted) {
    if (owners.has(slug)) throw taken(entity, slug);
    owners.set(slug, id);
  }
  const ours = new Set(wanted.map(({ id }) => id));
  const foreign = holders.find(({ id }) => !ours.has(id));
  if (foreign) throw taken(entity, foreign.slug);
}
