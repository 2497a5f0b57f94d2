import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, spawnAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { type Layout, processExists, serverEnvironment } from "./folder.ts";
import { isServerOf, readPostmaster } from "./postmaster.ts";
import { diskFull, EmbeddedPostgresError, errorCode, saysDiskFull } from "./problems.ts";

/** How one try to start the server ended. */
export type Attempt =
  | { readonly kind: "started"; readonly port: number }
  /** Another process holds the folder or the port, or a killed server has not gone yet: worth another try. */
  | { readonly kind: "busy" };

const settings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  timezone: "UTC",
  log_timezone: "UTC",
  // Errors of single statements are the caller's to report; their text can hold mail addresses and worse.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** Starts the server once and waits until it takes connections. Throws only what another try would not cure. */
export async function startServer(
  layout: Layout,
  binaries: Binaries,
  account: Account,
  wanted: {
    readonly port?: number;
    readonly settings: Readonly<Record<string, string>>;
    readonly deadline: number;
  },
): Promise<Attempt> {
  removeStalePidFile(layout);
  const port = wanted.port ?? (await choosePort(layout));
  const { file: log, size: logStart } = openLog(layout, account);
  let server: ChildProcess;
  try {
    server = spawn(
      path.join(binaries.bin, "postgres"),
      ["-D", layout.data, "-p", String(port), ...settingFlags({ ...settings, ...wanted.settings })],
      // Detached: Ctrl-C in the terminal reaches whoever owns the server, who stops it last, and not the server.
      {
        ...spawnAs(account),
        env: serverEnvironment(),
        cwd: layout.base,
        detached: true,
        windowsHide: true,
        stdio: ["ignore", log, log],
      },
    );
  } finally {
    closeSync(log);
  }
  server.unref();
  const failed = new Promise<string>((resolve) =>
    server.once("error", (error) => resolve(error.message)),
  );

  for (;;) {
    const trouble = await Promise.race([failed, sleep(20, undefined)]);
    if (trouble !== undefined) throw startFailed(layout, trouble);
    if (server.exitCode !== null || server.signalCode !== null)
      return judgeFailure(layout, logStart, port, wanted.port);
    const running = readPostmaster(layout.data);
    if (running?.ready && running.pid === server.pid) {
      writeFileSync(layout.port, `${port}\n`);
      return { kind: "started", port };
    }
    if (Date.now() > wanted.deadline) {
      server.kill("SIGQUIT");
      throw startFailed(layout, "it did not become ready in time");
    }
  }
}

function settingFlags(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function judgeFailure(
  layout: Layout,
  logStart: number,
  port: number,
  wantedPort: number | undefined,
): Attempt {
  const said = readFrom(layout.log, logStart);
  if (saysDiskFull(said)) throw diskFull(layout.base);
  if (/address already in use|could not bind/i.test(said)) {
    if (wantedPort === undefined) return { kind: "busy" };
    throw new EmbeddedPostgresError(
      "port-taken",
      `Port ${port} on 127.0.0.1 is in use by another program.`,
      "Choose another port for the database, or leave it out to have a free one chosen.",
    );
  }
  if (/lock file .* already exists|pre-existing shared memory block/i.test(said))
    return { kind: "busy" };
  throw startFailed(
    layout,
    said.trim().split("\n").slice(-3).join(" ") || "it ended without a word",
  );
}

function startFailed(layout: Layout, trouble: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "start-failed",
    `PostgreSQL did not start in ${layout.base}: ${trouble}.`,
    `Its log is ${layout.log}.`,
  );
}

// PostgreSQL itself believes any process with the recorded id to be the old server. After a restart of the
// machine or container that may be an unrelated program, and the database would never start again.
function removeStalePidFile(layout: Layout): void {
  const file = path.join(layout.data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (processExists(pid) && !isServerOf(pid, layout.data)) rmSync(file, { force: true });
}

/** The port used last time while it is free, so that addresses survive a restart; else any free one. */
async function choosePort(layout: Layout): Promise<number> {
  const last = existsSync(layout.port) ? Number(readFileSync(layout.port, "utf8")) : 0;
  return (await freePort(last)) ?? (await freePort(0)) ?? 0;
}

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(undefined));
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}

const longLog = 16 * 1024 * 1024;

function openLog(layout: Layout, account: Account): { file: number; size: number } {
  try {
    const before = statSync(layout.log, { throwIfNoEntry: false })?.size ?? 0;
    if (before > longLog) renameSync(layout.log, `${layout.log}.1`);
    const file = openSync(layout.log, "a", 0o600);
    if (account.uid !== undefined && account.gid !== undefined)
      chownSync(layout.log, account.uid, account.gid);
    return { file, size: before > longLog ? 0 : before };
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(layout.base, error);
    throw error;
  }
}

function readFrom(file: string, start: number): string {
  const handle = openSync(file, "r");
  try {
    const text = Buffer.alloc(64 * 1024);
    return text.toString("utf8", 0, readSync(handle, text, 0, text.length, start));
  } finally {
    closeSync(handle);
  }
}

/** Asks the server of `layout` to end: sessions are cut off, everything is written out. True once it is gone. */
export async function stopServer(
  layout: Layout,
  binaries: () => Binaries,
  account: Account,
  timeoutMs: number,
): Promise<boolean> {
  const running = readPostmaster(layout.data);
  if (!running) return true;
  if (process.platform === "win32") {
    // Windows knows no signals: PostgreSQL's own control program speaks to the server.
    spawnSync(
      path.join(binaries().bin, "pg_ctl"),
      ["stop", "-D", layout.data, "-m", "fast", "-w"],
      spawnAs(account),
    );
    return readPostmaster(layout.data) === undefined;
  }
  signal(running.pid, "SIGINT");
  if (await hasGone(layout, running.pid, timeoutMs)) return true;
  // Out of time: end at once and leave the rest to recovery at the next start, which loses nothing.
  signal(running.pid, "SIGQUIT");
  await hasGone(layout, running.pid, 2_000);
  return false;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

async function hasGone(layout: Layout, pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const running = readPostmaster(layout.data);
    if (running?.pid !== pid && !isServerOf(pid, layout.data)) return true;
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
}
