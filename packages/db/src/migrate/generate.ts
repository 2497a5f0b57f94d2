import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { breakpoint, downFile, readJournal, splitStatements, upFile } from "./folder.ts";
import { emptySnapshot, readSnapshot, statementsBetween } from "./kit.ts";

export interface GenerateOptions {
  /** Lower case, digits and underscores: it becomes part of a file name. */
  readonly name: string;
  /** An empty migration to be written by hand, for what a table definition cannot say. */
  readonly custom?: boolean;
  /** A drizzle-kit configuration file; its folder is where drizzle-kit runs. */
  readonly config: string;
  readonly folder: string;
}

export interface Generated {
  readonly tag: string;
  /** What a person has to do or look at before the migration is fit to be committed. */
  readonly warnings: readonly string[];
}

/** Lets drizzle-kit write the next migration, then its down. Returns nothing when the schema has not changed. */
export async function generateMigrations(options: GenerateOptions): Promise<Generated[]> {
  if (!/^[a-z][a-z0-9_]*$/.test(options.name)) {
    throw new Error(
      `"${options.name}" is not a name for a migration; use a-z, 0-9 and _, such as add_post_language`,
    );
  }
  runKit(options);
  return existsSync(path.join(options.folder, "meta", "_journal.json"))
    ? generateDowns(options.folder)
    : [];
}

function runKit({ name, custom, config }: GenerateOptions): void {
  const manifest = createRequire(import.meta.url).resolve("drizzle-kit");
  const program = path.join(path.dirname(manifest), "bin.cjs");
  const run = spawnSync(
    process.execPath,
    [
      program,
      "generate",
      "--name",
      name,
      "--config",
      path.basename(config),
      ...(custom ? ["--custom"] : []),
    ],
    { cwd: path.dirname(config), stdio: "inherit" },
  );
  if (run.status !== 0) throw new Error("drizzle-kit could not generate the migration; see above");
}

/** Writes the down of every migration that has none, from the snapshots before and after it. */
export async function generateDowns(folder: string): Promise<Generated[]> {
  const generated: Generated[] = [];
  for (const { idx, tag } of readJournal(folder).entries) {
    const file = downFile(folder, tag);
    if (existsSync(file)) continue;
    const up = splitStatements(readFileSync(upFile(folder, tag), "utf8"));
    const { statements, warnings } = await downStatements(folder, idx, up);
    writeFileSync(file, `${statements.join(`\n${breakpoint}\n`) || byHand}\n`);
    generated.push({ tag, warnings: warnings.map((warning) => `${tag}: ${warning}`) });
  }
  return generated;
}

const byHand = "-- Write here what undoes the migration, then delete this line.";

async function downStatements(
  folder: string,
  idx: number,
  up: readonly string[],
): Promise<{ statements: string[]; warnings: string[] }> {
  const after = readSnapshot(folder, idx);
  const before = idx === 0 ? emptySnapshot() : readSnapshot(folder, idx - 1);
  if (!after || !before)
    return { statements: [], warnings: ["its snapshot is missing, so write the down by hand"] };
  let statements: string[];
  try {
    statements = await statementsBetween(after, before);
  } catch {
    // Without a terminal drizzle-kit cannot ask whether something was renamed.
    return {
      statements: [],
      warnings: ["something may have been renamed, so write the down by hand"],
    };
  }
  return { statements, warnings: warningsFor(up, statements) };
}

function warningsFor(up: readonly string[], down: readonly string[]): string[] {
  const warnings: string[] = [];
  if (down.length === 0)
    warnings.push("write its down by hand: no table changes, so none could be generated");
  if (up.some((statement) => /\brename\b/i.test(statement))) {
    warnings.push("it renames; read the down, which may drop and create instead");
  }
  if (up.some((statement) => /^\s*(alter table \S+ )?drop\b/i.test(statement))) {
    warnings.push("it drops something; the down brings back the structure and not the content");
  }
  const byPerson = up.filter(
    (statement) =>
      !/^\s*(create|alter|drop)\s+(table|unique|index|type|schema|sequence|view)/i.test(statement),
  );
  if (byPerson.length > 0 && down.length > 0)
    warnings.push("it holds statements of its own; undo them in the down too");
  return warnings;
}
