import type { Field } from "../fields.ts";
import { linesOf } from "../source.ts";
import { sentenceCase, withArticle } from "../words.ts";
import { type Entity, LINE, PROSE } from "./entity.ts";

const schemas = {
  text: `line(${LINE})`,
  markdown: `prose(${PROSE}).refine((text) => text.trim() !== "", "Write something here")`,
  integer: "z.int32()",
  boolean: "z.boolean()",
  date: "day",
  reference: "id",
} as const;

const inDraft = ({ type, name, required }: Field) =>
  `${name.camel}: ${schemas[type]}${type === "boolean" ? ".default(false)" : required ? "" : ".nullish()"},`;

const inEdit = ({ type, name, required }: Field) =>
  `${name.camel}: ${schemas[type]}${required || type === "boolean" ? ".optional()" : ".nullish()"},`;

const isDay = ({ type }: Field) => type === "date";

export function inputFile({ noun: { one, many }, fields }: Entity): string {
  const types = new Set(fields.map(({ type }) => type));
  const vocabulary = [
    "id",
    "ids",
    types.has("text") && "line",
    "pageInput",
    types.has("markdown") && "prose",
  ];
  return linesOf(
    `import type { New${one.pascal} } from "@quoin/db"; // type-only: this file ships to the browser`,
    `import { z } from "zod";`,
    `import { ${vocabulary.filter(Boolean).join(", ")} } from "../fields.ts";`,
    "",
    types.has("date") &&
      `/** A day of the calendar, as \`2026-11-21\`; PostgreSQL has no year 0. */
const day = z.iso
  .date("Write a day, such as 2026-11-21")
  .refine((day) => !day.startsWith("0000"), "Too long ago");
`,
    `/** ${sentenceCase(many.spoken)}, newest first. */`,
    `export const list${many.pascal} = pageInput;`,
    `export type List${many.pascal} = z.output<typeof list${many.pascal}>;`,
    "",
    `export const ${one.camel}ById = z.object({ id });`,
    "",
    `const new${one.pascal} = z.object({`,
    ...fields.map(inDraft),
    `}) satisfies z.ZodType<Pick<New${one.pascal}, ${fields.map(({ name }) => `"${name.camel}"`).join(" | ")}>>;`,
    `export const new${many.pascal} = z.array(new${one.pascal}).min(1).max(20);`,
    `export type New${one.pascal}Input = z.output<typeof new${one.pascal}>;`,
    "",
    "/** What is left out stays as it is. */",
    `const ${one.camel}Edit = z.object({`,
    "id,",
    ...fields.map(inEdit),
    "});",
    `export const ${one.camel}Edits = z.array(${one.camel}Edit).min(1).max(20).refine(`,
    "(edits) => new Set(edits.map(({ id }) => id)).size === edits.length,",
    `"Edit each one only once",`,
    ");",
    `export type ${one.pascal}Edit = z.output<typeof ${one.camel}Edit>;`,
    "",
    `export const ${one.camel}Ids = z.object({ ids });`,
    "",
  );
}

function outOf(field: Field): string {
  const schema = { integer: "z.number()", boolean: "z.boolean()" } as const;
  const base =
    field.type === "integer" || field.type === "boolean" ? schema[field.type] : "z.string()";
  const comment = isDay(field) ? "/** A day, as `2026-11-21`. */\n" : "";
  return `${comment}${field.name.camel}: ${base}${field.required || field.type === "boolean" ? "" : ".nullable()"},`;
}

export function outputFile({ noun: { one, many }, fields, label }: Entity): string {
  return linesOf(
    `import { z } from "zod";`,
    `import { pageOf } from "../fields.ts";`,
    "",
    `export const ${one.camel} = z.object({`,
    "id: z.string(),",
    ...fields.map(outOf),
    "/** Whose it is; null once the account is gone. */",
    "authorId: z.string().nullable(),",
    "createdAt: z.date(),",
    "updatedAt: z.date(),",
    "});",
    `export type ${one.pascal} = z.infer<typeof ${one.camel}>;`,
    `export const ${many.camel} = z.array(${one.camel});`,
    `export const ${one.camel}Page = pageOf(${one.camel});`,
    `export type ${one.pascal}Page = z.infer<typeof ${one.camel}Page>;`,
    "",
    "/** What was deleted. */",
    `export const deleted${many.pascal} = z.array(z.object({ id: z.string(), ${label.name.camel}: z.string() }));`,
    `export type Deleted${many.pascal} = z.infer<typeof deleted${many.pascal}>;`,
    "",
  );
}

