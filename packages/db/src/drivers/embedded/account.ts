import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { EmbeddedPostgresError } from "./problems.ts";

/** Who runs the server: ourselves (empty), or the account that root steps down to. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
  readonly name: string;
}

/**
 * PostgreSQL refuses to run as root. Root steps down to the owner of an existing cluster, so that a folder
 * made by another account keeps working, else to `postgres`, else to `nobody`.
 */
export function chooseAccount(clusterFolder: string): Account {
  if (process.getuid?.() !== 0) return { name: process.env["USER"] ?? "you" };
  const accounts = passwdEntries();
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    const name = accounts.find((account) => account.uid === owner.uid)?.name ?? `uid ${owner.uid}`;
    return { uid: owner.uid, gid: owner.gid, name };
  }
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account) return account;
  }
  throw new EmbeddedPostgresError(
    "no-account",
    "PostgreSQL does not run as root, and this system has neither an account `postgres` nor `nobody` to step down to.",
    "Start Quoin as an ordinary user, or create the account with `useradd --system postgres`.",
  );
}

function passwdEntries(): Required<Account>[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** The part of `spawn` options that makes a child run as `account`. */
export function spawnAs(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined || account.gid === undefined
    ? {}
    : { uid: account.uid, gid: account.gid };
}

/**
 * The topmost folder on the way to `folder` that `account` cannot enter, or undefined when it can reach it.
 * Asks the system instead of computing mode bits, so that groups and access lists count too.
 */
export function firstClosedFolder(folder: string, account: Account): string | undefined {
  if (account.uid === undefined) return undefined;
  const enters = (candidate: string) =>
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", candidate], {
      ...spawnAs(account),
      cwd: "/",
      stdio: "ignore",
    }).status === 0;
  if (enters(folder)) return undefined;
  const steps: string[] = [];
  for (let step = folder; ; step = path.dirname(step)) {
    steps.unshift(step);
    if (step === path.dirname(step)) break;
  }
  return steps.find((step) => !enters(step));
}
