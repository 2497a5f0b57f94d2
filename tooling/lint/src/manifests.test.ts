import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root, workspaceFolders } from "./workspace.ts";

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

const manifests = workspaceFolders().map((folder) => {
  const text = readFileSync(path.join(root, folder, "package.json"), "utf8");
  return [folder, JSON.parse(text) as Manifest] as const;
});

test.each(manifests)("%s is type-checked by the gate for types", (folder, { scripts }) => {
  const script = folder.startsWith("packages/") ? scripts?.["types"] : scripts?.["typecheck"];
  expect(script).toMatch(/^tsc /);
});

test.each(manifests)("%s is named after its folder", (folder, { name }) => {
  expect(name).toBe(`@quoin/${path.basename(folder)}`);
});
