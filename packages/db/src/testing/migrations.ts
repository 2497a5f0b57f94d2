import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { breakpoint, downFile, type JournalEntry, journalFile, upFile } from "../migrate/folder.ts";
import {
  emptySnapshot,
  type SchemaExports,
  type Snapshot,
  snapshotFile,
  snapshotOf,
  statementsBetween,
} from "../migrate/kit.ts";

/** One migration to write: what the tables are after it, and when it was made. */
export interface Step {
  readonly name: string;
  readonly when: number;
  readonly schema: SchemaExports;
}

/** Writes a folder of migrations as drizzle-kit would, one for each step, each with its down. */
export async function writeMigrations(folder: string, steps: readonly Step[]): Promise<Snapshot[]> {
  mkdirSync(path.join(folder, "meta"), { recursive: true });
  const snapshots: Snapshot[] = [];
  const entries: JournalEntry[] = [];
  let before = emptySnapshot();
  for (const [idx, { name, when, schema }] of steps.entries()) {
    const tag = `${String(idx).padStart(4, "0")}_${name}`;
    const after = snapshotOf(schema, before.id);
    writeFileSync(upFile(folder, tag), await statements(before, after));
    writeFileSync(downFile(folder, tag), await statements(after, before));
    writeFileSync(snapshotFile(folder, idx), JSON.stringify(after, null, 2));
    entries.push({ idx, version: "7", when, tag, breakpoints: true });
    snapshots.push(after);
    before = after;
  }
  writeJournal(folder, entries);
  return snapshots;
}

/** Writes the journal with just these entries. */
export function writeJournal(folder: string, entries: readonly JournalEntry[]): void {
  const journal = { version: "7", dialect: "postgresql", entries };
  writeFileSync(journalFile(folder), JSON.stringify(journal, null, 2));
}

async function statements(from: Snapshot, to: Snapshot): Promise<string> {
  return (await statementsBetween(from, to)).join(`\n${breakpoint}\n`);
}
