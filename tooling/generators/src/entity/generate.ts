import { addRights } from "../matrix.ts";
import { writeMigration } from "../migration.ts";
import { Refusal } from "../refusal.ts";
import { requireFreeNoun } from "../reserved.ts";
import { addEntry, addImport, addImportLine, addSortedLine, append } from "../source.ts";
import type { Tree } from "../tree.ts";
import { sentenceCase } from "../words.ts";
import { apiTest } from "./api-test.ts";
import { inputFile, outputFile, policyFile, routerFile, serviceFile } from "./api.ts";
import { factoryFile, indexTest, modelFile, relationsOf, tableFile } from "./database.ts";
import { type Entity, entityOf } from "./entity.ts";
import { deskFile, formFile, pageFile } from "./newsroom.ts";
import { addPlace } from "./place.ts";

const db = "packages/db/src";
const api = "packages/api/src";
const admin = "apps/admin/src";

export interface EntityAnswers {
  /** In the singular, such as `reading-list`; `cactus:cacti` when the plural is not found by rule. */
  readonly name: string;
  /** Such as `title:text, note?:markdown`. */
  readonly fields: string;
}

/**
 * Writes an entity: table, migration and its way back, model, factory, API, newsroom page and their tests.
 * Returns the files. Throws a Refusal, and writes nothing, when that cannot be.
 */
export function generateEntity(tree: Tree, answers: EntityAnswers): readonly string[] {
  const entity = entityOf(answers.name, answers.fields);
  requireFreeNoun(entity.noun);
  requireNew(tree, entity);
  planDatabase(tree, entity);
  planApi(tree, entity);
  planNewsroom(tree, entity);
  return tree.write(() => writeMigration(tree.root, `add_${entity.noun.many.snake}`));
}

/** PostgreSQL cuts what is longer, and then errors name something else. */
const MAX_IDENTIFIER = 63;

function requireNew(tree: Tree, { noun, references }: Entity): void {
  const { one, many } = noun;
  const taken = [
    `${db}/schema/${many.kebab}.ts`,
    `${db}/models/${many.kebab}.ts`,
    `${api}/${one.kebab}`,
    `${admin}/${many.kebab}`,
    `${admin}/app/${many.kebab}`,
    `${admin}/app/(newsroom)/(editors)/${many.kebab}`,
  ].find((file) => tree.has(file));
  if (taken !== undefined) throw new Refusal(`There is ${taken} already; choose another noun`);
  const exported = ["schema", "models", "testing/factories"].flatMap((folder) =>
    tree
      .list(`${db}/${folder}`)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => namesIn(tree.read(`${db}/${folder}/${file}`))),
  );
  const known = new Set([...exported, ...namesIn(tree.read(`${db}/index.ts`))]);
  const clash = [
    one.pascal,
    `New${one.pascal}`,
    many.camel,
    many.pascal,
    `${one.camel}Factory`,
  ].find((name) => known.has(name));
  if (clash !== undefined)
    throw new Refusal(`@quoin/db exports something called “${clash}” already; choose another noun`);
  for (const { name, target } of references) {
    if (target.one.kebab === one.kebab)
      throw new Refusal(
        `“${name.camel}” points at its own table; add that by hand, as schema/comments.ts does`,
      );
    if (!tree.has(`${db}/schema/${target.many.kebab}.ts`))
      throw new Refusal(
        `“${name.camel}” points at “${target.one.spoken}”, and there is no schema/${target.many.kebab}.ts`,
      );
    const constraint = `${many.snake}_${name.snake}_${target.many.snake}_id_fk`;
    if (constraint.length > MAX_IDENTIFIER)
      throw new Refusal(`${constraint} is too long for PostgreSQL; choose shorter names`);
    factoryFileIn(tree, target.one.camel);
  }
}

const namesIn = (source: string): string[] => [
  ...[...source.matchAll(/^export (?:const|function|interface|type) (\w+)/gm)].map(
    ([, name]) => name ?? "",
  ),
  ...[...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().replace(/^type /, "")),
  ),
];

function factoryFileIn(tree: Tree, camel: string): string {
  const folder = `${db}/testing/factories`;
  const name = new RegExp(`^export (?:const|function) ${camel}Factory\\b`, "m");
  const file = tree.list(folder).find((each) => name.test(tree.read(`${folder}/${each}`)));
  if (file === undefined)
    throw new Refusal(
      `Tests of a reference need records to point at, and ${folder} has no ${camel}Factory`,
    );
  return file;
}

