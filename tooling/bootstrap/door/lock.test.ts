import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, ownerOf, tryLock, waitForLock } from "./lock.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-lock-"));
  file = path.join(folder, "lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

// Another process that lives as long as this one.
const other = { pid: process.ppid, birth: "" };

test("a free lock is taken, says who took it, and leaves nothing behind", () => {
  const lock = tryLock(file);
  expect(ownerOf(file)).toMatchObject({ pid: process.pid });
  if ("release" in lock) lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock that a living process holds is not taken, and its owner is named", () => {
  writeFileSync(file, JSON.stringify(other));
  expect(tryLock(file)).toEqual(other);
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("a lock of a dead process is taken over", () => {
  const dead = spawnSync(process.execPath, ["--version"]).pid;
  writeFileSync(file, JSON.stringify({ pid: dead, birth: "" }));
  expect(tryLock(file)).toHaveProperty("release");
  expect(ownerOf(file)?.pid).toBe(process.pid);
});

test("a process with the owner's number and another birth is not the owner", () => {
  writeFileSync(file, JSON.stringify({ ...other, birth: "an earlier boot:1" }));
  expect(isAlive({ ...other, birth: "an earlier boot:1" })).toBe(false);
  expect(tryLock(file)).toHaveProperty("release");
});

test.each(["", "{", "null", '{"pid":"x"}', "\0\0\0"])(
  "a lock that says %j is taken over",
  (text) => {
    writeFileSync(file, text);
    expect(tryLock(file)).toHaveProperty("release");
  },
);

test("releasing does not touch a lock that somebody else has taken over", () => {
  const lock = tryLock(file);
  writeFileSync(file, JSON.stringify(other));
  if ("release" in lock) lock.release();
  expect(ownerOf(file)).toEqual(other);
});

test("waiting ends when the owner is done, and tells once whom it waits for", async () => {
  writeFileSync(file, JSON.stringify(other));
  const waits: number[] = [];
  const taken = waitForLock(file, (owner) => waits.push(owner.pid));
  setTimeout(() => rmSync(file), 500);
  const lock = await taken;
  expect(waits).toEqual([other.pid]);
  lock.release();
});
