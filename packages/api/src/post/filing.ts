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

/** The ids behind those names; `not_found` for names that nothing has. */
export async function filingOf({ db }: Ctx, asked: FiledUnder): Promise<Filing> {
  const { category, tag, author } = asked;
  const [categories, tags, authors] = await Promise.all([
    category === undefined ? [] : Categories.select(db, { slug: category }, { columns }),
    tag === undefined ? [] : Tags.select(db, { slug: tag }, { columns }),
    author === undefined ? [] : Users.select(db, { handle: author }, { columns }),
  ]);
  const found = { category: categories[0]?.id, tag: tags[0]?.id, author: authors[0]?.id };
  const missing = (["category", "tag", "author"] as const).filter(
    (field) => asked[field] !== undefined && found[field] === undefined,
  );
  if (missing.length > 0)
    throw new AppError("not_found", `There is nothing under this ${missing.join(" and ")}`, {
      details: missing.map((field) => ({ field, issue: "Does not exist" })),
    });
  return found;
}
