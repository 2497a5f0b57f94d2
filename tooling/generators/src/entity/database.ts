import type { Field } from "../fields.ts";
import { linesOf } from "../source.ts";
import { sentenceCase } from "../words.ts";
import { type Entity, LINE } from "./entity.ts";

const builders = {
  text: "varchar",
  markdown: "text",
  integer: "integer",
  boolean: "boolean",
  date: "date",
  reference: "uuid",
} as const;

function column({ type, name, required, target }: Field): string {
  const quoted = `"${name.snake}"`;
  const bare = {
    text: `varchar(${quoted}, { length: ${LINE} })`,
    markdown: `text(${quoted})`,
    integer: `integer(${quoted})`,
    boolean: `boolean(${quoted}).notNull().default(false)`,
    date: `date(${quoted}, { mode: "string" })`,
    reference: `uuid(${quoted})`,
  }[type];
  const need = required && type !== "boolean" ? ".notNull()" : "";
  const points = target
    ? `.references(() => ${target.many.camel}.id, { onDelete: "${required ? "cascade" : "set null"}" })`
    : "";
  return `${name.camel}: ${bare}${need}${points},`;
}

/** The tables that are pointed at and their files, each once: users always, because a record has an author. */
const targets = ({ references }: Entity): [string, string][] => [
  ...new Map([
    ["users", "users"],
    ...references.map(({ target }): [string, string] => [target.many.camel, target.many.kebab]),
  ]),
];

export function tableFile(entity: Entity): string {
  const { one, many } = entity.noun;
  const used = new Set([
    "index",
    "pgTable",
    "uuid",
    ...entity.fields.map(({ type }) => builders[type]),
  ]);
  const imports = targets(entity)
    .toSorted(([, one], [, other]) => one.localeCompare(other, "en"))
    .map(([camel, kebab]) => `import { ${camel} } from "./${kebab}.ts";`);
  return linesOf(
    `import { ${[...used].toSorted().join(", ")} } from "drizzle-orm/pg-core";`,
    `import { lifecycle, primaryId } from "../columns.ts";`,
    ...imports,
    "",
    `export const ${many.camel} = pgTable("${many.snake}", {`,
    "id: primaryId(),",
    ...entity.fields.map(column),
    "/** Whose it is. Null once the account is gone; the record stays. */",
    `authorId: uuid("author_id").references(() => users.id, { onDelete: "set null" }),`,
    "...lifecycle(),",
    "}, (t) => [",
    `index("${many.snake}_created_at_idx").on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),`,
    `index("${many.snake}_author_id_idx").on(t.authorId),`,
    ...entity.references.map(
      ({ name }) => `index("${many.snake}_${name.snake}_idx").on(t.${name.camel}),`,
    ),
    "]);",
    "",
    `export interface ${one.pascal} extends Readonly<typeof ${many.camel}.$inferSelect> {}`,
    `export interface New${one.pascal} extends Readonly<typeof ${many.camel}.$inferInsert> {}`,
    "",
  );
}

export function relationsOf(entity: Entity): string {
  const { one, many } = entity.noun;
  return linesOf(
    `export const ${one.camel}Relations = relations(${many.camel}, ({ one }) => ({`,
    `author: one(users, { fields: [${many.camel}.authorId], references: [users.id], relationName: "${one.camel}Author" }),`,
    ...entity.references.map(
      ({ name, target }) =>
        `${name.camel.replace(/Id$/, "")}: one(${target.many.camel}, { fields: [${many.camel}.${name.camel}], references: [${target.many.camel}.id], relationName: "${one.camel}${name.pascal.replace(/Id$/, "")}" }),`,
    ),
    "}));",
    "",
  );
}

export function modelFile({ noun: { one, many } }: Entity): string {
  return `import { asc, inArray } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { type New${one.pascal}, type ${one.pascal}, ${many.camel} } from "../schema/${many.kebab}.ts";

const base = model<${one.pascal}, New${one.pascal}>(${many.camel});

export const ${many.pascal} = {
  ...base,

  /** All of them, newest first. */
  async page(db: Db, page: PageRequest) {
    const { where, orderBy, limit } = keyset(${many.camel}.createdAt, ${many.camel}.id, page);
    const rows = await db.select().from(${many.camel}).where(where).orderBy(...orderBy).limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** These ${many.spoken}, kept from other writers until the transaction ends. */
  locked: (db: Db, ids: readonly string[]) =>
    db
      .select()
      .from(${many.camel})
      .where(inArray(${many.camel}.id, [...ids]))
      .orderBy(asc(${many.camel}.id))
      .limit(ids.length)
      .for("update"),
};
`;
}

