import type { Db } from "../../database.ts";
import { takeFirst } from "../../model.ts";
import { Categories } from "../../models/categories.ts";
import { Tags } from "../../models/tags.ts";
import type { Category, NewCategory } from "../../schema/categories.ts";
import type { NewTag, Tag } from "../../schema/tags.ts";
import { type Factory, nextNumber, several } from "./factory.ts";

export interface TermFactory<Row, NewRow> extends Factory<Row> {
  named(name: string): TermFactory<Row, NewRow>;
  with(values: Partial<NewRow>): TermFactory<Row, NewRow>;
}

function termFactory<Row, NewRow extends { name: string; slug: string }>(
  word: string,
  insert: (row: { name: string; slug: string } & Partial<NewRow>) => Promise<Row>,
  values: Partial<NewRow> = {},
): TermFactory<Row, NewRow> {
  const with_ = (more: object) => termFactory<Row, NewRow>(word, insert, { ...values, ...more });
  const create = () => {
    const number = nextNumber();
    return insert({
      name: `${word} ${number}`,
      slug: `${word.toLowerCase()}-${number}`,
      ...values,
    });
  };
  return {
    create,
    createMany: (howMany) => several(howMany, create),
    named: (name) => with_({ name, slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-") }),
    with: with_,
  };
}

export const categoryFactory = (db: Db) =>
  termFactory<Category, NewCategory>("Category", async (row) =>
    takeFirst(await Categories.insert(db, [row])),
  );

export const tagFactory = (db: Db) =>
  termFactory<Tag, NewTag>("Tag", async (row) => takeFirst(await Tags.insert(db, [row])));
