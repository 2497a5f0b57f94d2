import { Categories, type Filing, Tags, Users } from "@quoin/db";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";

/** The categories, tags and authors that a list is narrowed to, as its address names them. */
export interface FiledUnder {
  readonly category?: string | undefined;
  readonly tag?: string | undefined;
  readonly author?: string | undefined;
}

const columns = ["id"] as const;

/** The ids behind those names; `not_found` for a name that nothing has. */
export async function filingOf(
  { db }: Ctx,
  { category, tag, author }: FiledUnder,
): Promise<Filing> {
  const find = async (what: string, name: string | undefined, look: Look) => {
    if (name === undefined) return undefined;
    const [row] = await look(name);
    if (!row) throw new AppError("not_found", `There is nothing under this ${what}`);
    return row.id;
  };
  const [categoryId, tagId, authorId] = await Promise.all([
    find("category", category, (slug) => Categories.select(db, { slug }, { columns })),
    find("tag", tag, (slug) => Tags.select(db, { slug }, { columns })),
    find("author", author, (handle) => Users.select(db, { handle }, { columns })),
  ]);
  return { category: categoryId, tag: tagId, author: authorId };
}

type Look = (name: string) => Promise<readonly { id: string }[]>;
