import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arePackagesReady, packagesDigest } from "./packages.mjs";
import { describeToolchain, isToolchainReady } from "./toolchain.mjs";

let parent: string;
let root: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "quoin-door-"));
  root = path.join(parent, 'a "copy" of ünï');
  write(
    "tooling/bootstrap/toolchain/package.json",
    '{"dependencies":{"node":"24.0.0","pnpm":"12.0.0"}}',
  );
  write("package.json", "{}");
  write("apps/web/package.json", "{}");
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test.each(["apps/web/package.json", "packages/new/package.json", "pnpm-lock.yaml", ".npmrc"])(
  "a change in %s asks for another install",
  (file) => {
    const toolchain = describeToolchain(root);
    const before = packagesDigest(root, toolchain);
    write(file, '{ "name": "changed" }');
    expect(packagesDigest(root, toolchain)).not.toBe(before);
  },
);

test("a change in a source file does not", () => {
  const toolchain = describeToolchain(root);
  const before = packagesDigest(root, toolchain);
  write("apps/web/src/main.ts", "export {};");
  expect(packagesDigest(root, toolchain)).toBe(before);
});

test("in a fresh copy neither toolchain nor packages are ready, and nothing is written to find out", () => {
  const toolchain = describeToolchain(root);
  expect(isToolchainReady(toolchain)).toBe(false);
  expect(arePackagesReady(root, toolchain)).toBe(false);
  expect(toolchain.env["PATH"]?.split(path.delimiter)[0]).toBe(
    path.join(root, "tooling/bootstrap/toolchain/node_modules/.bin"),
  );
});

test.runIf(path.delimiter === ":")("a folder that PATH cannot hold is refused by name", () => {
  expect(() => describeToolchain("/home/ada/a:b")).toThrow(/a:b has a “:” in its name/);
});
