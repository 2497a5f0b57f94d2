import type { Entry, Schema, Surface } from "@quoin/api/contract";
import { breaksOf } from "./schema.ts";

/** One difference, of one procedure or address. */
export interface Change {
  readonly name: string;
  readonly isBreaking: boolean;
  readonly what: string;
}

/** From those who may do least to those who may do most. */
const roles = ["public", "reader", "author", "editor", "admin"];

/** What is different between two surfaces, and which of it breaks somebody's program. */
export function changesBetween(before: Surface, after: Surface): Change[] {
  const gone = Object.keys(before)
    .filter((name) => !Object.hasOwn(after, name))
    .map((name) => ({ name, isBreaking: true, what: "is gone" }));
  const rest = Object.entries(after).flatMap(([name, entry]) => {
    const old = before[name];
    if (!old) return [{ name, isBreaking: false, what: "is new" }];
    const breaks = breaksOfEntry(old, entry);
    if (breaks.length > 0) return breaks.map((what) => ({ name, isBreaking: true, what }));
    const isSame = JSON.stringify(canonical(old)) === JSON.stringify(canonical(entry));
    return isSame ? [] : [{ name, isBreaking: false, what: "allows or tells more" }];
  });
  return [...gone, ...rest];
}

function breaksOfEntry(old: Entry, entry: Entry): string[] {
  const moved = Object.entries(old.places ?? {}).filter(
    ([field, place]) => entry.places?.[field] !== undefined && entry.places[field] !== place,
  );
  return [
    ...(old.type === entry.type ? [] : [`was a ${old.type} and is a ${entry.type}`]),
    ...(roles.indexOf(entry.access) > roles.indexOf(old.access)
      ? [`was for ${old.access} and is for ${entry.access}`]
      : []),
    ...(old.idempotent && !entry.idempotent ? ["no longer honours an `Idempotency-Key`"] : []),
    ...(old.status === entry.status
      ? []
      : [`answered ${String(old.status)} and answers ${String(entry.status)}`]),
    ...moved.map(([field, place]) => `took \`${field}\` in the ${place} and does not now`),
    ...breaksOf(old.input ?? nothing, entry.input ?? nothing, "input").map(
      (what) => `input: ${what}`,
    ),
    ...breaksOf(old.output ?? {}, entry.output ?? {}, "output").map((what) => `output: ${what}`),
  ];
}

/** What a call without input sends: an object without fields. */
const nothing: Schema = { type: "object", properties: {} };

/** The order of keys says nothing. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

/**
 * The names that a changelog declares as broken: what stands between backticks in the list under
 * `## Unreleased`, `### Breaking`.
 */
export function declaredBreaks(changelog: string): ReadonlySet<string> {
  const unreleased = sectionOf(changelog, /^## \[?Unreleased\]?\s*$/im, /^## /m);
  const breaking = sectionOf(unreleased, /^### Breaking\s*$/im, /^### /m);
  return new Set([...breaking.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name ?? ""));
}

function sectionOf(text: string, heading: RegExp, next: RegExp): string {
  const found = heading.exec(text);
  if (!found) return "";
  const rest = text.slice(found.index + found[0].length);
  const end = next.exec(rest);
  return end ? rest.slice(0, end.index) : rest;
}
