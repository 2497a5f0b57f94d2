import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { canWatch, familyOf, residentMemory } from "./processes.ts";
import { noSettings, type Publication, repository } from "./publication.ts";

/** How a command of `quoin` went. */
export interface QuoinRun {
  /** What `--json` printed. */
  readonly answer: unknown;
  readonly seconds: number;
  /** Resident memory of the command line in megabytes, one sample a tenth of a second; never empty. */
  readonly samples: readonly number[];
}

/** Runs `npm run quoin -- … --json` on a publication, by the same front door. Throws when it fails. */
export async function runQuoin(
  { dataDir }: Publication,
  args: readonly string[],
): Promise<QuoinRun> {
  const { NODE_OPTIONS: _, ...shell } = process.env;
  const began = performance.now();
  const door = path.join(repository, "tooling/bootstrap/main.mjs");
  const child = spawn(process.execPath, [door, "quoin", ...args, "--json"], {
    // Neither the shell nor somebody's `.env` names another publication.
    env: { ...shell, ...noSettings(), QUOIN_URL: "", QUOIN_API_KEY: "", QUOIN_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let client = 0;
  const samples: number[] = [];
  const timer = setInterval(() => {
    client ||= clientBelow(child.pid);
    const now = residentMemory(client);
    if (now > 0) samples.push(now);
  }, 100);
  const [answer, trouble] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]).finally(() => clearInterval(timer));
  if (child.exitCode !== 0) throw new Error(`quoin ${args.join(" ")} failed:\n${trouble}`);
  return {
    answer: JSON.parse(answer) as unknown,
    seconds: (performance.now() - began) / 1_000,
    samples: samples.length > 0 ? samples : [0],
  };
}

/** The command line itself, which the front door starts when it has looked around. 0 while there is none. */
function clientBelow(door: number | undefined): number {
  if (!canWatch) return 0;
  const isClient = (pid: number) => commandOf(pid).includes("apps/cli/src/main.ts");
  return (door !== undefined && familyOf(door).find(isClient)) || 0;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
