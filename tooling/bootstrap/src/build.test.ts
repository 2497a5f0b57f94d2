import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceDigest } from "./build.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "quoin-build-"));
  write("package.json", "{}");
  write("apps/web/src/page.tsx", "one");
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

test.each(["apps/web/src/page.tsx", "packages/ui/src/new.css", "pnpm-lock.yaml"])(
  "a change in %s asks for a new build",
  (file) => {
    const before = sourceDigest(root);
    write(file, "two");
    expect(sourceDigest(root)).not.toBe(before);
  },
);

test.each([
  "apps/web/.next/BUILD_ID",
  "packages/ui/dist/index.d.ts",
  "apps/web/node_modules/next/package.json",
  "packages/db/src/model.test.ts",
  "apps/worker/src/main.ts",
])("a change in %s does not", (file) => {
  const before = sourceDigest(root);
  write(file, "two");
  expect(sourceDigest(root)).toBe(before);
});

test("moving text from one file to the next is a change", () => {
  write("apps/web/a", "xy");
  write("apps/web/b", "");
  const before = sourceDigest(root);
  write("apps/web/a", "x");
  write("apps/web/b", "y");
  expect(sourceDigest(root)).not.toBe(before);
});
