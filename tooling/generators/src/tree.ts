import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "./refusal.ts";

/**
 * What is to be written into a checkout. Everything is worked out in memory first, so a refusal leaves the
 * checkout as it was; what fails later is taken back.
 */
export interface Tree {
  readonly root: string;
  has(file: string): boolean;
  /** The file as it will be; empty when there is none. */
  read(file: string): string;
  /** Names in a folder, as they are on the disk; none when there is no such folder. */
  list(folder: string): readonly string[];
  /** Plans a new file; refuses when it exists. */
  create(file: string, text: string): void;
  /** Plans a change; refuses when there is nothing to change. */
  edit(file: string, change: (text: string) => string): void;
  /** Writes what was planned, formats it, then runs `then`. Returns the files, sorted. */
  write(then?: () => readonly string[]): readonly string[];
}

export function openTree(root: string): Tree {
  const planned = new Map<string, string>();
  const at = (file: string) => path.join(root, file);
  const has = (file: string) => planned.has(file) || existsSync(at(file));
  const read = (file: string) =>
    planned.get(file) ?? (existsSync(at(file)) ? readFileSync(at(file), "utf8") : "");
  return {
    root,
    has,
    read,
    list: (folder) => (existsSync(at(folder)) ? readdirSync(at(folder)) : []),
    create(file, text) {
      if (has(file)) throw new Refusal(`${file} exists already`);
      planned.set(file, text);
    },
    edit(file, change) {
      if (!has(file)) throw new Refusal(`${file} is not there; is this a checkout of Quoin?`);
      const before = read(file);
      const after = change(before);
      if (after === before) throw new Refusal(`${file} has it already`);
      planned.set(file, after);
    },
    write(then = () => []) {
      const before = new Map(
        [...planned.keys()].map((file) => [
          file,
          existsSync(at(file)) ? readFileSync(at(file), "utf8") : null,
        ]),
      );
      try {
        for (const [file, text] of planned) {
          mkdirSync(path.dirname(at(file)), { recursive: true });
          writeFileSync(at(file), text);
        }
        runIn(root, path.join(root, "node_modules/.bin/oxfmt"), [...planned.keys()]);
        return [...planned.keys(), ...then()].toSorted();
      } catch (error) {
        for (const [file, text] of before) {
          if (text === null) rmSync(at(file), { force: true });
          else writeFileSync(at(file), text);
        }
        throw error;
      }
    },
  };
}

/** Runs a program quietly; throws with what it said when it fails. */
export function runIn(cwd: string, command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status === 0) return;
  const said = error?.message ?? `${stdout}${stderr}`.trim();
  throw new Error(`${path.basename(command)} failed:\n${said}`);
}
