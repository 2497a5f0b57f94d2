import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogFile } from "./log-file.ts";

/** What ties a process to this one when it preloads it: it ends when this one is gone. */
export const leash = (): string => `${new URL("leash.ts", import.meta.url).href}?of=${process.pid}`;

/** One process of the publication: what it is called, and how it is started. */
export interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: LogFile;
  readonly onLine: (line: string) => void;
  /** It ended by itself and comes back in `delay` milliseconds. */
  readonly onRestart: (how: string, delay: number) => void;
  /** It ended by itself so often, or so early, that another start would not help. */
  readonly onGiveUp: (how: string) => void;
}

/** A process that is started again when it dies. */
export interface Service {
  readonly name: string;
  /** From now on a death is answered by a restart; before, by giving up at once. */
  settle(): void;
  /** Asks it to stop, ends it with all it started past `grace` milliseconds; resolves when it is gone. */
  stop(grace: number): Promise<void>;
}

const quick = 10_000;
const quickDeathsAllowed = 5;
const longestDelay = 15_000;

/** How long to wait before start number `deaths + 1` of a service that keeps dying quickly. */
export function restartDelay(deaths: number): number {
  return Math.min(500 * 2 ** Math.max(0, deaths - 1), longestDelay);
}

/** Starts a service and keeps it running until `stop`. */
export function startService(options: ServiceOptions): Service {
  const stopping = new AbortController();
  let settled = false;
  let deaths = 0;
  let child: ChildProcess | undefined;

  const keepRunning = async () => {
    while (!stopping.signal.aborted) {
      const since = performance.now();
      child = spawnService(options);
      const how = await endOf(child);
      // A service leads a process group of its own; what it leaves behind goes with it.
      killGroup(child, "SIGKILL");
      if (stopping.signal.aborted) return;
      deaths = performance.now() - since < quick ? deaths + 1 : 1;
      options.log.write(`${options.name} ${how}`);
      if (!settled || deaths > quickDeathsAllowed) {
        options.onGiveUp(how);
        return;
      }
      const delay = restartDelay(deaths);
      options.onRestart(how, delay);
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const gone = keepRunning();

  return {
    name: options.name,
    settle: () => {
      settled = true;
    },
    async stop(grace) {
      stopping.abort();
      child?.kill("SIGTERM");
      const killer = setTimeout(() => {
        if (child) killGroup(child, "SIGKILL");
      }, grace);
      await gone;
      clearTimeout(killer);
    },
  };
}

function spawnService(options: ServiceOptions): ChildProcess {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    // A group of its own: Ctrl-C reaches the supervisor alone, which stops things in order.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
      options.log.write(line);
      options.onLine(line);
    });
  }
  return child;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    // Not "close": a forgotten grandchild may hold the pipes open for ever.
    child.once("exit", (code, signal) =>
      resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    );
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
