import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as schema from "../schema/index.ts";
import { checkMigrations } from "./check.ts";
import { migrationsFolder } from "./folder.ts";
import { generateDowns, generateMigrations, type Generated } from "./generate.ts";
import { reconcile } from "./reconcile.ts";

// `migration:generate`, `migration:reconcile` and `migration:check`: for a checkout, where drizzle-kit is installed.

const usage = `Usage: migration:generate --name <a_name> [--custom]  write the next migration and its down
       migration:reconcile                            repair two branches that took the same number
       migration:check                                say what is wrong with the folder`;

const config = fileURLToPath(new URL("../../drizzle.config.ts", import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

interface Values {
  readonly name?: string;
  readonly custom: boolean;
}

const commands: Readonly<Record<string, (values: Values) => Promise<void>>> = {
  generate: async ({ name, custom }) => {
    if (!name)
      throw new Error("Give the migration a name: migration:generate --name add_post_language");
    report(await generateMigrations({ name, custom, config, folder: migrationsFolder }));
  },
  reconcile: async () => {
    const { changes, warnings } = await reconcile(migrationsFolder, schema);
    for (const change of changes) say(change);
    for (const warning of warnings) say(`look at this: ${warning}`);
    if (changes.length === 0) say("There was nothing to repair.");
    report(await generateDowns(migrationsFolder));
    check();
  },
  check: async () => check(),
};

function check(): void {
  const problems = checkMigrations(migrationsFolder, schema);
  for (const problem of problems) say(problem);
  if (problems.length === 0) say("The migrations are in order.");
  else process.exitCode = 1;
}

function report(generated: readonly Generated[]): void {
  for (const { tag, warnings } of generated) {
    say(`wrote ${path.join("migrations", `${tag}.down.sql`)}`);
    for (const warning of warnings) say(`  look at this: ${warning}`);
  }
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { name: { type: "string" }, custom: { type: "boolean", default: false } },
  });
  const command = commands[positionals[0] ?? ""];
  if (!command) throw new Error(usage);
  await command(values);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
