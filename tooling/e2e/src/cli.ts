import { spawn } from "node:child_process";
import path from "node:path";
import { memoryOf } from "./processes.ts";
import { cleanEnv, type Publication, repository } from "./publication.ts";

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Resident memory in bytes, sampled every quarter of a second while it ran. */
  readonly memory: readonly number[];
}

/** Runs `quoin` beside a publication's data folder, as `npm run quoin --` does. */
export function quoin(
  { dataDir }: Pick<Publication, "dataDir">,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [path.join(repository, "apps/cli/src/main.ts"), ...args], {
    env: cleanEnv({ QUOIN_DATA_DIR: dataDir, ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const memory: number[] = [];
  const timer = setInterval(() => {
    const bytes = child.pid === undefined ? 0 : memoryOf(child.pid);
    if (bytes > 0) memory.push(bytes);
  }, 250);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(timer);
      resolve({ code, stdout, stderr, memory });
    });
  });
}

/** What `--json` printed: one object, and nothing else. Throws with what it said when it is not. */
export function jsonOf({ stdout, stderr }: CliRun): unknown {
  try {
    return JSON.parse(stdout) as unknown;
  } catch (error) {
    throw new Error(`Not one JSON object:\n${stdout}\n${stderr}`, { cause: error });
  }
}

export interface Imported {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}
