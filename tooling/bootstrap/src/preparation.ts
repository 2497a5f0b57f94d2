import { fork } from "node:child_process";
import path from "node:path";
import { z } from "zod";
import { leash } from "./service.ts";
import { Trouble } from "../door/trouble.mjs";

/** What `prepare.ts` did to the database, as it reports it. */
const report = z.union([
  z.object({ migrations: z.array(z.string()), ownerCreated: z.boolean(), sample: z.boolean() }),
  z.object({ trouble: z.string() }),
]);

export type Report = z.infer<typeof report>;
export type Preparation = Exclude<Report, { trouble: string }>;

/**
 * Migrates and seeds the database in a process of its own, whose memory goes with it: the supervisor
 * stays small. Throws Trouble with what the person has to know, and when `stop` cuts it short; then
 * nothing is half migrated, for migrations are one transaction.
 */
export function prepareDatabase(
  env: Readonly<Record<string, string>>,
  stop: AbortSignal,
): Promise<Preparation> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, "prepare.ts"), [], {
      env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      execArgv: ["--import", leash()],
    });
    const output: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
    let answer: Report | undefined;
    child.on("message", (message) => {
      answer = report.parse(message);
    });
    const end = () => child.kill("SIGKILL");
    stop.addEventListener("abort", end, { once: true });
    child.once("error", reject);
    child.once("close", (code) => {
      stop.removeEventListener("abort", end);
      const log = Buffer.concat(output).toString("utf8");
      if (stop.aborted) {
        reject(new Trouble("Preparing the database was stopped.", { exitCode: 130 }));
      } else if (answer && "trouble" in answer) {
        reject(new Trouble(`The database could not be prepared: ${answer.trouble}`, { log }));
      } else if (answer && code === 0) resolve(answer);
      else reject(new Trouble("The database could not be prepared.", { log }));
    });
  });
}
