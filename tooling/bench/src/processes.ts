import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

/** Memory and processor time are read from here; only Linux has it. */
export const canWatch = existsSync("/proc/self/status");

/** What the kernel counts processor time in, on every Linux there is. */
const ticksPerSecond = 100;

/** A process and all that it has started, itself first. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync("/proc").flatMap((name) => {
    const [, parent] = /^PPid:\s+(\d+)/m.exec(statusOf(Number(name))) ?? [];
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
  });
  const family = [pid];
  for (const elder of family)
    family.push(...parents.filter(({ parent }) => parent === elder).map((one) => one.pid));
  return family;
}

/** The folder in which a process works; undefined when it is gone. */
export function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Resident memory in megabytes; 0 when the process is gone. */
export function residentMemory(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(statusOf(pid)) ?? [];
  return Number(kilobytes ?? 0) / 1_000;
}

/** Resident memory of a process and all that it has started, in megabytes; pages that they share count for each. */
export function familyMemory(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + residentMemory(one), 0);
}

/** Processor time that a process has used, in microseconds; 0 when it cannot be known. */
export function processorTime(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything, so what counts starts behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond) * 1_000_000;
}

function statusOf(pid: number): string {
  return Number.isInteger(pid) ? read(`/proc/${pid}/status`) : "";
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Resident memory over time, in megabytes, one sample a tenth of a second. */
export interface MemoryWatch {
  readonly samples: readonly number[];
  /** The largest sample; ends the watch. */
  peak(): number;
}

/** `measure` says whose memory is meant: that of the process alone, or that of its family. */
export function watchMemory(
  pid: number,
  measure: (pid: number) => number = residentMemory,
): MemoryWatch {
  const samples = [measure(pid)];
  const timer = setInterval(() => {
    const now = measure(pid);
    if (now > 0) samples.push(now);
  }, 100);
  return {
    samples,
    peak() {
      clearInterval(timer);
      return Math.max(...samples);
    },
  };
}

/** So many ports of this machine that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof createServer>>();
      const server = createServer().once("error", reject);
      server.listen(0, "127.0.0.1", () => resolve(server));
      return promise;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
