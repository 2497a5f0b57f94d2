import { Categories, type Db, type Filing, Tags, Users } from "@quoin/db";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { hasPublicPage } from "../user/policy.ts";

/** The categories, tags and authors that a list is narrowed to, as its address names them. */
export interface FiledUnder {
  readonly category?: string | undefined;
  readonly tag?: string | undefined;
  readonly author?: string | undefined;
}

const columns = ["id"] as const;

/** The ids behind those names for the newsroom; `not_found` for names that nothing has. */
export const filingOf = ({ db }: Ctx, asked: FiledUnder): Promise<Filing> =>
  idsOf(db, asked, {
    tag: (slug) => Tags.select(db, { slug }, { columns }),
    author: (handle) => Users.select(db, { handle }, { columns }),
  });

/** The same for readers: a tag of drafts alone and an account without a page are as unknown as no such name. */
export const readersFilingOf = ({ db }: Ctx, asked: FiledUnder): Promise<Filing> =>
  idsOf(db, asked, {
    tag: async (slug) =>
      (await Tags.withPostCounts(db, { slug })).filter(({ postCount }) => postCount > 0),
    author: async (handle) => (await Users.byHandle(db, handle)).filter(hasPublicPage),
  });

type Find = (name: string) => Promise<readonly { readonly id: string }[]>;

async function idsOf(
  db: Db,
  asked: FiledUnder,
  find: { readonly tag: Find; readonly author: Find },
): Promise<Filing> {
  const { category, tag, author } = asked;
  const [categories, tags, authors] = await Promise.all([
    category === undefined ? [] : Categories.select(db, { slug: category }, { columns }),
    tag === undefined ? [] : find.tag(tag),
    author === undefined ? [] : find.author(author),
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
