import { Refusal } from "../refusal.ts";
import { requireFreeNoun } from "../reserved.ts";
import { addEntry, addImport, append } from "../source.ts";
import type { Tree } from "../tree.ts";
import { nounOf } from "../words.ts";

export interface JobAnswers {
  /** A fact in the past tense, such as `invoice.sent`. */
  readonly name: string;
  /** A cron expression in UTC, for a job that comes by the clock. */
  readonly schedule?: string | undefined;
}

interface Job {
  /** `invoice.sent` */
  readonly name: string;
  /** `invoice` */
  readonly noun: string;
  /** `invoiceSent` */
  readonly key: string;
  /** `handleInvoiceSent` */
  readonly handler: string;
  readonly schedule: string | null;
}

/** What jobs are called in houses where they are commands. */
const commands: ReadonlySet<string> = new Set(
  "archive clean create delete export expire generate import index mail make notify process publish rebuild refresh remove run send start stop sync update".split(
    " ",
  ),
);

const contracts = "packages/jobs/src/contracts";

/**
 * Writes a job: its contract, its queue, the worker's handler, the service it calls and their tests.
 * What the service does is the one thing left to write. Returns the files.
 */
export function generateJob(tree: Tree, answers: JobAnswers): readonly string[] {
  const job = jobOf(answers);
  const { noun, key } = job;
  if (new RegExp(`^\\s*${key}\\b`, "m").test(tree.read(`${contracts}/index.ts`)))
    throw new Refusal(`There is a job called ${job.name} already`);
  planContract(tree, job);
  tree.edit("packages/jobs/src/queue.ts", (text) =>
    addEntry(text, "    jobs: {", `${key}: queue(contracts.${key}, send),`),
  );
  planQueueTests(tree, job);
  planService(tree, job);
  tree.edit("apps/worker/src/handlers.ts", (text) =>
    addEntry(
      addImport(text, `@quoin/api/${noun}/service`, [job.handler]),
      "  return {",
      handlerEntry(job),
      { sorted: false },
    ),
  );
  return tree.write();
}

function jobOf({ name: given, schedule = "" }: JobAnswers): Job {
  const name = given.trim();
  const [noun = "", ...verbs] = name.split(".");
  if (!/^[a-z]+(\.[a-z]+)+$/.test(name) || name.length > 40)
    throw new Refusal(
      "A job is named as a fact in the past tense, a noun, a dot and what happened to it, in small letters: invoice.sent",
    );
  // The noun is a folder of the API and part of names in code.
  if (/[^s]s$/.test(noun)) nounOf(noun);
  const spoken = verbs.map((verb) => verb.charAt(0).toUpperCase() + verb.slice(1)).join("");
  const key = `${noun}${spoken}`;
  requireFreeNoun({
    one: { camel: noun, pascal: noun, kebab: noun, snake: noun, spoken: noun },
    many: { camel: key, pascal: key, kebab: key, snake: key, spoken: name },
  });
  if (commands.has(verbs.at(-1) ?? ""))
    throw new Refusal(
      `“${name}” does not read as something that has happened; say invoice.sent, not invoice.send`,
    );
  return {
    name,
    noun,
    key,
    handler: `handle${key.charAt(0).toUpperCase()}${key.slice(1)}`,
    schedule: schedule.trim() === "" ? null : cronOf(schedule.trim()),
  };
}

/** The five fields of a cron expression, each a number, a list, a range, a step or a star. */
function cronOf(text: string): string {
  const limits = [59, 23, 31, 12, 7];
  const fields = text.split(/ +/);
  const fits = (field: string, most: number) =>
    field.split(",").every((part) => {
      const [, from, to, step] = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? [
        null,
        "99",
      ];
      const numbers = [from, to].flatMap((each) => (each === undefined ? [] : [Number(each)]));
      return numbers.every((number) => number <= most) && step !== "0";
    });
  if (fields.length !== 5 || !fields.every((field, at) => fits(field, limits[at] ?? 0)))
    throw new Refusal(
      "A schedule has five fields: minute, hour, day, month, weekday, in UTC; 17 3 * * * is 03:17 each day",
    );
  return fields.join(" ");
}

