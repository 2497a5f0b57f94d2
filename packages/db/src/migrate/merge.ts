import type { Snapshot } from "./kit.ts";

interface Sides<Value> {
  readonly base: Value;
  readonly ours: Value;
  readonly theirs: Value;
}

/**
 * Three-way merge of snapshots: what `theirs` changed since `base` is changed in `ours` too. Where both changed
 * the same thing, `ours` stays.
 */
export function mergeSnapshots(sides: Sides<Snapshot>): Snapshot {
  const merged = merge(sides);
  if (!isRecord(merged)) throw new Error("The snapshots have nothing in common");
  return merged as Record<string, unknown> & Snapshot;
}

function merge({ base, ours, theirs }: Sides<unknown>): unknown {
  if (same(base, theirs)) return ours;
  if (same(base, ours)) return theirs;
  if (!isRecord(base) || !isRecord(ours) || !isRecord(theirs)) return ours;
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const merged: Record<string, unknown> = {};
  for (const key of keys) {
    const value = merge({ base: base[key], ours: ours[key], theirs: theirs[key] });
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  if (isRecord(one) && isRecord(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].every((key) => same(one[key], other[key]));
  }
  return JSON.stringify(one) === JSON.stringify(other);
}
