import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The repository. */
export const root = path.resolve(import.meta.dirname, "../../..");

/** Every app and package by its folder, such as `packages/db`. */
export function workspaceFolders(): readonly string[] {
  return ["apps", "packages"].flatMap((group) =>
    readdirSync(path.join(root, group))
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(path.join(root, folder, "package.json"))),
  );
}

/** The specifiers that a source file imports for their values; imports of types alone are left out. */
export function valueImports(file: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  const statements = source.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)(?:[\w$*{}\s,]+?\s+from\s+)?["']([^"']+)["']/gm,
  );
  return [...statements].map((match) => match[1] ?? "");
}
