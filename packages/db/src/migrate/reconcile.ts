import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  downFile,
  type Journal,
  journalFile,
  type JournalEntry,
  splitStatements,
  upFile,
} from "./folder.ts";
import {
  describesSame,
  emptySnapshot,
  originId,
  readSnapshot,
  type SchemaExports,
  type Snapshot,
  snapshotFile,
  snapshotOf,
  statementsBetween,
} from "./kit.ts";
import { readHistory } from "./history.ts";
import { mergeSnapshots } from "./merge.ts";

export interface Reconciled {
  /** What was done, in sentences; empty when nothing had to be. */
  readonly changes: readonly string[];
  /** What a person should look at. */
  readonly warnings: readonly string[];
}

interface Ordered extends JournalEntry {
  /** The tag before renumbering. */
  readonly was: string;
}

/** What one migration did to the tables. */
interface Step {
  readonly from: Snapshot;
  readonly to: Snapshot;
}

/**
 * Puts a folder in order after a merge of two branches that took the same numbers: the later migration of each
 * pair gets the next free number, files follow, the journal counts on, and the snapshots form one chain that ends
 * with the schema as it is now. The statements stay as they are, so a database that has a migration already knows
 * it again. Doing it twice is doing it once.
 */
export async function reconcile(folder: string, schema: SchemaExports): Promise<Reconciled> {
  const ordered = renumber(findMigrations(folder));
  const changes: string[] = [];
  for (const { was, tag } of ordered) if (was !== tag) changes.push(`${was} is now ${tag}`);

  const firstMoved = ordered.findIndex(({ was, tag }) => was !== tag);
  // The one before the first that moves shares its number, so its snapshot may be the other one's.
  const firstDoubtful = firstMoved === -1 ? ordered.length : Math.max(firstMoved - 1, 0);
  const { snapshots, warnings } = await chainSnapshots(folder, ordered, firstDoubtful, schema);

  moveFiles(folder, ordered);
  for (const [idx, snapshot] of snapshots) {
    writeJson(snapshotFile(folder, idx), snapshot);
    changes.push(`the snapshot of ${ordered[idx]?.tag} follows the one before it`);
  }
  removeSurplusSnapshots(folder, ordered.length);
  if (writeJournal(folder, ordered)) changes.push("the journal counts on without gaps");
  return { changes, warnings };
}

/** The migrations that lie in the folder, ordered by number and then by age. */
function findMigrations(folder: string): JournalEntry[] {
  const whens = readTimes(folder);
  return readdirSync(folder)
    .flatMap((name) => {
      const [, tag = "", number] = /^((\d{4})_.+)(?<!\.down)\.sql$/.exec(name) ?? [];
      if (number === undefined) return [];
      // One that a merge dropped from the journal is the newcomer.
      const when = whens.get(tag) ?? Date.now();
      return [{ idx: Number(number), version: "7", when, tag, breakpoints: true }];
    })
    .toSorted((a, b) => a.idx - b.idx || a.when - b.when || (a.tag < b.tag ? -1 : 1));
}

// Read piece by piece: after a merge with conflicts the journal may not be JSON, but its entries still are.
function readTimes(folder: string): Map<string, number> {
  const text = existsSync(journalFile(folder)) ? readFileSync(journalFile(folder), "utf8") : "";
  const times = new Map<string, number>();
  let when: number | undefined;
  for (const [, key, value = ""] of text.matchAll(/"(when|tag)":\s*"?([^",\s]+)/g)) {
    if (key === "when") when = Number(value);
    else if (when !== undefined) times.set(value, when);
  }
  return times;
}

function renumber(found: readonly JournalEntry[]): Ordered[] {
  let last = 0;
  return found.map((entry, idx) => {
    last = Math.max(entry.when, last + 1);
    const tag = entry.tag.replace(/^\d+/, String(idx).padStart(4, "0"));
    return { ...entry, was: entry.tag, idx, tag, when: last };
  });
}

