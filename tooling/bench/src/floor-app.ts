import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Bench } from "./bench.ts";
import { freePorts } from "./processes.ts";
import { end } from "./publication.ts";

const floor = path.resolve(import.meta.dirname, "../floor");
const next = path.resolve(import.meta.dirname, "../node_modules/next/dist/bin/next");

export interface FloorApp {
  readonly origin: string;
  readonly pid: number;
}

/** Builds the bare Next.js app with a static page of each size, under `/<bytes>`, and starts it as Next does. */
export async function startFloorApp(bench: Bench, sizes: readonly number[]): Promise<FloorApp> {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  await promisify(execFile)(process.execPath, [next, "build", floor], {
    env: { ...env, BENCH_FLOOR_BYTES: sizes.join(",") },
  });
  const [port = 0] = await freePorts(1);
  const args = [next, "start", floor, "--port", String(port), "--hostname", "127.0.0.1"];
  const child = spawn(process.execPath, args, { env, stdio: "ignore" });
  bench.finally(() => end(child));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 1_200; tries++) {
    const response = await fetch(`${origin}/${sizes[0]}`).catch(() => null);
    if (response?.ok) return { origin, pid: child.pid ?? 0 };
    if (child.exitCode !== null) break;
    await sleep(50);
  }
  throw new Error("The floor app did not start");
}
