import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { type Account, firstClosedFolder, spawnAs } from "./account.ts";
import { type Binaries, withPlainPath } from "./binaries.ts";
import { diskFull, EmbeddedPostgresError, errorCode, saysDiskFull } from "./problems.ts";

/** Where everything of one embedded server lies, under the data folder. */
export interface Layout {
  readonly base: string;
  /** Cluster and password arrive together, by one rename: half a cluster is never taken for a whole one. */
  readonly cluster: string;
  readonly data: string;
  readonly password: string;
  readonly log: string;
  readonly port: string;
}

/** The layout under `dataDir`; makes nothing. */
export function layoutOf(dataDir: string): Layout {
  const base = path.resolve(dataDir);
  const cluster = path.join(base, "cluster");
  return {
    base,
    cluster,
    data: path.join(cluster, "data"),
    password: path.join(cluster, "password"),
    log: path.join(base, "server.log"),
    port: path.join(base, "port"),
  };
}

// A new cluster is 40 MB; it needs room for its first write-ahead logs too.
const roomForNewCluster = 100 * 1024 * 1024;

/** Makes the data folder and sees to it that `account` can work in it. */
export function prepareFolder(layout: Layout, account: Account): void {
  try {
    mkdirSync(layout.base, { recursive: true, mode: 0o755 });
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(layout.base, error);
    throw new EmbeddedPostgresError(
      "folder-unreachable",
      `The data folder ${layout.base} cannot be made (${errorCode(error) ?? String(error)}).`,
      "Choose a folder that you may write to.",
      { cause: error },
    );
  }
  refuseForeignCluster(layout, account);
  if (account.uid === undefined || account.gid === undefined) return;

  const closed = firstClosedFolder(path.dirname(layout.base), account);
  if (closed !== undefined) throw unreachable(layout, closed, account);
  // Hand over only a folder that root made for this purpose: never chown a folder with other things in it.
  const isOurs = statSync(layout.base).uid === 0 && readdirSync(layout.base).every(isKnownName);
  if (isOurs) chownSync(layout.base, account.uid, account.gid);
  const writes = spawnSync("/bin/sh", ["-c", 'test -w "$1" && cd "$1"', "sh", layout.base], {
    ...spawnAs(account),
    cwd: "/",
    stdio: "ignore",
  });
  if (writes.status !== 0) {
    throw new EmbeddedPostgresError(
      "folder-unreachable",
      `PostgreSQL runs as the account "${account.name}", which cannot write to the data folder ${layout.base}.`,
      `Run \`chown ${account.name} ${layout.base}\`, or choose an empty folder.`,
    );
  }
}

function unreachable(layout: Layout, closed: string, account: Account): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "folder-unreachable",
    `PostgreSQL does not run as root, so it runs as the account "${account.name}", and that account cannot enter ` +
      `${closed}, which holds the data folder ${layout.base}.`,
    `Run \`chmod o+x ${closed}\`, or choose a data folder elsewhere, such as /var/lib/quoin.`,
  );
}

function isKnownName(name: string): boolean {
  return /^(cluster|server\.log(\.1)?|port|postgresql-.*|\.new-.*)$/.test(name);
}

function refuseForeignCluster(layout: Layout, account: Account): void {
  const owner = statSync(layout.data, { throwIfNoEntry: false })?.uid;
  const runner = account.uid ?? process.getuid?.();
  if (owner === undefined || runner === undefined || owner === runner) return;
  throw new EmbeddedPostgresError(
    "folder-foreign",
    `The database in ${layout.base} belongs to another account (uid ${owner}), and PostgreSQL would run as uid ${runner}.`,
    `Start Quoin as the account that made it, or run \`chown -R ${runner} ${layout.cluster}\` as root.`,
  );
}

/** Throws unless the cluster in the folder is of the version that the binaries can run. */
export function refuseOtherVersion(layout: Layout, binaries: Binaries): void {
  const file = path.join(layout.data, "PG_VERSION");
  if (!existsSync(file)) return;
  const found = readFileSync(file, "utf8").trim();
  if (found === binaries.major) return;
  throw new EmbeddedPostgresError(
    "version-mismatch",
    `The data folder ${layout.base} holds a PostgreSQL ${found} database, and this release brings PostgreSQL ${binaries.major}.`,
    `Start the release that made it and export its content, or choose an empty data folder. Nothing was changed.`,
  );
}

/** Makes the cluster when there is none. Several processes may do so at once: one wins, all use its cluster. */
export function ensureCluster(
  layout: Layout,
  binaries: Binaries,
  account: Account,
  { sync = true } = {},
): boolean {
  removeAbandoned(layout);
  if (existsSync(layout.password)) return false;
  refuseFullDisk(layout);
  const half = mkdtempSync(path.join(layout.base, `.new-${process.pid}-`));
  try {
    const passwordFile = path.join(half, "password");
    writeFileSync(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    chmodSync(half, 0o700);
    if (account.uid !== undefined && account.gid !== undefined) {
      chownSync(half, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    runInitdb(layout, binaries, account, half, sync);
    return publishCluster(half, layout);
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(layout.base, error);
    throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

function runInitdb(
  layout: Layout,
  binaries: Binaries,
  account: Account,
  half: string,
  sync: boolean,
): void {
  const args = [
    ["-D", path.join(half, "data")],
    ["-U", "quoin"],
    ["--pwfile", path.join(half, "password")],
    ["-A", "scram-sha-256"],
    ["-E", "UTF8"],
    // The builtin provider sorts the same on every machine, whatever its C library.
    ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"],
    sync ? [] : ["--no-sync"],
  ].flat();
  const run = withPlainPath(binaries.bin, (bin) =>
    spawnSync(path.join(bin, "initdb"), args, {
      ...spawnAs(account),
      env: serverEnvironment(),
      cwd: layout.base,
      encoding: "utf8",
    }),
  );
  if (run.status === 0) return;
  const trouble = `${run.stderr ?? ""}${run.error?.message ?? ""}`.trim();
  if (saysDiskFull(trouble)) throw diskFull(layout.base);
  throw new EmbeddedPostgresError(
    "start-failed",
    `A new database could not be made in ${layout.base}: ${trouble || `initdb ended with ${run.signal ?? run.status}`}.`,
    "Choose an empty data folder on a local disk.",
  );
}

function publishCluster(half: string, layout: Layout): boolean {
  try {
    renameSync(half, layout.cluster);
    return true;
  } catch (error) {
    // Another process was faster: its cluster is there, ours is thrown away.
    if (existsSync(layout.password)) return false;
    throw error;
  }
}

function refuseFullDisk(layout: Layout): void {
  const { bavail, bsize } = statfsSync(layout.base);
  if (bavail * bsize < roomForNewCluster) throw diskFull(layout.base);
}

// Left behind by a process that was killed while it made a cluster.
function removeAbandoned(layout: Layout): void {
  for (const name of readdirSync(layout.base)) {
    const maker = Number(/^\.new-(\d+)-/.exec(name)?.[1]);
    if (!maker || processExists(maker)) continue;
    rmSync(path.join(layout.base, name), { recursive: true, force: true });
  }
}

/** True when a process of that id exists, zombies included. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** What the server's programs see: nothing that could change how they behave, PGDATA and locale included. */
export function serverEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { LC_ALL: "C", TZ: "UTC" };
  for (const name of ["PATH", "SystemRoot", "TEMP", "TMP"]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