/** The snapshots that have to be written, by number. */
async function chainSnapshots(
  folder: string,
  ordered: readonly Ordered[],
  firstDoubtful: number,
  schema: SchemaExports,
): Promise<{ snapshots: Map<number, Snapshot>; warnings: string[] }> {
  const snapshots = new Map<number, Snapshot>();
  const steps = await findSteps(folder, ordered.slice(firstDoubtful));
  let before = emptySnapshot();
  for (const [idx, entry] of ordered.entries()) {
    const stored = readSnapshot(folder, idx);
    let snapshot = stored;
    if (idx >= firstDoubtful || !stored) {
      const content =
        idx === ordered.length - 1
          ? snapshotOf(schema, before.id)
          : contentAfter(
              entry,
              before,
              ordered.slice(idx + 1),
              steps,
              snapshotOf(schema, before.id),
            );
      const isStored = stored && describesSame(stored, content) && stored.id !== before.id;
      snapshot = { ...content, id: isStored ? stored.id : crypto.randomUUID() };
    }
    if (!snapshot) throw new Error(`There is no snapshot for ${entry.was}`);
    if (snapshot.prevId !== before.id) snapshot = { ...snapshot, prevId: before.id };
    if (!stored || snapshot.id !== stored.id || snapshot.prevId !== stored.prevId) {
      snapshots.set(idx, snapshot);
    }
    before = snapshot;
  }
  const lost = ordered.slice(firstDoubtful).filter(({ was }) => !steps.has(was));
  const warnings =
    lost.length > 1
      ? [
          `The snapshots in the middle are a guess, because those of ${lost.map(({ tag }) => tag).join(", ")} are lost`,
        ]
      : [];
  return { snapshots, warnings };
}

/**
 * The tables after a migration in the middle: those before it with its own step; when its snapshot was lost, the
 * tables of now without the steps of those that follow.
 */
function contentAfter(
  entry: Ordered,
  before: Snapshot,
  following: readonly Ordered[],
  steps: ReadonlyMap<string, Step>,
  now: Snapshot,
): Snapshot {
  const own = steps.get(entry.was);
  if (own) return mergeSnapshots({ base: own.from, ours: before, theirs: own.to });
  return following.reduceRight((tables, { was }) => {
    const step = steps.get(was);
    return step ? mergeSnapshots({ base: step.to, ours: tables, theirs: step.from }) : tables;
  }, now);
}

function statementsOf(folder: string, tag: string): string[] {
  return splitStatements(readFileSync(upFile(folder, tag), "utf8"));
}

/** For each migration whose snapshot can still be found: the snapshot that it started from, and its own. */
async function findSteps(folder: string, doubtful: readonly Ordered[]): Promise<Map<string, Step>> {
  const steps = new Map<string, Step>();
  const history = readHistory(folder);
  const empty = emptySnapshot();
  for (const { was } of doubtful) {
    const own = new Set(statementsOf(folder, was).map(normal));
    for (const to of history.get(Number(was.slice(0, 4))) ?? []) {
      const from =
        to.prevId === originId
          ? empty
          : [...history.values()].flat().find(({ id }) => id === to.prevId);
      // It belongs to this migration when this migration makes it.
      const made = from ? await tryStatements(from, to) : [];
      const isOwn =
        made.length === 0 ? own.size === 0 : made.some((statement) => own.has(normal(statement)));
      if (from && isOwn) steps.set(was, { from, to });
    }
  }
  return steps;
}

// A possible rename makes drizzle-kit ask, which it cannot do here.
async function tryStatements(from: Snapshot, to: Snapshot): Promise<string[]> {
  try {
    return await statementsBetween(from, to);
  } catch {
    return [];
  }
}

const normal = (statement: string) => statement.replaceAll(/\s+/g, " ").replace(/;?\s*$/, "");

// First aside, then into place: a new name may be the old name of another.
function moveFiles(folder: string, ordered: readonly Ordered[]): void {
  const moves = ordered
    .filter(({ was, tag }) => was !== tag)
    .flatMap(({ was, tag }) => [
      [upFile(folder, was), upFile(folder, tag)] as const,
      [downFile(folder, was), downFile(folder, tag)] as const,
    ])
    .filter(([from]) => existsSync(from));
  for (const [from] of moves) renameSync(from, `${from}.moving`);
  for (const [from, to] of moves) renameSync(`${from}.moving`, to);
}

function removeSurplusSnapshots(folder: string, count: number): void {
  for (const name of readdirSync(path.join(folder, "meta"))) {
    const number = /^(\d{4})_snapshot\.json$/.exec(name)?.[1];
    if (number !== undefined && Number(number) >= count) rmSync(path.join(folder, "meta", name));
  }
}

function writeJournal(folder: string, ordered: readonly Ordered[]): boolean {
  const entries = ordered.map(({ was: _was, ...entry }) => entry);
  const journal: Journal = { version: "7", dialect: "postgresql", entries };
  const text = JSON.stringify(journal, null, 2);
  if (existsSync(journalFile(folder)) && readFileSync(journalFile(folder), "utf8").trim() === text)
    return false;
  writeFileSync(journalFile(folder), text);
  return true;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value, null, 2));
}
