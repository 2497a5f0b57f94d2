import { Categories, type Category as CategoryRow, type Db, lockUntilCommit } from "@quoin/db";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { AppError, requireAll } from "../errors.ts";
import { leadOn } from "../redirects.ts";
import { remember } from "../remember.ts";
import { requireEachMade, requireFreeSlugs, termSlug } from "../slugs.ts";
import type { CategoryEdit, ListCategories, NewCategoryInput } from "./input.ts";
import type { Category, CategoryPage, DeletedCategories } from "./output.ts";

const madeFrom = ["categories", "posts"] as const;

const cursorToken = z.tuple([
  z.literal("categories"),
  z.int().min(-2_147_483_648).max(2_147_483_647),
  z.uuid(),
]);

/** The sections in their order. */
export function listCategories(ctx: Ctx, input: ListCategories): Promise<CategoryPage> {
  const { limit, cursor } = input;
  const [, position, id] = cursor ? decodeCursor(cursor, cursorToken) : [];
  const after = position !== undefined && id !== undefined ? { position, id } : undefined;
  return remember(ctx, `categories:${limit}:${cursor ?? ""}`, madeFrom, async () => {
    const rows = await Categories.withPostCounts(ctx.db, { limit: limit + 1, after });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const hasNext = rows.length > limit && last !== undefined;
    return {
      items,
      nextCursor: hasNext ? encodeCursor(["categories", last.position, last.id]) : null,
    };
  });
}

/** One section by its slug. */
export function readCategory(ctx: Ctx, slug: string): Promise<Category> {
  return remember(ctx, `category:${slug}`, madeFrom, async () => {
    const [category] = await Categories.withPostCounts(ctx.db, { slug, limit: 1 });
    if (!category) throw new AppError("not_found", "There is no such category");
    return category;
  });
}

/** Makes sections, last in the order; a slug that is taken is refused with `conflict`. */
export function createCategories(ctx: UserCtx, drafts: NewCategoryInput[]): Promise<Category[]> {
  return ctx.db.transaction(async (tx) => {
    await lockUntilCommit(tx, "category.order");
    const rows = drafts.map(({ name, slug, description }) => ({
      name,
      description,
      slug: slug ?? termSlug(name),
    }));
    const made = await Categories.append(tx, rows);
    requireEachMade("category", rows, made);
    await afterChange(ctx, tx, "category.created", made);
    return present(
      tx,
      made.map(({ id }) => id),
    );
  });
}

/** Saves edits, all or none; old addresses lead on. A slug that is taken is refused with `conflict`. */
export function updateCategories(ctx: UserCtx, edits: CategoryEdit[]): Promise<Category[]> {
  const ids = edits.map(({ id }) => id);
  return ctx.db.transaction(async (tx) => {
    const before = requireAll("category", ids, await Categories.locked(tx, ids));
    const after = before.map((category, at) => ({ ...category, ...saidIn(edits[at]) }));
    const slugs = after.map(({ slug }) => slug);
    requireFreeSlugs("category", after, await Categories.select(tx, { slug: slugs }));
    await Categories.save(tx, after);
    await leadOn(
      tx,
      "category",
      before.map(({ id, slug }, at) => ({ id, from: slug, to: after[at]?.slug ?? slug })),
    );
    await afterChange(ctx, tx, "category.updated", after);
    return present(tx, ids);
  });
}

/** Puts sections into this order; those that are not named keep theirs, after these. */
export function reorderCategories(ctx: UserCtx, ids: string[]): Promise<Category[]> {
  return ctx.db.transaction(async (tx) => {
    await lockUntilCommit(tx, "category.order");
    const all = await Categories.inOrder(tx);
    const named = requireAll("category", ids, all);
    const chosen = new Set(ids);
    const rest = all.filter(({ id }) => !chosen.has(id));
    await Categories.reorder(
      tx,
      [...named, ...rest].map(({ id }) => id),
    );
    await recordAudit(ctx, tx, [
      { action: "category.reordered", label: named.map(({ name }) => name).join(", ") },
    ]);
    await ctx.changes.announce(tx, ["categories"]);
    return present(tx, ids);
  });
}

/** Deletes sections; their posts stay and only lose them. Says how many posts that were. */
export function deleteCategories(ctx: UserCtx, ids: string[]): Promise<DeletedCategories> {
  return ctx.db.transaction(async (tx) => {
    const categories = requireAll("category", ids, await Categories.locked(tx, ids));
    const totals = new Map(
      (await Categories.postTotals(tx, ids)).map(({ id, count }) => [id, count]),
    );
    await Categories.delete(tx, { id: ids });
    await afterChange(ctx, tx, "category.deleted", categories);
    return categories.map(({ id, name, slug }) => ({
      id,
      name,
      slug,
      postsAffected: totals.get(id) ?? 0,
    }));
  });
}

/** What an edit says; an absent key leaves what there is. */
function saidIn({ name, slug, description }: Partial<CategoryEdit> = {}) {
  return {
    ...(name !== undefined && { name }),
    ...(slug !== undefined && { slug }),
    ...(description !== undefined && { description }),
  };
}

async function afterChange(
  ctx: UserCtx,
  tx: Db,
  action: `category.${string}`,
  categories: readonly CategoryRow[],
): Promise<void> {
  await recordAudit(
    ctx,
    tx,
    categories.map(({ id, name, slug }) => ({
      action,
      entityId: id,
      label: name,
      details: { slug },
    })),
  );
  await ctx.changes.announce(tx, ["categories"]);
}

const present = async (tx: Db, ids: readonly string[]): Promise<Category[]> =>
  requireAll("category", ids, await Categories.withPostCounts(tx, { ids, limit: ids.length }));
