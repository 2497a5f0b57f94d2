import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** One line of drizzle-kit's journal. */
export interface JournalEntry {
  readonly idx: number;
  readonly version: string;
  readonly when: number;
  readonly tag: string;
  readonly breakpoints: boolean;
}

export interface Journal {
  readonly version: string;
  readonly dialect: string;
  readonly entries: readonly JournalEntry[];
}

/** A migration as it lies in the folder, ready to be run. */
export interface Migration {
  readonly tag: string;
  readonly when: number;
  /** SHA-256 of the up file: what drizzle's own table remembers of an applied migration. */
  readonly hash: string;
  readonly up: readonly string[];
  /** Throws when the down is missing, so that going up never depends on it. */
  readonly down: () => readonly string[];
}

/** The migrations of this package. No `new URL(…)`: bundlers would look for a module of that name. */
export const migrationsFolder = path.join(import.meta.dirname, "..", "..", "migrations");

export const breakpoint = "--> statement-breakpoint";

export const journalFile = (folder: string) => path.join(folder, "meta", "_journal.json");
export const upFile = (folder: string, tag: string) => path.join(folder, `${tag}.sql`);
export const downFile = (folder: string, tag: string) => path.join(folder, `${tag}.down.sql`);

export function readJournal(folder: string): Journal {
  // Written by drizzle-kit and by `reconcile`; `check` looks at its content.
  return JSON.parse(readFileSync(journalFile(folder), "utf8")) as Journal;
}

/** Every migration of the folder, oldest first. Throws when a file is missing. */
export function readMigrations(folder: string): Migration[] {
  return readJournal(folder).entries.map(({ tag, when }) => {
    const up = readText(upFile(folder, tag));
    return {
      tag,
      when,
      hash: createHash("sha256").update(up).digest("hex"),
      up: splitStatements(up),
      down: () => {
        const file = downFile(folder, tag);
        const statements = existsSync(file) ? splitStatements(readText(file)) : [];
        if (statements.length > 0) return statements;
        throw new Error(`${tag} cannot be undone: ${path.basename(file)} is missing or empty`);
      },
    };
  });
}

// A checkout on Windows may have other line ends; the migration is the same.
function readText(file: string): string {
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
}

/** Splits at drizzle-kit's breakpoints; pieces that hold nothing but comments are left out. */
export function splitStatements(text: string): string[] {
  return text
    .split(breakpoint)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^\s*--.*$/gm, "").trim() !== "");
}
