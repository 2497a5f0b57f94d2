import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "../door/child.mjs";
import { isAlive, ownerOf, tryLock, waitForLock } from "../door/lock.mjs";
import { Trouble } from "../door/trouble.mjs";

const apps = ["web", "admin"];
const sources = ["apps/web", "apps/admin", "packages", "tooling/typescript"];
const files = ["package.json", "pnpm-lock.yaml", "turbo.json"];
const generated = new Set(["node_modules", "dist", ".next", ".turbo", "coverage", "next-env.d.ts"]);

/** A build that is in use by this process until it says otherwise. */
export interface Build {
  release(): void;
}

interface BuildOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Called when another process builds and this one waits for it. */
  readonly onWait: (pid: number) => void;
  /** Called when something has to be built; wraps the work that takes long. */
  readonly onBuild: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Makes sure that the apps are built from the sources as they are now, and marks the build as used.
 * Throws Trouble when the build fails, or when it would change under another running instance.
 */
export async function ensureBuild(options: BuildOptions): Promise<Build> {
  const { root } = options;
  const folder = path.join(root, "node_modules", ".quoin");
  const users = path.join(folder, "users");
  mkdirSync(users, { recursive: true });
  const lock = await waitForLock(path.join(folder, "build-lock"), ({ pid }) => options.onWait(pid));
  try {
    const digest = sourceDigest(root);
    const stamp = path.join(folder, "build");
    if (!isBuilt(root, stamp, digest)) {
      const user = otherUser(users);
      if (user !== undefined) {
        throw new Trouble(
          `Another Quoin (process ${user}) runs from this checkout, and the sources have changed since it started.\n` +
            "Stop it first, so that they can be built.",
        );
      }
      rmSync(stamp, { force: true });
      await options.onBuild(async () => {
        await runQuietly("Building", "turbo", buildArgs, { cwd: root, env: { ...options.env } });
      });
      writeFileSync(stamp, digest);
    }
    const mark = tryLock(path.join(users, String(process.pid)));
    return "release" in mark ? mark : { release: () => {} };
  } finally {
    lock.release();
  }
}

const buildArgs = [
  "run",
  "build",
  ...apps.map((app) => `--filter=@quoin/${app}`),
  "--output-logs=errors-only",
];

function isBuilt(root: string, stamp: string, digest: string): boolean {
  const complete = apps.every((app) => existsSync(path.join(root, "apps", app, ".next/BUILD_ID")));
  return complete && existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
}

function otherUser(folder: string): number | undefined {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const owner = ownerOf(file);
    if (owner && owner.pid !== process.pid && isAlive(owner)) return owner.pid;
    rmSync(file, { force: true });
  }
  return undefined;
}

/** A digest of every file that a build reads, tests left out. */
export function sourceDigest(root: string): string {
  const hash = createHash("sha256");
  const found = [...files, ...sources.flatMap((folder) => listFiles(root, folder))].toSorted();
  for (const file of found) {
    const full = path.join(root, file);
    if (existsSync(full)) hash.update(`${file}\0`).update(readFileSync(full)).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(root: string, folder: string): string[] {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    if (generated.has(entry.name) || /\.test\.tsx?$|\.md$/.test(entry.name)) return [];
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? listFiles(root, name) : [name];
  });
}
