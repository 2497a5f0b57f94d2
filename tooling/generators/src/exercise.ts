import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "@quoin/bootstrap/door/child";
import { Trouble } from "@quoin/bootstrap/door/trouble";

// Generates one of each into a copy of the checkout, and holds what comes out to what a change of ours is
// held to: format, types, lint, unused files, migrations and its own tests, untouched by hand.

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Left out of the copy. `dist` comes along, so that only what the new files touch is compiled again. */
const left = new Set([
  ".git",
  ".next",
  ".quoin",
  ".turbo",
  "coverage",
  "node_modules",
  "test-results",
]);

const orders = [
  [
    "entity",
    "reading list",
    "title:text, subtitle?:text, note?:markdown, body:markdown, copies:integer, price?:integer, featured:boolean, dueOn:date, endsOn?:date, post:reference, editor?:reference:user",
  ],
  ["procedure", "post", "feature", "mutation", "editor"],
  ["procedure", "dashboard", "compare", "query", "public"],
  ["job", "invoice.sent", ""],
  ["job", "digest.due", "17 3 * * *"],
] as const;

/** Each must be refused. What they would have written is seen by the checks that follow. */
const refusals = [
  ["entity", "post", "title:text"],
  ["entity", "reading list", "title:text"],
  ["entity", "../../etc", "title:text"],
  ["procedure", "post", "publish", "mutation", "author"],
  ["job", "invoice.sent", ""],
  ["job", "book.lent", "every day"],
] as const;

/** Tests that list every procedure or job, for the compiler or for a run of their own. */
const known: ReadonlySet<string> = new Set([
  "packages/api/src/authorization.integration.test.ts",
  "packages/jobs/src/jobs.integration.test.ts",
]);

/** Tests of the neighbours that know every feature, page and job. */
const neighbours = [
  "apps/admin/src/frame/commands.test.ts",
  "apps/admin/src/keys/scopes.test.ts",
  "packages/api/src/inputs.test.ts",
  "packages/api/src/key/scopes.test.ts",
  "packages/api/src/rest/openapi.test.ts",
  "packages/jobs/src/contract.test.ts",
];

type Run = (
  what: string,
  command: string,
  args: readonly string[],
  folder?: string,
) => Promise<string>;

async function main(): Promise<void> {
  const copy = mkdtempSync(path.join(tmpdir(), "quoin-generated-"));
  try {
    cpSync(root, copy, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      filter: (file) => !left.has(path.basename(file)),
    });
    await exercise(async (what, command, args, folder = ".") => {
      const since = performance.now();
      const options = { cwd: path.join(copy, folder), env: environment(copy) };
      const log = await runQuietly(what, command, args, options);
      const seconds = ((performance.now() - since) / 1_000).toFixed(1);
      process.stdout.write(`${what}: ${seconds} s\n`);
      return log;
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function exercise(run: Run): Promise<void> {
  await install(run);
  const written = new Set<string>();
  for (const [generator, ...answers] of orders) {
    const args = ["run", generator, "--args", ...answers];
    const log = await run(`${generator} ${answers[0]}`, "gen", args);
    for (const [, file = ""] of log.matchAll(/^ {4}(\S+\/\S+)/gm)) written.add(file);
  }
  for (const [generator, ...answers] of refusals) await mustRefuse(run, generator, answers);

  const sources = [...written].filter((file) => /\.tsx?$/.test(file));
  await run("format", "oxfmt", ["--check", "."]);
  await run("migrations", "pnpm", ["--filter", "@quoin/db", "run", "migration:check"]);
  await run("types of packages", "tsc", ["-b"]);
  await run("types of the worker", "tsc", ["-p", "apps/worker"]);
  await run("routes of the newsroom", "next", ["typegen"], "apps/admin");
  await run("types of the newsroom", "tsc", ["-p", "apps/admin"]);
  await run("lint", "oxlint", sources);
  await run("unused", "knip", []);
  const tests = sources.filter((file) => file.endsWith(".integration.test.ts") && !known.has(file));
  await run("tests", "vitest", ["run", ...tests, ...neighbours]);
  // Calling everything as everybody takes long, and needs only the list to be whole.
  const matrix = "packages/api/src/authorization.integration.test.ts";
  await run("rights", "vitest", ["run", matrix, "-t", "every procedure"]);
}

async function mustRefuse(run: Run, generator: string, answers: readonly string[]): Promise<void> {
  try {
    await run(`${generator} ${answers[0]}`, "gen", ["run", generator, "--args", ...answers]);
  } catch (error) {
    if (error instanceof Trouble && error.exitCode <= 128) return;
    throw error;
  }
  throw new Error(`${generator} ${answers.join(" ")} was not refused`);
}

async function install(run: Run): Promise<void> {
  const args = ["install", "--frozen-lockfile"];
  try {
    await run("install", "pnpm", [...args, "--offline"]);
  } catch (error) {
    if (!(error instanceof Trouble) || error.exitCode > 128) throw error;
    // Something is not in the store.
    await run("install", "pnpm", [...args, "--prefer-offline"]);
  }
}

/** The copy's own programs before those of the checkout it was made from. */
function environment(copy: string): Record<string, string> {
  const programs = ["node_modules/.bin", "apps/admin/node_modules/.bin"];
  const folders = [...programs.map((folder) => path.join(copy, folder)), process.env["PATH"] ?? ""];
  const given = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(given), PATH: folders.join(path.delimiter) };
}

main().catch((error: unknown) => {
  const known = error instanceof Trouble;
  process.stderr.write(`${known ? `${error.message}\n${error.log ?? ""}` : String(error)}\n`);
  process.exitCode = known ? error.exitCode : 1;
});
