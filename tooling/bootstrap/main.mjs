// The front door. It needs some Node and npm, and nothing installed: it installs the pinned Node and
// pnpm, then the packages, and hands over to TypeScript on the pinned Node.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runInFront } from "./door/child.mjs";
import { parseCommand } from "./door/command.mjs";
import { waitForLock } from "./door/lock.mjs";
import { arePackagesReady, installPackages } from "./door/packages.mjs";
import { createSteps } from "./door/steps.mjs";
import { describeToolchain, installToolchain, isToolchainReady } from "./door/toolchain.mjs";
import { Trouble, explained } from "./door/trouble.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const oldest = 20;

const scripts = {
  start: ["tooling/bootstrap/src/main.ts", "start"],
  dev: ["tooling/bootstrap/src/main.ts", "dev"],
  test: ["tooling/ci/src/main.ts"],
  quoin: ["apps/cli/src/main.ts"],
};

/** A command line is in no hurry; by itself V8 makes more room for garbage the longer a process runs. */
const clientHeap = ["--max-semi-space-size=4"];

/** @returns {Promise<number>} the exit code */
async function main() {
  if (Number(process.versions.node.split(".")[0]) < oldest) {
    throw new Trouble(
      `Quoin needs Node ${oldest} or newer to start; this is Node ${process.versions.node}.\n` +
        "Install a newer one from https://nodejs.org and run the command again.",
    );
  }
  const command = parseCommand(process.argv.slice(2));
  // Tests must not depend on what one person has set for their own publication.
  if (command.name !== "test") loadSettings();
  const toolchain = describeToolchain(root);
  // `quoin` and `run` answer on standard output, which has to stay theirs.
  const toOthers = command.name === "quoin" || command.name === "run";
  try {
    await prepare(toolchain, createSteps(toOthers ? process.stderr : process.stdout));
  } catch (error) {
    // Who reads the last line of a test run reads it here too.
    if (command.name === "test")
      process.on("exit", () => process.stdout.write("\n0 passed, 1 failed\n"));
    throw error;
  }

  if (command.name === "run") {
    const [first = "", ...rest] = command.args;
    return runInFront(first, rest, { cwd: process.cwd(), env: toolchain.env, leash: false });
  }
  const [script = "", ...fixed] = scripts[/** @type {keyof typeof scripts} */ (command.name)];
  const isClient = command.name === "quoin";
  const heap = isClient ? clientHeap : [];
  return runInFront(toolchain.node, [...heap, path.join(root, script), ...fixed, ...command.args], {
    cwd: isClient ? callersFolder() : root,
    env: toolchain.env,
    leash: !isClient,
  });
}

/**
 * Installs what is missing; says nothing when nothing is.
 * @param {import("./door/toolchain.mjs").Toolchain} toolchain
 * @param {import("./door/steps.mjs").Steps} steps
 */
async function prepare(toolchain, steps) {
  const isReady = () => isToolchainReady(toolchain) && arePackagesReady(root, toolchain);
  if (isReady()) return;
  const lock = await waitForLock(path.join(toolchain.folder, "lock"), (owner) =>
    steps.note(`Another run is installing (process ${owner.pid}); waiting for it.`),
  );
  try {
    const { node, pnpm } = toolchain.versions;
    if (!isToolchainReady(toolchain)) {
      await steps.step(`Installing Node ${node} and pnpm ${pnpm}`, () =>
        installToolchain(toolchain),
      );
    }
    if (!arePackagesReady(root, toolchain)) {
      await steps.step("Installing packages", () => installPackages(root, toolchain));
    }
  } finally {
    lock.release();
  }
}

/** Adds what `.env` says to the environment, which wins over it. */
function loadSettings() {
  const file = path.join(root, ".env");
  if (!existsSync(file)) return;
  if (typeof process.loadEnvFile === "function") process.loadEnvFile(file);
  else throw new Trouble(`Reading ${file} needs Node 20.12 or newer; this is ${process.version}.`);
}

/** Where the person was when typing `npm run quoin`: npm itself moves to the repository first. */
function callersFolder() {
  const byNpm = process.env["npm_package_json"] === path.join(root, "package.json");
  return (byNpm && process.env["INIT_CWD"]) || process.cwd();
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (/** @type {unknown} */ error) => {
    const trouble = explained(error, root);
    if (trouble instanceof Trouble) {
      if (trouble.log) process.stderr.write(`\n${trouble.log.trimEnd()}\n`);
      process.stderr.write(`\n${trouble.message}\n`);
      process.exitCode = trouble.exitCode;
    } else {
      process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    }
  },
);
