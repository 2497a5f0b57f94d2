import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Trouble } from "../door/trouble.mjs";
import { makeKey, makePassword, openDataFolder } from "./data-folder.ts";

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "quoin data "));
  folder = path.join(parent, "deeper", ".quoin");
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

const modeOf = (...names: string[]) => statSync(path.join(folder, ...names)).mode & 0o777;

test("a secret is made once, kept, and closed to everybody else", () => {
  const first = openDataFolder(folder, "npm start");
  const secret = first.secret("auth-secret", makeKey);
  first.release();

  const second = openDataFolder(folder, "npm start");
  expect(second.secret("auth-secret", () => "another")).toBe(secret);
  second.release();
  expect(modeOf("secrets")).toBe(0o700);
  expect(modeOf("secrets", "auth-secret")).toBe(0o600);
});

test("an empty secret, left by a full disk, is made again", () => {
  const data = openDataFolder(folder, "npm start");
  writeFileSync(path.join(folder, "secrets", "auth-secret"), "");
  expect(data.secret("auth-secret", () => "fresh")).toBe("fresh");
  expect(readFileSync(path.join(folder, "secrets", "auth-secret"), "utf8")).toBe("fresh\n");
  data.release();
});

test("a folder that another instance holds is refused, with its process and the way out", () => {
  openDataFolder(folder, "npm start").release();
  writeFileSync(path.join(folder, "lock"), JSON.stringify({ pid: process.ppid, birth: "" }));
  expect(() => openDataFolder(folder, "npm start")).toThrow(Trouble);
  expect(() => openDataFolder(folder, "npm start")).toThrow(
    new RegExp(`process ${process.ppid}[^]*QUOIN_DATA_DIR=`),
  );
});

test("a data folder that is a file is refused", () => {
  writeFileSync(path.join(parent, "file"), "");
  expect(() => openDataFolder(path.join(parent, "file"), "npm start")).toThrow(/EEXIST|ENOTDIR/);
});

test("keys and passwords do not repeat, and a password can be typed", () => {
  const keys = new Set(Array.from({ length: 100 }, makeKey));
  const passwords = Array.from({ length: 100 }, makePassword);
  expect(keys.size).toBe(100);
  expect(new Set(passwords).size).toBe(100);
  for (const password of passwords)
    expect(password).toMatch(/^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
});