/** Where the factory of a table is found: what it is called, and in which file. */
export type FindFactory = (camel: string) => string;

export function factoryFile(entity: Entity, factoryFileOf: FindFactory): string {
  const { one, many } = entity.noun;
  const needed = entity.references.filter(({ required }) => required);
  const factories = new Map([
    ["userFactory", "./users.ts"],
    ...needed.map(
      ({ target }) =>
        [`${target.one.camel}Factory`, `./${factoryFileOf(target.one.camel)}`] as const,
    ),
  ]);
  const values = entity.fields
    .filter(({ required, type }) => required && type !== "boolean" && type !== "reference")
    .map((field) => `${field.name.camel}: ${madeUp(field)},`);
  return linesOf(
    `import type { Db } from "../../database.ts";`,
    `import { takeFirst } from "../../model.ts";`,
    `import { ${many.pascal} } from "../../models/${many.kebab}.ts";`,
    `import type { New${one.pascal}, ${one.pascal} } from "../../schema/${many.kebab}.ts";`,
    `import { type Factory, nextNumber, several } from "./factory.ts";`,
    ...[...factories]
      .toSorted(([, one], [, other]) => one.localeCompare(other, "en"))
      .map(([name, file]) => `import { ${name} } from "${file}";`),
    "",
    `export interface ${one.pascal}Factory extends Factory<${one.pascal}> {`,
    `by(author: { id: string }): ${one.pascal}Factory;`,
    `with(values: Partial<New${one.pascal}>): ${one.pascal}Factory;`,
    "}",
    "",
    `/** ${sentenceCase(many.spoken)}, each by an author of its own unless said otherwise. */`,
    `export function ${one.camel}Factory(db: Db, values: Partial<New${one.pascal}> = {}): ${one.pascal}Factory {`,
    `const with_ = (more: Partial<New${one.pascal}>) => ${one.camel}Factory(db, { ...values, ...more });`,
    "const create = async () => {",
    "const number = nextNumber();",
    "const authorId = values.authorId ?? (await userFactory(db).author().create()).id;",
    ...needed.map(
      ({ name, target }) =>
        `const ${name.camel} = values.${name.camel} ?? (await ${target.one.camel}Factory(db).create()).id;`,
    ),
    `const row = { ${values.join(" ")} ...values, authorId, ${needed.map(({ name }) => `${name.camel},`).join(" ")} };`,
    `return takeFirst(await ${many.pascal}.insert(db, [row]));`,
    "};",
    "return {",
    "create,",
    "createMany: (howMany) => several(howMany, create),",
    "by: ({ id }) => with_({ authorId: id }),",
    "with: with_,",
    "};",
    "}",
    "",
  );
}

function madeUp({ type, name }: Field): string {
  const words = sentenceCase(name.spoken);
  if (type === "integer") return "number";
  if (type === "date") return `"2026-01-01"`;
  return `\`${words} \${number}\``;
}

export function indexTest({ noun: { one, many } }: Entity): string {
  return `import { expect } from "vitest";
import { test } from "../testing/fixture.ts";
import { expectWalks, ${one.camel}Factory, plansOf } from "../testing/index.ts";
import { ${many.pascal} } from "./${many.kebab}.ts";

const key = { at: new Date(), id: "01900000-0000-7000-8000-000000000000" };

test.for([
  ["first", { limit: 20 }],
  ["after a place", { limit: 20, after: key }],
  ["before a place", { limit: 20, before: key }],
] as const)("a page of ${many.spoken} walks its index, %s", async ([, page], { database }) => {
  await ${one.camel}Factory(database.db).createMany(3);
  const plans = await plansOf(database.url, (db) => ${many.pascal}.page(db, page));
  expect(plans).toHaveLength(1);
  expectWalks(plans, "${many.snake}_created_at_idx");
});
`;
}
