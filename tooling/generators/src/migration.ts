import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runIn } from "./tree.ts";

const folder = "packages/db/migrations";

/**
 * Writes the next migration and its down from the schema as it now is. Takes back what it wrote when that
 * fails. Returns the files.
 */
export function writeMigration(root: string, name: string): string[] {
  const there = () => readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  const before = new Set(there());
  const journal = path.join(root, folder, "meta/_journal.json");
  const journalBefore = readFileSync(journal, "utf8");
  const written = () => there().filter((file) => !before.has(file));
  try {
    runIn(path.join(root, "packages/db"), process.execPath, [
      "src/migrate/authoring.ts",
      "generate",
      "--name",
      name,
    ]);
    if (written().length === 0) throw new Error("The schema has not changed");
    return [...written().map((file) => path.join(folder, file)), `${folder}/meta/_journal.json`];
  } catch (error) {
    for (const file of written()) rmSync(path.join(root, folder, file), { force: true });
    writeFileSync(journal, journalBefore);
    throw error;
  }
}