function planContract(tree: Tree, job: Job): void {
  const { name, noun, key, schedule } = job;
  const file = `${contracts}/${noun}.ts`;
  if (!tree.has(file))
    tree.create(file, `import { z } from "zod";\nimport { job } from "../contract.ts";\n`);
  const payload = schedule === null ? "z.object({ id: z.uuid() })" : "z.object({})";
  const options = schedule === null ? "" : `, { concurrency: 1, cron: "${schedule}" }`;
  const says =
    schedule === null
      ? `/** Say here what has happened, and to what. */`
      : `/** Say here what it is time for. */`;
  tree.edit(file, (text) =>
    append(
      addImport(addImport(text, "zod", ["z"]), "../contract.ts", ["job"]),
      `${says}\nexport const ${key} = job("${name}", ${payload}${options});\n`,
    ),
  );
  tree.edit(`${contracts}/index.ts`, (text) =>
    addEntry(addImport(text, `./${noun}.ts`, [key]), "export const contracts = {", `${key},`),
  );
}

/** The tests of the queue know every job: which payloads it takes, and which come by the clock. */
function planQueueTests(tree: Tree, { key, schedule }: Job): void {
  tree.edit("packages/jobs/src/jobs.integration.test.ts", (text) =>
    addEntry(text, "const idle: Handlers = {", `${key}: async () => {},`, { sorted: false }),
  );
  const payload = schedule === null ? "fc.record({ id: uuid })" : "fc.constant({})";
  tree.edit("packages/jobs/src/contract.test.ts", (text) => {
    const opening = "const payloads: Record<keyof typeof contracts, fc.Arbitrary<unknown>> = {";
    const known = addEntry(text, opening, `${key}: ${payload},`);
    if (schedule === null) return known;
    const clocked = /expect\(clocked\.map\(\(\[key\]\) => key\)\)\.toEqual\(\[([^\]]*)\]\)/;
    const [found, keys = ""] = clocked.exec(known) ?? [];
    if (found === undefined)
      throw new Refusal("contract.test.ts does not list what runs by the clock");
    const all = [...keys.split(",").map((each) => each.trim()), `"${key}"`].filter(Boolean);
    return known.replace(
      found,
      `expect(clocked.map(([key]) => key)).toEqual([${all.toSorted().join(", ")}])`,
    );
  });
}

function planService(tree: Tree, job: Job): void {
  const { name, noun, key, handler, schedule } = job;
  const folder = `packages/api/src/${noun}`;
  const file = `${folder}/service.ts`;
  if (!tree.has(file)) tree.create(file, `import type { Ctx } from "../context.ts";\n`);
  const given = schedule === null ? ", id: string" : "";
  const logged = schedule === null ? "{ id }" : "{}";
  tree.edit(file, (text) => {
    if (new RegExp(`\\b${handler}\\b`).test(text))
      throw new Refusal(`${file} has ${handler} already`);
    return append(
      addImport(text, "../context.ts", ["Ctx"], { typeOnly: true }),
      `/** What is done once ${name}. Safe to make twice: a job may come again. For the worker. */
export async function ${handler}(ctx: Ctx${given}): Promise<void> {
  ctx.log.info(${logged}, "${name}");
}
`,
    );
  });
  tree.create(`${folder}/${name.replaceAll(".", "-")}.integration.test.ts`, testFile(job, key));
}

function handlerEntry({ key, handler, schedule }: Job): string {
  const [payload, rest] = schedule === null ? ["{ id }", ", id"] : ["_nothing", ""];
  return `${key}: (${payload}, job) => ${handler}(systemContext(services, job.requestId)${rest}),`;
}

function testFile({ name, handler, schedule }: Job, key: string): string {
  const id = `"0190b2f0-0000-7000-8000-000000000000"`;
  const payload = schedule === null ? `{ id: ${id} }` : "{}";
  const given = schedule === null ? `, ${id}` : "";
  return `import { expect } from "vitest";
import { test } from "../testing/index.ts";
import { ${handler} } from "./service.ts";

test("${name} is queued with the change that caused it, or not at all", async ({ api }) => {
  const { jobs } = api.services;
  const payload = ${payload};
  await expect(
    api.db.transaction(async (tx) => {
      await jobs.${key}.to(payload).enqueue(tx);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await api.payloads("${name}")).toEqual([]);

  await api.db.transaction((tx) => jobs.${key}.to(payload).enqueue(tx));
  expect(await api.payloads("${name}")).toEqual([payload]);
});

test("${name} can be handled twice", async ({ api }) => {
  const ctx = api.ctx(null);
  await ${handler}(ctx${given});
  await expect(${handler}(ctx${given})).resolves.toBeUndefined();
});
`;
}