export function policyFile({ noun: { one, many } }: Entity): string {
  return `import { hasRole, type SessionUser } from "@quoin/auth";

/** Authors change and delete ${many.spoken} of their own, editors anyone's. */
export const canEdit = (user: SessionUser, ${one.camel}: { readonly authorId: string | null }) =>
  ${one.camel}.authorId === user.id || hasRole(user.role, "editor");
`;
}

export function serviceFile(entity: Entity): string {
  const { noun, fields, label, references } = entity;
  const { one, many } = noun;
  const guarded = references.length > 0;
  const guard = guarded ? ".catch(refuseUnknown)" : "";
  const patch = ({ name, required, type }: Field) =>
    required || type === "boolean"
      ? `${name.camel}: edit?.${name.camel} ?? row.${name.camel},`
      : `${name.camel}: edit?.${name.camel} === undefined ? row.${name.camel} : edit.${name.camel},`;
  return linesOf(
    `import { ${guarded ? "constraintOf, " : ""}type Db, ${guarded ? "isForeignKeyViolation, " : ""}type ${one.pascal} as ${one.pascal}Row, ${many.pascal} } from "@quoin/db";`,
    `import { recordAudit } from "../audit/record.ts";`,
    `import type { UserCtx } from "../context.ts";`,
    `import { pageRequest, toPageOutput } from "../cursor.ts";`,
    `import { AppError, requireAll } from "../errors.ts";`,
    `import type { List${many.pascal}, New${one.pascal}Input, ${one.pascal}Edit } from "./input.ts";`,
    `import type { Deleted${many.pascal}, ${one.pascal}, ${one.pascal}Page } from "./output.ts";`,
    `import { canEdit } from "./policy.ts";`,
    "",
    `/** ${sentenceCase(many.spoken)}, newest first. */`,
    `export async function list${many.pascal}(ctx: UserCtx, input: List${many.pascal}): Promise<${one.pascal}Page> {`,
    `const list = "${many.camel}";`,
    `return toPageOutput(list, await ${many.pascal}.page(ctx.db, pageRequest(list, input)));`,
    "}",
    "",
    `/** One ${one.spoken} by its id. */`,
    `export async function read${one.pascal}(ctx: UserCtx, id: string): Promise<${one.pascal}> {`,
    `const [${one.camel}] = await ${many.pascal}.select(ctx.db, { id });`,
    `if (!${one.camel}) throw new AppError("not_found", "There is no such ${one.spoken}");`,
    `return ${one.camel};`,
    "}",
    "",
    `/** Makes ${many.spoken}; they belong to the caller. */`,
    `export function create${many.pascal}(ctx: UserCtx, drafts: New${one.pascal}Input[]): Promise<${one.pascal}[]> {`,
    `return ctx.db.transaction(async (tx) => {`,
    `const rows = drafts.map((draft) => ({ ...draft, authorId: ctx.user.id }));`,
    `const made = await ${many.pascal}.insert(tx, rows);`,
    `await audit(ctx, tx, "${one.camel}.created", made);`,
    `return made;`,
    `})${guard};`,
    "}",
    "",
    `/** Changes ${many.spoken}, all or none; what an edit leaves out stays as it is. */`,
    `export function update${many.pascal}(ctx: UserCtx, edits: ${one.pascal}Edit[]): Promise<${one.pascal}[]> {`,
    `return ctx.db.transaction(async (tx) => {`,
    "const ids = edits.map(({ id }) => id);",
    `const after: ${one.pascal}Row[] = [];`,
    "for (const [at, row] of (await editable(ctx, tx, ids)).entries())",
    `after.push(...(await ${many.pascal}.update(tx, { id: row.id }, edited(row, edits[at]))));`,
    `await audit(ctx, tx, "${one.camel}.updated", after);`,
    "return after;",
    `})${guard};`,
    "}",
    "",
    `/** Deletes ${many.spoken}, all or none. */`,
    `export function delete${many.pascal}(ctx: UserCtx, ids: string[]): Promise<Deleted${many.pascal}> {`,
    `return ctx.db.transaction(async (tx) => {`,
    `const gone = await editable(ctx, tx, ids);`,
    `await ${many.pascal}.delete(tx, { id: ids });`,
    `await audit(ctx, tx, "${one.camel}.deleted", gone);`,
    `return gone.map(({ id, ${label.name.camel} }) => ({ id, ${label.name.camel} }));`,
    "});",
    "}",
    "",
    `/** These ${many.spoken}, locked; refused when one is missing or not the caller's to change. */`,
    `async function editable(ctx: UserCtx, tx: Db, ids: string[]): Promise<${one.pascal}Row[]> {`,
    `const rows = requireAll("${one.spoken}", ids, await ${many.pascal}.locked(tx, ids));`,
    `const foreign = rows.filter((row) => !canEdit(ctx.user, row));`,
    `if (foreign.length > 0)`,
    `throw new AppError("not_allowed", "Only its author or an editor can change ${withArticle(one.spoken)}", {`,
    `details: foreign.map(({ id }) => ({ field: "ids", issue: \`\${id} is not yours\` })),`,
    "});",
    "return rows;",
    "}",
    "",
    `/** ${sentenceCase(withArticle(one.spoken))} with what an edit names changed. */`,
    `const edited = (row: ${one.pascal}Row, edit: ${one.pascal}Edit | undefined) => ({`,
    ...fields.map(patch),
    "});",
    "",
    `function audit(ctx: UserCtx, tx: Db, action: \`${one.camel}.\${string}\`, rows: readonly ${one.pascal}Row[]): Promise<void> {`,
    `return recordAudit(ctx, tx, rows.map(({ id, ${label.name.camel} }) => ({ action, entityId: id, label: ${label.name.camel} })));`,
    "}",
    guarded && unknownReference(entity),
    "",
  );
}

