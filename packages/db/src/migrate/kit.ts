import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";

// The only door to drizzle-kit. It is there in a checkout and not in production, so the runner never comes here.

/** The tables of a schema at one point in time, as drizzle-kit writes them down. */
export interface Snapshot {
  readonly id: string;
  readonly prevId: string;
  readonly tables: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

/** A schema module's exports. */
export type SchemaExports = Readonly<Record<string, unknown>>;

/** The `prevId` of a first snapshot. */
export const originId = "00000000-0000-0000-0000-000000000000";

export const snapshotFile = (folder: string, idx: number) =>
  path.join(folder, "meta", `${String(idx).padStart(4, "0")}_snapshot.json`);

/** The snapshot of a schema as its tables are now. */
export function snapshotOf(schema: SchemaExports, prevId: string): Snapshot {
  // drizzle-kit's own type of it does not resolve here.
  return generateDrizzleJson({ ...schema }, prevId) as Snapshot;
}

/** A snapshot file, or undefined when it is missing or not readable, as after a merge with conflicts. */
export function readSnapshot(folder: string, idx: number): Snapshot | undefined {
  const file = snapshotFile(folder, idx);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Snapshot;
  } catch {
    return undefined;
  }
}

/** The snapshot of a database without tables: what lies before the first migration. */
export function emptySnapshot(): Snapshot {
  return { ...snapshotOf({}, originId), id: originId };
}

/**
 * The statements that lead from one snapshot to the other. Where something could be a rename, drizzle-kit asks
 * in the terminal; without a terminal it throws.
 */
export function statementsBetween(from: Snapshot, to: Snapshot): Promise<string[]> {
  return generateMigration(from, to);
}

/** True when two snapshots describe the same tables, whatever their ids. */
export function describesSame(one: Snapshot, other: Snapshot): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ id: _id, prevId: _prevId, _meta, ...content }: Snapshot): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
