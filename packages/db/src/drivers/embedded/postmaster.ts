import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { processExists } from "./folder.ts";

/** What a running server writes into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** False while it starts or recovers from a crash. */
  readonly ready: boolean;
}

/** The server that says it runs in `data`; undefined when none does. A file left by a killed server does not count. */
export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isServerOf(pid, data)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * True when process `pid` is the PostgreSQL server of `data`. A process id alone proves nothing: after a restart
 * of the machine it may be anybody's, and a killed server stays a zombie until its parent has noticed.
 */
export function isServerOf(pid: number, data: string): boolean {
  if (!processExists(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    if (isZombie(pid)) return false;
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    // Not ours to look into, so not started by our account either, or gone between two looks.
    return processExists(pid) && !isZombie(pid);
  }
}

function isZombie(pid: number): boolean {
  try {
    // "42 (postgres) Z …": the state stands behind the last parenthesis.
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

// The first fields of global/pg_control: a 64-bit system identifier, two 32-bit versions, the state.
const stateOffset = 16;
const shutDown = 1;

/** True when the last server in `data` wrote everything out before it ended, so that the next one need not recover. */
export function wasShutDownCleanly(data: string): boolean {
  let head: Buffer;
  try {
    head = readFileSync(path.join(data, "global", "pg_control"));
  } catch {
    return false;
  }
  if (head.length < stateOffset + 4) return false;
  const state =
    process.arch === "s390x" ? head.readInt32BE(stateOffset) : head.readInt32LE(stateOffset);
  return state === shutDown;
}