/** A record that is pointed at and is not there is the caller's mistake, named by its field. */
function unknownReference({ noun: { many }, references }: Entity): string {
  return linesOf(
    "",
    "/** The fields that point at other records, by the constraint that holds them to it. */",
    "const references = new Map([",
    ...references.map(
      ({ name, target }) =>
        `["${many.snake}_${name.snake}_${target.many.snake}_id_fk", "${name.camel}"],`,
    ),
    "]);",
    "",
    "function refuseUnknown(error: unknown): never {",
    'const field = references.get(constraintOf(error) ?? "");',
    "if (field === undefined || !isForeignKeyViolation(error)) throw error;",
    `throw new AppError("validation", \`\${field}: There is no such record\`, {`,
    `details: [{ field, issue: "There is no such record" }],`,
    "cause: error,",
    "});",
    "}",
  );
}

export function routerFile({ noun: { one, many } }: Entity): string {
  const path = `/${many.kebab}`;
  const record = `${path}/{id}`;
  return `import { authorCreateProcedure, authorProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const ${one.camel}Router = router({
  list: authorProcedure
    .meta({ rest: { method: "GET", path: "${path}", summary: "List ${many.spoken}, newest first" } })
    .input(input.list${many.pascal})
    .output(output.${one.camel}Page)
    .query(({ ctx, input }) => service.list${many.pascal}(ctx, input)),
  byId: authorProcedure
    .meta({ rest: { method: "GET", path: "${record}", summary: "Read ${withArticle(one.spoken)}" } })
    .input(input.${one.camel}ById)
    .output(output.${one.camel})
    .query(({ ctx, input }) => service.read${one.pascal}(ctx, input.id)),

  create: authorCreateProcedure
    .meta({ rest: { method: "POST", path: "${path}", summary: "Make ${withArticle(one.spoken)}", status: 201, location: "${record}" } })
    .input(input.new${many.pascal})
    .output(output.${many.camel})
    .mutation(({ ctx, input }) => service.create${many.pascal}(ctx, input)),
  update: authorProcedure
    .meta({ rest: { method: "PATCH", path: "${record}", summary: "Change ${withArticle(one.spoken)}" } })
    .input(input.${one.camel}Edits)
    .output(output.${many.camel})
    .mutation(({ ctx, input }) => service.update${many.pascal}(ctx, input)),
  delete: authorProcedure
    .meta({ rest: { method: "DELETE", path: "${record}", summary: "Delete ${withArticle(one.spoken)}", status: 204 } })
    .input(input.${one.camel}Ids)
    .output(output.deleted${many.pascal})
    .mutation(({ ctx, input }) => service.delete${many.pascal}(ctx, input.ids)),
});
`;
}
