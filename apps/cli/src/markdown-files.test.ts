import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countMarkdown, findMarkdown, MAX_FILE, readText } from "./markdown-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-cli-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array = "x"): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

test("Markdown is found however deep, in one order, and nothing else is", async () => {
  for (const name of ["b.md", "a/c.MDX", "a/b.md", "a.txt", ".hidden.md", ".git/x.md", "md"]) {
    write(name);
  }
  mkdirSync(path.join(folder, "folder.md"));
  const found = await findMarkdown(folder);
  expect(found.map((file) => path.relative(folder, file))).toEqual(["a/b.md", "a/c.MDX", "b.md"]);
  expect(await countMarkdown(folder)).toBe(3);
});

test("a folder inside a hidden one can be imported itself", async () => {
  write(".notes/a.md");
  expect(await findMarkdown(path.join(folder, ".notes"))).toHaveLength(1);
  expect(await countMarkdown(path.join(folder, ".notes"))).toBe(1);
});

test("links lead nowhere", async () => {
  const outside = mkdtempSync(path.join(tmpdir(), "quoin-cli-"));
  try {
    writeFileSync(path.join(outside, "secret.md"), "x");
    symlinkSync(outside, path.join(folder, "inside"));
    symlinkSync(path.join(outside, "secret.md"), path.join(folder, "one.md"));
    expect(await findMarkdown(folder)).toEqual([]);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test("a text is read as it is", async () => {
  expect(await readText(write("a.md", "Grüße, 世界\n"))).toEqual({ text: "Grüße, 世界\n" });
});

test("what cannot be a post says why", async () => {
  const large = write("large.md");
  truncateSync(large, MAX_FILE + 1);
  expect(await readText(large)).toEqual({ reason: "Larger than 5 MB (5.0 MB)" });
  expect(await readText(write("latin.md", Buffer.from([0xff, 0xfe])))).toEqual({
    reason: "Is not UTF-8 text",
  });
  expect(await readText(path.join(folder, "missing.md"))).toEqual({ reason: "Cannot be opened" });
});
