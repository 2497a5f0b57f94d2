import { addRights } from "../matrix.ts";
import { Refusal } from "../refusal.ts";
import { requireFreeProcedure } from "../reserved.ts";
import { addEntry, addImport, addImportLine, append } from "../source.ts";
import type { Tree } from "../tree.ts";
import { pluralOf, sentenceCase, withArticle, type Word, wordOf } from "../words.ts";

export const kinds = ["query", "mutation"] as const;
export const accessLevels = ["public", "reader", "author", "editor", "admin"] as const;
type Kind = (typeof kinds)[number];
type Access = (typeof accessLevels)[number];

export interface ProcedureAnswers {
  /** A feature that exists, such as `post`. */
  readonly feature: string;
  /** A verb, such as `pin`. */
  readonly name: string;
  readonly kind: string;
  readonly access: string;
}

interface Procedure {
  readonly feature: Word;
  readonly name: Word;
  readonly kind: Kind;
  readonly access: Access;
}

/**
 * Writes a procedure into a feature that exists: input, output, service, a line of the router and a test.
 * What it does is the one thing left to write. Returns the files.
 */
export function generateProcedure(tree: Tree, answers: ProcedureAnswers): readonly string[] {
  const procedure = procedureOf(answers);
  const folder = `packages/api/src/${procedure.feature.kebab}`;
  const router = `${folder}/router.ts`;
  if (!tree.has(router))
    throw new Refusal(
      `There is no feature “${procedure.feature.kebab}” in packages/api/src; make it with the generator “entity”`,
    );
  requireNew(tree, folder, procedure);
  const parts = {
    input: inputPart(procedure),
    output: outputPart(procedure),
    service: servicePart(procedure),
  };
  planInput(tree, `${folder}/input.ts`, procedure, parts.input);
  planZod(tree, `${folder}/output.ts`, parts.output);
  planService(tree, `${folder}/service.ts`, procedure, parts.service);
  tree.edit(router, (text) => routerWith(text, procedure));
  tree.create(`${folder}/${procedure.name.kebab}.integration.test.ts`, testFile(procedure));
  const { feature, name, access } = procedure;
  addRights(tree, [{ procedure: `${feature.camel}.${name.camel}`, access, decidedBy: "role" }]);
  const scopes = "packages/api/src/key/scopes.ts";
  if (scopesWith(tree.read(scopes), procedure) !== tree.read(scopes))
    tree.edit(scopes, (text) => scopesWith(text, procedure));
  return tree.write();
}

function procedureOf(answers: ProcedureAnswers): Procedure {
  const feature = wordOf("feature", answers.feature);
  const name = wordOf("procedure", answers.name);
  requireFreeProcedure(name);
  const kind = kinds.find((each) => each === answers.kind);
  if (!kind) throw new Refusal(`A procedure is a ${kinds.join(" or a ")}`);
  const access = accessLevels.find((each) => each === answers.access);
  if (!access) throw new Refusal(`Who may call it is one of ${accessLevels.join(", ")}`);
  return { feature, name, kind, access };
}

/** `pinPost`: what input, service and answer are called after. */
const subject = ({ feature, name }: Procedure) => `${name.camel}${feature.pascal}`;
const answerOf = (procedure: Procedure) => {
  const camel = `${subject(procedure)}Answer`;
  return { camel, pascal: camel.charAt(0).toUpperCase() + camel.slice(1) };
};

function requireNew(tree: Tree, folder: string, procedure: Procedure): void {
  const { feature, name } = procedure;
  const key = new RegExp(`^ {2}${name.camel}:`, "m");
  if (key.test(tree.read(`${folder}/router.ts`)))
    throw new Refusal(`There is ${feature.camel}.${name.camel} already`);
  const { camel, pascal } = answerOf(procedure);
  for (const file of ["input", "output", "service"]) {
    const text = tree.read(`${folder}/${file}.ts`);
    const taken = [subject(procedure), camel, pascal].find((each) =>
      new RegExp(`\\b${each}\\b`).test(text),
    );
    if (taken !== undefined)
      throw new Refusal(`${folder}/${file}.ts has something called “${taken}” already`);
  }
}

const about = ({ feature, name }: Procedure) =>
  `${sentenceCase(name.spoken)} ${withArticle(feature.spoken)}`;

const inputPart = (procedure: Procedure) =>
  `export const ${subject(procedure)} = z.object({ ${procedure.kind === "query" ? "id" : "ids"} });\n`;

function outputPart(procedure: Procedure): string {
  const { camel, pascal } = answerOf(procedure);
  const one = "z.object({ id: z.string() })";
  const schema = procedure.kind === "query" ? one : `z.array(${one})`;
  return `/** ${about(procedure)}. */
export const ${camel} = ${schema};
export type ${pascal} = z.infer<typeof ${camel}>;
`;
}

const ctxOf = ({ access }: Procedure) => (access === "public" ? "Ctx" : "UserCtx");

function servicePart(procedure: Procedure): string {
  const { feature, name, kind } = procedure;
  const [given, answer] =
    kind === "query"
      ? (["id: string", "{ id }"] as const)
      : (["ids: string[]", "ids.map((id) => ({ id }))"] as const);
  const logged = kind === "query" ? "id" : "ids";
  return `/** ${about(procedure)}. Say here what it promises and what it refuses; for now it answers with what it was asked for. */
export async function ${subject(procedure)}(ctx: ${ctxOf(procedure)}, ${given}): Promise<${answerOf(procedure).pascal}> {
  ctx.log.debug({ ${logged} }, "${feature.camel}.${name.camel}");
  return ${answer};
}
`;
}

