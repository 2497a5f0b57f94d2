import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-log-"));
  file = path.join(folder, "web.log");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("lines are appended, across openings too", () => {
  for (const line of ["one", "two"]) {
    const log = openLogFile(file);
    log.write(line);
    log.close();
  }
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
});

test("a log that has grown is set aside once, so it cannot fill the disk", () => {
  const log = openLogFile(file, 1000);
  for (let count = 0; count < 100; count++) log.write("x".repeat(99));
  log.close();
  expect(statSync(file).size).toBeLessThanOrEqual(1100);
  expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(1100);
});

test("the last lines are at hand, also after the file is closed", () => {
  const log = openLogFile(file);
  for (let count = 0; count < 100; count++) log.write(`line ${count}`);
  log.close();
  log.write("after the end");
  expect(log.tail().at(-2)).toBe("line 99");
  expect(log.tail().at(-1)).toBe("after the end");
  expect(log.tail().length).toBeLessThan(100);
});
