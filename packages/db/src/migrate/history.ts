import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Snapshot } from "./kit.ts";

/**
 * Every version of every snapshot that can be found, by its number: those in the folder and, where the folder is
 * in a git repository, those that its branches hold. A merge keeps only one of two snapshots of one number.
 */
export function readHistory(folder: string): Map<number, Snapshot[]> {
  const meta = path.join(folder, "meta");
  const history = new Map<number, Snapshot[]>();
  for (const name of readdirSync(meta)) {
    const number = /^(\d{4})_snapshot\.json$/.exec(name)?.[1];
    if (number === undefined) continue;
    const texts = [readFileSync(path.join(meta, name), "utf8"), ...committed(meta, name)];
    const versions = new Map<string, Snapshot>();
    for (const snapshot of texts.flatMap(parse)) versions.set(snapshot.id, snapshot);
    history.set(Number(number), [...versions.values()]);
  }
  return history;
}

function committed(meta: string, name: string): string[] {
  const commits = git(meta, ["log", "--all", "--format=%H", "--", name])
    .split("\n")
    .filter(Boolean);
  return commits.map((commit) => git(meta, ["show", `${commit}:./${name}`]));
}

function git(cwd: string, args: readonly string[]): string {
  const run = spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return run.status === 0 ? run.stdout : "";
}

// With marks of a conflict in it, or deleted in that commit: not a version.
function parse(text: string): Snapshot[] {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "id" in read ? [read as Snapshot] : [];
  } catch {
    return [];
  }
}