function planInput(tree: Tree, file: string, { kind }: Procedure, part: string): void {
  const module = "../fields.ts";
  if (!tree.has(file)) tree.create(file, `import { z } from "zod";\n`);
  tree.edit(file, (text) =>
    append(
      addImport(addImport(text, "zod", ["z"]), module, [kind === "query" ? "id" : "ids"]),
      part,
    ),
  );
}

function planZod(tree: Tree, file: string, part: string): void {
  if (!tree.has(file)) tree.create(file, `import { z } from "zod";\n`);
  tree.edit(file, (text) => append(addImport(text, "zod", ["z"]), part));
}

function planService(tree: Tree, file: string, procedure: Procedure, part: string): void {
  if (!tree.has(file)) throw new Refusal(`${file} is not there, and a procedure needs a service`);
  tree.edit(file, (text) => {
    const typed = addImport(text, "../context.ts", [ctxOf(procedure)], { typeOnly: true });
    const answer = [answerOf(procedure).pascal];
    return append(addImport(typed, "./output.ts", answer, { typeOnly: true }), part);
  });
}

const builders: Record<Access, string> = {
  public: "publicProcedure",
  reader: "protectedProcedure",
  author: "authorProcedure",
  editor: "editorProcedure",
  admin: "adminProcedure",
};

function routerWith(source: string, procedure: Procedure): string {
  const { feature, name, kind, access } = procedure;
  const method = kind === "query" ? "GET" : "POST";
  // The feature's own address, as its other procedures have it.
  const base = /path: "(\/[a-z-]+)/.exec(source)?.[1] ?? `/${pluralOf(feature.kebab)}`;
  const path = `${base}/{id}/${name.kebab}`;
  if (source.includes(`method: "${method}", path: "${path}"`))
    throw new Refusal(`${method} ${path} is there already`);
  const given = kind === "query" ? "input.id" : "input.ids";
  const entry = `${name.camel}: ${builders[access]}
    .meta({ rest: { method: "${method}", path: "${path}", summary: "${about(procedure)}" } })
    .input(input.${subject(procedure)})
    .output(output.${answerOf(procedure).camel})
    .${kind}(({ ctx, input }) => service.${subject(procedure)}(ctx, ${given})),`;
  const imported = addImport(source, "../trpc.ts", [builders[access]]);
  const whole = (["input", "output", "service"] as const).reduce(
    (text, part) => addImportLine(text, `import * as ${part} from "./${part}.ts";`, `./${part}.ts`),
    imported,
  );
  return addEntry(whole, `export const ${feature.camel}Router = router({`, entry, {
    sorted: false,
  });
}

/** A feature that only read before is now written to, or the other way round. */
function scopesWith(source: string, { feature, kind }: Procedure): string {
  const deed = kind === "query" ? "read" : "write";
  const line = new RegExp(`^( {2}${feature.camel}: )\\[([^\\]]*)\\],`, "m");
  const [found, start, deeds = ""] = line.exec(source) ?? [];
  if (found === undefined) throw new Refusal(`key/scopes.ts does not know “${feature.camel}”`);
  if (deeds.includes(`"${deed}"`)) return source;
  return source.replace(found, `${start}["read", "write"],`);
}

const ranks = ["reader", "author", "editor", "admin"] as const;

function testFile(procedure: Procedure): string {
  const { feature, name, kind, access } = procedure;
  const call = `${feature.camel}.${name.camel}`;
  const [good, answer] =
    kind === "query" ? ["{ id }", "{ id }"] : ["{ ids: [id, id] }", "[{ id }]"];
  const bad =
    kind === "query"
      ? `[{ id: "" }, { id: "somebody" }, { id: "a\\0b" }]`
      : `[{ ids: [] }, { ids: ["somebody"] }, { ids: ["a\\0b"] }]`;
  const below = access === "public" ? [] : ranks.slice(0, ranks.indexOf(access));
  const user = access === "public" ? "null" : "user";
  const makeUser =
    access === "public" ? "" : `  const user = await api.make.user().role("${access}").create();\n`;
  const refusals =
    access === "public"
      ? ""
      : `
test("only ${access}s and whoever may more can do it", async ({ api }) => {
  await expect(api.as(null).${call}(${good})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
${
  below.length === 0
    ? ""
    : `  for (const role of ${JSON.stringify(below)} as const) {
    const user = await api.make.user().role(role).create();
    await expect(api.as(user).${call}(${good}), role).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
`
}});
`;
  return `import { expect } from "vitest";
import { test } from "../testing/index.ts";

const id = "0190b2f0-0000-7000-8000-000000000000";

test("${about(procedure)}", async ({ api }) => {
${makeUser}  expect(await api.as(${user}).${call}(${good})).toEqual(${answer});
});
${refusals}
test("what is not an id is refused", async ({ api }) => {
${makeUser}  for (const wrong of ${bad})
    await expect(api.as(${user}).${call}(wrong), JSON.stringify(wrong)).rejects.toMatchObject({
      cause: { code: "validation" },
    });
});
`;
}
