import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "./child.mjs";

/** @typedef {import("./toolchain.mjs").Toolchain} Toolchain */

const groups = ["apps", "packages", "tooling"];

/**
 * A digest of everything that decides what `pnpm install` installs.
 * @param {string} root
 * @param {Toolchain} toolchain
 * @returns {string}
 */
export function packagesDigest(root, toolchain) {
  const manifests = groups.flatMap((group) =>
    (existsSync(path.join(root, group)) ? readdirSync(path.join(root, group)) : []).map((name) =>
      path.join(group, name, "package.json"),
    ),
  );
  const files = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", ".npmrc", ...manifests];
  files.sort();
  const hash = createHash("sha256");
  hash.update(JSON.stringify([toolchain.versions, process.platform, process.arch]));
  for (const file of files) {
    const full = path.join(root, file);
    if (!existsSync(full)) continue;
    hash.update(`${file}\0`).update(readFileSync(full)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {Toolchain} toolchain
 * @returns {boolean} whether the last install was of exactly these manifests
 */
export function arePackagesReady(root, toolchain) {
  try {
    return readFileSync(stampOf(root), "utf8") === packagesDigest(root, toolchain);
  } catch {
    return false;
  }
}

/**
 * Installs what the lockfile says, no more and no less.
 * @param {string} root
 * @param {Toolchain} toolchain
 * @returns {Promise<void>}
 */
export async function installPackages(root, toolchain) {
  const digest = packagesDigest(root, toolchain);
  await runQuietly(
    "Installing packages",
    toolchain.pnpm,
    [
      "install",
      "--frozen-lockfile",
      "--prefer-offline",
      "--reporter=append-only",
      // Nobody is there to answer a question.
      "--config.confirmModulesPurge=false",
    ],
    { cwd: root, env: toolchain.env },
  );
  mkdirSync(path.dirname(stampOf(root)), { recursive: true });
  writeFileSync(stampOf(root), digest);
}

/** @param {string} root */
function stampOf(root) {
  // Inside node_modules, so that removing the folder removes the claim that it is complete.
  return path.join(root, "node_modules", ".quoin", "packages");
}