function planDatabase(tree: Tree, entity: Entity): void {
  const { one, many } = entity.noun;
  const line = `export * from "./${many.kebab}.ts";`;
  tree.create(`${db}/schema/${many.kebab}.ts`, tableFile(entity));
  tree.edit(`${db}/schema/index.ts`, (text) => addSortedLine(text, line));
  tree.edit(`${db}/relations.ts`, (text) =>
    append(
      addImport(text, "./schema/index.ts", [
        many.camel,
        ...entity.references.map(({ target }) => target.many.camel),
        "users",
      ]),
      relationsOf(entity),
    ),
  );
  tree.create(`${db}/models/${many.kebab}.ts`, modelFile(entity));
  tree.create(`${db}/models/${many.kebab}.integration.test.ts`, indexTest(entity));
  tree.edit(`${db}/models/index.ts`, (text) => addSortedLine(text, line));
  tree.create(
    `${db}/testing/factories/${many.kebab}.ts`,
    factoryFile(entity, (camel) => factoryFileIn(tree, camel)),
  );
  tree.edit(`${db}/testing/factories/index.ts`, (text) =>
    addSortedLine(
      text,
      `export { ${one.camel}Factory, type ${one.pascal}Factory } from "./${many.kebab}.ts";`,
    ),
  );
}

function planApi(tree: Tree, entity: Entity): void {
  const { one } = entity.noun;
  const feature = `${api}/${one.kebab}`;
  tree.create(`${feature}/input.ts`, inputFile(entity));
  tree.create(`${feature}/output.ts`, outputFile(entity));
  tree.create(`${feature}/policy.ts`, policyFile(entity));
  tree.create(`${feature}/service.ts`, serviceFile(entity));
  tree.create(`${feature}/router.ts`, routerFile(entity));
  tree.create(`${feature}/${one.kebab}.integration.test.ts`, apiTest(entity));
  tree.edit(`${api}/root.ts`, (text) => {
    const router = `${one.camel}Router`;
    const imported = addImport(text, `./${one.kebab}/router.ts`, [router]);
    const typed = addEntry(imported, "type Routers = {", `${one.camel}: typeof ${router};`);
    return addEntry(typed, "const routers: Routers = {", `${one.camel}: ${router},`);
  });
  tree.edit(`${api}/rest/openapi-tags.ts`, (text) =>
    addEntry(
      text,
      "export const tags: Readonly<Record<string, string>> = {",
      `${one.camel}: "${sentenceCase(entity.noun.many.spoken)}: written by authors, changed by their owners and by editors",`,
      { sorted: false },
    ),
  );
  const access = "author";
  addRights(tree, [
    { procedure: `${one.camel}.list`, access },
    { procedure: `${one.camel}.byId`, access, decidedBy: "role" },
    {
      procedure: `${one.camel}.create`,
      access,
      ...(entity.references.length > 0 && { decidedBy: "role" as const }),
    },
    { procedure: `${one.camel}.update`, access, decidedBy: "owner" },
    { procedure: `${one.camel}.delete`, access, decidedBy: "owner" },
  ]);
  tree.edit(`${api}/key/scopes.ts`, (text) =>
    addEntry(text, "const features = {", `${one.camel}: ["read", "write"],`),
  );
  tree.edit(`${api}/inputs.test.ts`, (text) =>
    addImportLine(
      text,
      `import * as ${one.camel} from "./${one.kebab}/input.ts";`,
      `./${one.kebab}/input.ts`,
    ).replace(/^const features = \{([^}]*)\};/m, (_, names: string) => {
      const all = [...names.split(",").map((name) => name.trim()), one.camel].filter(Boolean);
      return `const features = { ${all.toSorted().join(", ")} };`;
    }),
  );
  tree.edit(`${api}/testing/index.ts`, (text) => {
    const factory = `${one.camel}Factory`;
    const imported = addImport(text, "@quoin/db/testing", [factory]);
    const typed = addEntry(
      imported,
      "readonly make: {",
      `${one.camel}(): ReturnType<typeof ${factory}>;`,
      { sorted: false },
    );
    return addEntry(typed, "make: {\n      ", `${one.camel}: () => ${factory}(db),`, {
      sorted: false,
    });
  });
}

function planNewsroom(tree: Tree, entity: Entity): void {
  const { one, many } = entity.noun;
  tree.create(`${admin}/app/(newsroom)/(editors)/${many.kebab}/page.tsx`, pageFile(entity));
  tree.create(`${admin}/${many.kebab}/${one.kebab}-desk.tsx`, deskFile(entity));
  tree.create(`${admin}/${many.kebab}/${one.kebab}-form.tsx`, formFile(entity));
  tree.edit(`${admin}/keys/scopes.ts`, (text) =>
    addEntry(
      text,
      "const names: Record<Feature, string> = {",
      `${one.camel}: "${sentenceCase(many.spoken)}",`,
    ),
  );
  addPlace(tree, entity.noun);
}
