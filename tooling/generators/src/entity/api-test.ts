import type { Field } from "../fields.ts";
import { linesOf } from "../source.ts";
import type { Entity } from "./entity.ts";

/** A value that the type takes. */
const sample = (field: Field): string =>
  ({
    text: `"Wool"`,
    markdown: `"Some *words*."`,
    integer: "7",
    boolean: "true",
    date: `"2026-02-28"`,
    reference: field.name.camel,
  })[field.type];

/** As it stands in a draft; what a reference points at is in a variable of its name. */
const entry = (field: Field): string =>
  field.type === "reference" ? field.name.camel : `${field.name.camel}: ${sample(field)}`;

const wrong = (field: Field): readonly string[] =>
  ({
    text: [`"a\\0b"`, `"x".repeat(201)`, `"two\\nlines"`],
    markdown: [`" \\n"`, `"\\udfff"`, `"x".repeat(20_001)`],
    integer: ["1.5", "2 ** 31", "Number.NaN"],
    boolean: [],
    date: [`"0000-01-01"`, `"2026-02-30"`, `"tomorrow"`],
    reference: [`"somebody"`],
  })[field.type];

export function apiTest(entity: Entity): string {
  const { noun, fields, label, references } = entity;
  const { one, many } = noun;
  const name = label.name.camel;
  const required = fields.filter((field) => field.required && field.type !== "boolean");
  const needed = references.filter((field) => field.required);
  // What a test writes about, beside the label.
  const draft = required.filter((field) => field !== label).map(entry);
  const full = fields.map((field) => (field === label ? `${name}: "Wax"` : entry(field)));
  const made = (which: typeof references) =>
    which.map(
      ({ name, target }) =>
        `const { id: ${name.camel} } = await api.make.${target.one.camel}().create();`,
    );
  const makeNeeded = made(needed);
  const makeAll = made(references);
  const cases = fields.flatMap((field) => wrong(field).map((value) => [field, value] as const));
  const draftOf = (title: string) => `{ ${[`${name}: ${title}`, ...draft].join(", ")} }`;
  return linesOf(
    `import { AuditLogs, ${many.pascal} } from "@quoin/db";`,
    `import { describe, expect } from "vitest";`,
    `import { test } from "../testing/index.ts";`,
    "",
    `const ghost = "0190b2f0-0000-7000-8000-000000000000";`,
    "const refusal = (code: string) => ({ cause: { code } });",
    "",
    `describe("reading", () => {`,
    `test("${many.spoken} come newest first and turn their pages both ways", async ({ api }) => {`,
    "const author = await api.make.user().author().create();",
    `const made = await api.make.${one.camel}().by(author).createMany(5);`,
    "const newest = made.toReversed().map(({ id }) => id);",
    `const list = (cursor: string | null) => api.as(author).${one.camel}.list({ cursor, limit: 2 });`,
    "const first = await list(null);",
    "const second = await list(first.nextCursor);",
    "const third = await list(second.nextCursor);",
    "expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(newest);",
    "expect(first.previousCursor).toBeNull();",
    "expect(third.nextCursor).toBeNull();",
    "const back = await list(third.previousCursor);",
    "expect(back.items).toEqual(second.items);",
    `for (const cursor of ["e30", "☃", "W10"])`,
    `await expect(list(cursor)).rejects.toMatchObject(refusal("validation"));`,
    "});",
    "",
    `test("one is read by its id, by authors alone", async ({ api }) => {`,
    "const reader = await api.make.user().create();",
    "const author = await api.make.user().author().create();",
    `const ${one.camel} = await api.make.${one.camel}().create();`,
    `expect(await api.as(author).${one.camel}.byId({ id: ${one.camel}.id })).toEqual(${one.camel});`,
    `await expect(api.as(author).${one.camel}.byId({ id: ghost })).rejects.toMatchObject(refusal("not_found"));`,
    `for (const [user, code] of [[null, "UNAUTHORIZED"], [reader, "FORBIDDEN"]] as const) {`,
    `await expect(api.as(user).${one.camel}.byId({ id: ${one.camel}.id })).rejects.toMatchObject({ code });`,
    `await expect(api.as(user).${one.camel}.list({})).rejects.toMatchObject({ code });`,
    "}",
    "});",
    "});",
    "",
    `describe("writing", () => {`,
    `test("what is made is kept as it was given, and belongs to the caller", async ({ api }) => {`,
    "const author = await api.make.user().author().create();",
    ...makeAll,
    `const draft = { ${full.join(", ")} };`,
    `const [made] = await api.as(author).${one.camel}.create([draft]);`,
    "expect(made).toMatchObject({ ...draft, authorId: author.id });",
    `expect(await api.as(author).${one.camel}.byId({ id: made!.id })).toEqual(made);`,
    `const [line] = await AuditLogs.select(api.db, { action: "${one.camel}.created" });`,
    `expect(line).toMatchObject({ actorId: author.id, entityId: made!.id, label: "Wax" });`,
    "});",
    "",
    `test("a call that is made twice under one key makes one", async ({ api }) => {`,
    "const author = await api.make.user().author().create();",
    ...makeNeeded,
    `const desk = api.as(author, { idempotencyKey: "once" }).${one.camel};`,
    `const draft = ${draftOf('"Wax"')};`,
    "expect(await desk.create([draft])).toEqual(await desk.create([draft]));",
    `expect(await ${many.pascal}.select(api.db)).toHaveLength(1);`,
    "});",
    "",
    `test("nobody makes ${many.spoken} in somebody else's name", async ({ api }) => {`,
    "const [author, other] = await api.make.user().author().createMany(2);",
    ...makeNeeded,
    `const draft = { ${[`${name}: "Wax"`, ...draft].join(", ")}, authorId: other!.id, id: ghost };`,
    `const [made] = await api.as(author!).${one.camel}.create([draft]);`,
    "expect(made?.authorId).toBe(author!.id);",
    "expect(made?.id).not.toBe(ghost);",
    "});",
    "",
    `test("an edit changes what it names and nothing else", async ({ api }) => {`,
    "const author = await api.make.user().author().create();",
    `const before = await api.make.${one.camel}().by(author).create();`,
    `const desk = api.as(author).${one.camel};`,
    `const [after] = await desk.update([{ id: before.id, ${name}: "Wool" }]);`,
    `expect(after).toEqual({ ...before, ${name}: "Wool", updatedAt: after!.updatedAt });`,
    `const [same] = await desk.update([{ id: before.id }]);`,
    "expect(same).toEqual({ ...after, updatedAt: same!.updatedAt });",
    `await expect(desk.update([{ id: before.id, ${name}: "Kept?" }, { id: ghost }])).rejects.toMatchObject(refusal("not_found"));`,
    `expect(await ${many.pascal}.select(api.db, { ${name}: "Wool" })).toHaveLength(1);`,
    "});",
    "",
    `test("authors change and delete their own, editors anyone's", async ({ api }) => {`,
    "const [author, stranger] = await api.make.user().author().createMany(2);",
    "const editor = await api.make.user().editor().create();",
    `const own = await api.make.${one.camel}().by(author!).create();`,
    `const foreign = await api.make.${one.camel}().by(stranger!).create();`,
    `const desk = api.as(author!).${one.camel};`,
    `for (const call of [`,
    `() => desk.update([{ id: own.id, ${name}: "Mine" }, { id: foreign.id, ${name}: "Mine" }]),`,
    "() => desk.delete({ ids: [own.id, foreign.id] }),",
    "])",
    'await expect(call()).rejects.toMatchObject({ cause: { code: "not_allowed", details: [{ field: "ids", issue: expect.stringContaining(foreign.id) }] } });',
    `expect(await ${many.pascal}.select(api.db, { ${name}: [own.${name}, foreign.${name}] })).toHaveLength(2);`,
    `expect(await desk.delete({ ids: [own.id] })).toEqual([{ id: own.id, ${name}: own.${name} }]);`,
    `await api.as(editor).${one.camel}.delete({ ids: [foreign.id] });`,
    `expect(await ${many.pascal}.select(api.db)).toEqual([]);`,
    `await expect(desk.delete({ ids: [own.id] })).rejects.toMatchObject(refusal("not_found"));`,
    "});",
    "",
    `test("readers and strangers write nothing", async ({ api }) => {`,
    "const reader = await api.make.user().create();",
    `const ${one.camel} = await api.make.${one.camel}().create();`,
    ...makeNeeded,
    `for (const [user, code] of [[null, "UNAUTHORIZED"], [reader, "FORBIDDEN"]] as const) {`,
    `const desk = api.as(user).${one.camel};`,
    "for (const call of [",
    `() => desk.create([${draftOf('"Wax"')}]),`,
    `() => desk.update([{ id: ${one.camel}.id, ${name}: "Wax" }]),`,
    `() => desk.delete({ ids: [${one.camel}.id] }),`,
    "])",
    "await expect(call()).rejects.toMatchObject({ code });",
    "}",
    `expect(await ${many.pascal}.select(api.db)).toEqual([${one.camel}]);`,
    "});",
    "",
    `test("what cannot be kept is refused, and nothing of the call is kept", async ({ api }) => {`,
    "const author = await api.make.user().author().create();",
    ...makeNeeded,
    `const desk = api.as(author).${one.camel};`,
    `const good = ${draftOf('"Wax"')};`,
    "for (const wrong of [",
    `{ ${name}: "" },`,
    ...cases.map(([field, value]) => `{ ${field.name.camel}: ${value} },`),
    "])",
    `await expect(desk.create([good, { ...good, ...wrong }]), JSON.stringify(wrong)).rejects.toMatchObject(refusal("validation"));`,
    `await expect(desk.create([])).rejects.toMatchObject(refusal("validation"));`,
    `expect(await ${many.pascal}.select(api.db)).toEqual([]);`,
    "});",
    ...references.map((field) =>
      linesOf(
        "",
        `test("${field.name.camel} of a record that is not there is refused by its name", async ({ api }) => {`,
        "const author = await api.make.user().author().create();",
        ...made(needed.filter((each) => each !== field)),
        `const draft = { ${[`${name}: "Wax"`, ...draft.filter((each) => each !== field.name.camel), `${field.name.camel}: ghost`].join(", ")} };`,
        `await expect(api.as(author).${one.camel}.create([draft])).rejects.toMatchObject({ cause: { code: "validation", details: [{ field: "${field.name.camel}" }] } });`,
        "});",
      ),
    ),
    "});",
    "",
  );
}
