import { type Db, Redirects, type RedirectTarget, Users } from "@quoin/db";
import type { Ctx } from "./context.ts";
import { hasPublicPage } from "./user/policy.ts";

/** Where things stand in the publication, and what of a redirect says which one is meant. */
const kinds = {
  post: { root: "/posts", target: "postId" },
  category: { root: "/categories", target: "categoryId" },
  tag: { root: "/tags", target: "tagId" },
  author: { root: "/authors", target: "userId" },
} as const satisfies Record<string, { root: string; target: RedirectTarget }>;
type Kind = keyof typeof kinds;

const pathOf = (kind: Kind, name: string) => `${kinds[kind].root}/${name}`;

interface Renamed {
  readonly id: string;
  /** The slug or handle in the old address, and in the new one. */
  readonly from: string;
  readonly to: string;
}

/** Links never die: the addresses that readers had lead on to the new ones. What kept its name is left alone. */
export async function leadOn(tx: Db, kind: Kind, records: readonly Renamed[]): Promise<void> {
  const { target } = kinds[kind];
  await Redirects.point(
    tx,
    records
      .filter(({ from, to }) => from !== to)
      .map(({ id, from }) => ({ path: pathOf(kind, from), [target]: id })),
  );
}

/**
 * The same for records that are about to go, because another one takes their place: every address that led
 * to them, and the one that they have. A `name` is null where readers found nothing under it.
 */
export async function leadOnTo(
  tx: Db,
  kind: Kind,
  gone: readonly { readonly id: string; readonly name: string | null }[],
  toId: string,
): Promise<void> {
  const { target } = kinds[kind];
  const ids = gone.map(({ id }) => id);
  await Redirects.handOver(tx, target, ids, toId);
  await Redirects.point(
    tx,
    gone.flatMap(({ name }) => (name === null ? [] : { path: pathOf(kind, name), [target]: toId })),
  );
}

/**
 * Where an address that no page answers leads now, or null. `slug` is that of the post it leads to; null
 * when that is something else.
 */
export async function resolvePath(
  ctx: Ctx,
  path: string,
): Promise<{ slug: string | null; path: string | null }> {
  const bare = path.length > 1 ? path.replace(/\/+$/, "") : path;
  const [found] = await Redirects.resolve(ctx.db, bare);
  const to = (kind: Kind, name: string) => ({
    slug: kind === "post" ? name : null,
    path: pathOf(kind, name),
  });
  if (found?.post && found.status === "published") return to("post", found.post);
  if (found?.category) return to("category", found.category);
  if (found?.tag) return to("tag", found.tag);
  if (found?.author && (await hasPage(ctx.db, found.author))) return to("author", found.author);
  return { slug: null, path: null };
}

/** Whether an old address under this name leads to another record than this one. */
export async function wasAnothers(tx: Db, kind: Kind, name: string, id: string): Promise<boolean> {
  const { target } = kinds[kind];
  const [redirect] = await Redirects.select(
    tx,
    { path: pathOf(kind, name) },
    { columns: [target] },
  );
  const holder = redirect?.[target] ?? null;
  return holder !== null && holder !== id;
}

/** Whether readers find a page under this handle: only then has it an address to lead on from, or to. */
export async function hasPage(db: Db, handle: string): Promise<boolean> {
  const [person] = await Users.byHandle(db, handle);
  return person !== undefined && hasPublicPage(person);
}
