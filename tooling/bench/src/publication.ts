import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@quoin/client/node";
import { ensurePostgres } from "@quoin/db/embedded";
import { familyOf, folderOf, freePorts } from "./processes.ts";

export const repository = path.resolve(import.meta.dirname, "../../..");

const startTimeout = 600_000;

/** A publication that runs as `npm start` runs it, in production mode, on a database of its own. */
export interface Publication {
  /** `http://127.0.0.1:…` */
  readonly web: string;
  readonly admin: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** From the start of the command to the first whole front page, in seconds. */
  readonly firstPage: number;
  /** What the start consisted of, as the front door told: `Starting PostgreSQL … 0.4 s`. */
  readonly steps: readonly string[];
  /** The API as the owner's local key opens it. */
  readonly client: ReturnType<typeof createClient>;
  pidOf(app: "web" | "admin" | "worker"): number;
  /** Stops it as Ctrl-C does and waits; the data folder stays. */
  stop(): Promise<void>;
}

/** Every setting there is, emptied: neither the shell nor somebody's `.env` decides what is measured. */
export function noSettings(): Record<string, string> {
  const example = readFileSync(path.join(repository, ".env.example"), "utf8");
  const names = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? "");
  return Object.fromEntries(names.map((name) => [name, ""]));
}

/** Starts a publication over `dataDir` by the front door, and waits for it. Builds the apps when they have changed. */
export async function startPublication(
  dataDir: string,
  { root = repository, env = {} }: { root?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Publication> {
  const [webPort = 0, adminPort = 0] = await freePorts(2);
  const { NODE_OPTIONS: _, NODE_ENV: __, ...shell } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(root, "tooling/bootstrap/main.mjs"), "start"], {
    cwd: root,
    env: {
      ...shell,
      ...noSettings(),
      WEB_PORT: String(webPort),
      ADMIN_PORT: String(adminPort),
      QUOIN_DATA_DIR: dataDir,
      QUOIN_OWNER_PASSWORD: "correct horse battery staple",
      QUOIN_SEED: "sample",
      // Searches are counted by address; the load speaks from many.
      TRUSTED_PROXIES: "127.0.0.1,::1",
      // All calls are counted too, and are: only the number is out of reach.
      RATE_LIMIT_CALLS: "1000000000",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const stop = () => end(child);
  const web = `http://127.0.0.1:${webPort}`;
  try {
    const firstPage = (await answers(web, child)) - began;
    await says(/Stop +Ctrl-C/, () => output, child);
    const postgres = await ensurePostgres({ dataDir: path.join(dataDir, "postgres") });
    const { key } = JSON.parse(readFileSync(path.join(dataDir, "cli.json"), "utf8")) as {
      key: string;
    };
    return {
      web,
      admin: `http://127.0.0.1:${adminPort}`,
      dataDir,
      databaseUrl: postgres.url,
      firstPage: firstPage / 1_000,
      steps: [...output.matchAll(/^\s*(\S.* … .*\d m?s)\b/gm)].map(([, step]) => step ?? ""),
      client: createClient({ url: web, apiKey: key }),
      pidOf: (app) => serviceOf(child, path.join(root, "apps", app)),
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`The publication did not start:\n${output}`, { cause: error });
  }
}

/** When the front page was whole. */
async function answers(url: string, child: ChildProcess): Promise<number> {
  for (const since = performance.now(); performance.now() - since < startTimeout; await sleep(25)) {
    if (child.exitCode !== null) throw new Error("It ended by itself");
    const response = await fetch(url).catch(() => null);
    const body = await response?.text();
    if (response?.status === 200 && body?.includes("</html>")) return performance.now();
  }
  throw new Error("Its front page did not answer in time");
}

async function says(pattern: RegExp, output: () => string, child: ChildProcess): Promise<void> {
  while (!pattern.test(output())) {
    if (child.exitCode !== null) throw new Error("It ended by itself");
    await sleep(25);
  }
}

function serviceOf({ pid }: ChildProcess, folder: string): number {
  const found = pid === undefined ? [] : familyOf(pid).filter((one) => folderOf(one) === folder);
  if (found[0] === undefined) throw new Error(`Nothing runs in ${folder}`);
  return found[0];
}

/** Asks a process to end, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
