import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Trouble, adviceFor } from "./trouble.mjs";

const windows = process.platform === "win32";
/** @type {readonly NodeJS.Signals[]} */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"];
const grace = 5000;

/**
 * Runs a command in silence. When it fails, its whole output is in the Trouble.
 *
 * It runs in a process group of its own, so that Ctrl-C ends it and all it has started; the Trouble
 * then carries the exit code that a shell expects.
 * @param {string} title what the command does, for the message
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string> }} options
 * @returns {Promise<string>} its standard output and error
 */
export function runQuietly(title, command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      detached: !windows,
      shell: windows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));

    /** @type {NodeJS.Signals | undefined} */
    let ended;
    /** @type {NodeJS.Timeout | undefined} */
    let killer;
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      ended = signal;
      killGroup(child, "SIGTERM");
      if (killer === undefined) killer = setTimeout(() => killGroup(child, "SIGKILL"), grace);
    };
    for (const signal of endings) process.on(signal, end);
    const settle = () => {
      clearTimeout(killer);
      for (const signal of endings) process.off(signal, end);
    };

    child.once("error", (error) => {
      settle();
      const missing = "code" in error && error.code === "ENOENT";
      reject(
        missing
          ? new Trouble(`${title} needs “${command}”, which is not on PATH.`, { cause: error })
          : error,
      );
    });
    child.once("close", (code, signal) => {
      settle();
      const log = Buffer.concat(output).toString("utf8");
      if (ended) reject(new Trouble(`${title} was stopped.`, { exitCode: codeOf(ended) }));
      else if (code === 0) resolve(log);
      else {
        const advice = adviceFor(log, options.cwd);
        const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
        reject(new Trouble(advice || `${title} ${how}; its output is above.`, { log }));
      }
    });
  });
}

/**
 * Runs a command in the foreground, in this terminal, and answers its exit code. Signals that reach
 * this process reach the command; this process waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string>, leash: boolean }} options `leash` opens an IPC
 *   channel, by whose closing the command learns that this process is gone
 * @returns {Promise<number>}
 */
export function runInFront(command, args, { leash, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      shell: windows && !leash,
      stdio: leash ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
    });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      // A terminal sends Ctrl-C to the whole group; sending it once more would count as a second press.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of endings) process.on(signal, forward);
    const unwatch = watchNpm(() => child.kill("SIGTERM"));
    child.once("error", (error) => {
      const missing = "code" in error && error.code === "ENOENT";
      reject(missing ? new Trouble(`There is no command “${command}”.`, { exitCode: 127 }) : error);
    });
    child.once("exit", (code, signal) => {
      for (const name of endings) process.off(name, forward);
      unwatch();
      resolve(code ?? codeOf(signal));
    });
  });
}

/**
 * Calls `gone` once when npm, which started this process, is gone: it does not pass SIGTERM on, so a
 * service manager that ends `npm start` would leave everything behind.
 * @param {() => void} gone
 * @returns {() => void} stops watching
 */
function watchNpm(gone) {
  const parent = process.ppid;
  if (process.env["npm_lifecycle_event"] === undefined || windows) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 250);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  try {
    if (windows || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * The exit code a shell gives to a process that a signal ended.
 * @param {NodeJS.Signals | null} signal
 */
function codeOf(signal) {
  return signal ? 128 + constants.signals[signal] : 1;
}
