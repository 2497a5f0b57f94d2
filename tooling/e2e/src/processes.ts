import { spawnSync } from "node:child_process";
import { createServer } from "node:net";

/** One row of the system's table of processes. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process that does something; those that are dead and not yet buried do not. */
export function listProcesses(): Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], {
    encoding: "utf8",
    maxBuffer: 16_000_000,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || state === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }];
  });
}

/** A process and all that it has started, itself first. */
export function familyOf(pid: number): Process[] {
  const all = listProcesses();
  const family = all.filter((one) => one.pid === pid);
  for (const elder of family) family.push(...all.filter((one) => one.parent === elder.pid));
  return family;
}

/** Those of `family` that still run: a process id alone may have gone to somebody else. */
export function survivorsOf(family: readonly Process[]): Process[] {
  const now = new Map(listProcesses().map((one) => [one.pid, one.command]));
  return family.filter(({ pid, command }) => now.get(pid) === command);
}

/** Resident memory of a process and all that it has started, in bytes. */
export function memoryOf(pid: number): number {
  const pids = familyOf(pid).map((one) => String(one.pid));
  if (pids.length === 0) return 0;
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", pids.join(",")], { encoding: "utf8" });
  return stdout.split("\n").reduce((sum, line) => sum + Number(line.trim()), 0) * 1_024;
}

/** So many ports that nobody listens on, each another one. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once("error", reject);
          server.listen(0, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
