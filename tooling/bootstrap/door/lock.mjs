import { spawnSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * @typedef {{ pid: number, birth: string }} Owner
 * @typedef {{ release: () => void }} Lock
 */

/**
 * When a process was born, in a form that only compares. A process id alone is not enough: after a
 * restart, in a container above all, the same number is soon another process.
 * @param {number} pid
 * @returns {string} empty when the system does not tell
 */
function birthOf(pid) {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name in parentheses may hold spaces, so fields are counted from the last one.
      const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${started}`;
    } catch {
      return "";
    }
  }
  if (process.platform === "win32") return "";
  const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return ps.status === 0 ? ps.stdout.trim() : "";
}

/**
 * Whether the process that wrote this still runs.
 * @param {Owner} owner
 */
export function isAlive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return owner.birth === "" || owner.birth === birthOf(owner.pid);
}

/**
 * Who holds a lock file now.
 * @param {string} file
 * @returns {Owner | undefined} undefined when nobody does, or the file says nothing readable
 */
export function ownerOf(file) {
  try {
    const owner = JSON.parse(readFileSync(file, "utf8"));
    return typeof owner.pid === "number" && typeof owner.birth === "string" ? owner : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock file, or says who holds it. A lock whose owner is dead is taken over.
 * @param {string} file in a folder that exists
 * @returns {Lock | Owner}
 */
export function tryLock(file) {
  const mine = { pid: process.pid, birth: birthOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  for (;;) {
    try {
      // Written aside and linked into place: whoever sees the lock sees its owner in it too.
      writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
      linkSync(draft, file);
      return { release: () => release(file, mine) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const owner = ownerOf(file);
    if (owner && isAlive(owner) && !isSame(owner, mine)) return owner;
    takeAway(file, draft);
  }
}

/**
 * Takes a lock file, waiting for its owner as long as it lives.
 * @param {string} file
 * @param {(owner: Owner) => void} [onWait] called once, when there is somebody to wait for
 * @returns {Promise<Lock>}
 */
export async function waitForLock(file, onWait) {
  for (let waited = false; ; waited = true) {
    const lock = tryLock(file);
    if ("release" in lock) return lock;
    if (!waited && onWait) onWait(lock);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Removes a dead owner's lock. Two processes may do so at once, and the slower one would remove the
 * lock that the faster one has just taken: so it is moved aside, looked at again, and put back.
 * @param {string} file
 * @param {string} draft
 */
function takeAway(file, draft) {
  const aside = `${draft}.dead`;
  try {
    renameSync(file, aside);
    const owner = ownerOf(aside);
    if (owner && isAlive(owner) && owner.pid !== process.pid) linkSync(aside, file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} file
 * @param {Owner} mine
 */
function release(file, mine) {
  const owner = ownerOf(file);
  if (owner && isSame(owner, mine)) rmSync(file, { force: true });
}

/**
 * @param {Owner} a
 * @param {Owner} b
 */
function isSame(a, b) {
  return a.pid === b.pid && a.birth === b.birth;
}
