import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { withPath, withoutOuterNpm, quiet } from "./environment.mjs";
import { runQuietly } from "./child.mjs";
import { Trouble } from "./trouble.mjs";

/**
 * @typedef {{ folder: string, node: string, pnpm: string, env: Record<string, string>,
 *   versions: { node: string, pnpm: string } }} Toolchain
 */

const windows = process.platform === "win32";
const toolchainSize = 300;

/**
 * Where the pinned Node and pnpm are, whether they are installed already or not.
 * @param {string} root the repository
 * @returns {Toolchain}
 */
export function describeToolchain(root) {
  const folder = path.join(root, "tooling", "bootstrap", "toolchain");
  const bin = path.join(folder, "node_modules", ".bin");
  if (!windows && root.includes(path.delimiter)) {
    throw new Trouble(
      `The folder ${root} has a “:” in its name, which PATH cannot hold. Rename the folder.`,
    );
  }
  const env = withPath({ ...withoutOuterNpm(process.env), ...quiet }, [
    bin,
    path.join(root, "node_modules", ".bin"),
  ]);
  return {
    folder,
    node: windows
      ? path.join(folder, "node_modules", "node", "bin", "node.exe")
      : path.join(bin, "node"),
    pnpm: windows ? "pnpm" : path.join(bin, "pnpm"),
    env: { ...env, ...homeOf(folder, env) },
    versions: JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).dependencies,
  };
}

/**
 * npm and pnpm keep caches under HOME. Where that folder is missing or not ours, they get one here.
 * @param {string} folder
 * @param {Record<string, string>} env
 * @returns {Record<string, string>}
 */
function homeOf(folder, env) {
  try {
    accessSync(homedir(), constants.W_OK);
    return {};
  } catch {
    const home = path.join(folder, "home");
    const npmrc = path.join(homedir(), ".npmrc");
    return {
      HOME: home,
      ...(env["npm_config_userconfig"] === undefined && isReadable(npmrc)
        ? { npm_config_userconfig: npmrc }
        : {}),
    };
  }
}

/** @param {string} file */
function isReadable(file) {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Toolchain} toolchain
 * @returns {boolean} whether exactly the pinned versions are installed for this machine
 */
export function isToolchainReady(toolchain) {
  const stamp = stampOf(toolchain);
  try {
    return readFileSync(stamp.file, "utf8") === stamp.text && existsSync(toolchain.node);
  } catch {
    return false;
  }
}

/**
 * Installs the pinned Node and pnpm from the npm registry.
 * @param {Toolchain} toolchain
 * @returns {Promise<void>}
 * @throws {Trouble} when npm fails, or what it installed does not run here
 */
export async function installToolchain(toolchain) {
  const { folder } = toolchain;
  // What an interrupted run left behind is not worth mending.
  rmSync(path.join(folder, "node_modules"), { recursive: true, force: true });
  requireRoom(folder);
  const npm = npmCommand();
  await runQuietly(
    "Installing Node and pnpm",
    npm.command,
    [
      ...npm.args,
      "install",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      "--no-update-notifier",
      // Both unpack their binary in an install script and as an optional package.
      "--ignore-scripts=false",
      "--include=optional",
      "--loglevel=error",
    ],
    { cwd: folder, env: npm.env(toolchain.env) },
  );
  const version = await runQuietly("Starting the pinned Node", toolchain.node, ["--version"], {
    cwd: folder,
    env: toolchain.env,
  });
  if (version.trim() !== `v${toolchain.versions.node}`) {
    throw new Trouble(
      `npm installed Node ${version.trim()} instead of ${toolchain.versions.node}.`,
    );
  }
  const stamp = stampOf(toolchain);
  writeFileSync(stamp.file, stamp.text);
}

/**
 * Node's install script hides that a disk is full, so it is asked beforehand.
 * @param {string} folder
 */
function requireRoom(folder) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free >= toolchainSize) return;
  throw new Trouble(
    `The disk is full: Node and pnpm need ${toolchainSize} MB in ${folder}, and ${free} MB are free there.\n` +
      "Free some space, then run the command again.",
  );
}

/** @param {Toolchain} toolchain */
function stampOf({ folder, versions }) {
  return {
    file: path.join(folder, "node_modules", ".stamp"),
    text: JSON.stringify({ ...versions, platform: process.platform, arch: process.arch }),
  };
}

/** The npm this was started by, or else the one on PATH. */
function npmCommand() {
  const launcher = process.env["npm_execpath"];
  /** @param {Record<string, string>} env */
  const env = (env) => {
    // The outer Node comes first here: `node` in the toolchain does not exist yet.
    return withPath(env, [path.dirname(process.execPath)]);
  };
  if (launcher && path.basename(launcher) === "npm-cli.js" && existsSync(launcher)) {
    return { command: process.execPath, args: [launcher], env };
  }
  return { command: "npm", args: [], env };
}
