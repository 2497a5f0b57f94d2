import { existsSync, readdirSync, readFileSync } from "node:fs";
import { downFile, type JournalEntry, readJournal, splitStatements, upFile } from "./folder.ts";
import { describesSame, originId, readSnapshot, type SchemaExports, snapshotOf } from "./kit.ts";

/**
 * Everything that is wrong with a folder of migrations, in sentences; an empty list when nothing is. Needs no
 * database. `schema` is what the tables are now: a change of them that no migration makes is wrong too.
 */
export function checkMigrations(folder: string, schema: SchemaExports): string[] {
  let entries: readonly JournalEntry[];
  try {
    ({ entries } = readJournal(folder));
  } catch (error) {
    return [
      `The journal cannot be read (${String(error)}); after a merge, run migration:reconcile`,
    ];
  }
  return [
    ...checkOrder(entries),
    ...checkFiles(folder, entries),
    ...checkSnapshots(folder, entries),
    ...checkSchema(folder, entries, schema),
  ];
}

function checkOrder(entries: readonly JournalEntry[]): string[] {
  const problems: string[] = [];
  for (const [at, { idx, tag, when }] of entries.entries()) {
    const number = String(at).padStart(4, "0");
    if (idx !== at || !tag.startsWith(`${number}_`)) {
      problems.push(
        `${tag} should have the number ${number}; two branches may have taken the same one`,
      );
    }
    const before = entries[at - 1];
    if (before && when <= before.when)
      problems.push(`${tag} says that it is older than ${before.tag}`);
  }
  return problems;
}

function checkFiles(folder: string, entries: readonly JournalEntry[]): string[] {
  const problems: string[] = [];
  const known = new Set(entries.map(({ tag }) => tag));
  for (const { tag } of entries) {
    if (!existsSync(upFile(folder, tag))) problems.push(`${tag}.sql is missing`);
    const down = downFile(folder, tag);
    if (!existsSync(down)) problems.push(`${tag}.down.sql is missing`);
    else if (splitStatements(readFileSync(down, "utf8")).length === 0) {
      problems.push(`${tag}.down.sql is empty: write what undoes the migration`);
    }
  }
  for (const name of readdirSync(folder)) {
    const tag = /^(.+?)(\.down)?\.sql$/.exec(name)?.[1];
    if (tag !== undefined && !known.has(tag)) problems.push(`${name} is not in the journal`);
  }
  return problems;
}

function checkSnapshots(folder: string, entries: readonly JournalEntry[]): string[] {
  const problems: string[] = [];
  let previousId = originId;
  for (const { idx, tag } of entries) {
    const snapshot = readSnapshot(folder, idx);
    if (!snapshot) {
      problems.push(`The snapshot of ${tag} is missing or cannot be read`);
      return problems;
    }
    if (snapshot.prevId !== previousId) {
      problems.push(`The snapshot of ${tag} does not follow the one before it`);
    }
    previousId = snapshot.id;
  }
  return problems;
}

function checkSchema(
  folder: string,
  entries: readonly JournalEntry[],
  schema: SchemaExports,
): string[] {
  const last = entries.at(-1);
  const latest = last && readSnapshot(folder, last.idx);
  if (!latest || describesSame(latest, snapshotOf(schema, latest.prevId))) return [];
  return ["The schema has changes that no migration makes; run migration:generate"];
}
