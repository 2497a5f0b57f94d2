// `node src/packing/pack.ts` writes what the tarball holds into `dist/package`: JavaScript, declarations, and
// the contract as one of them. `pnpm pack` runs it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { flatten } from "./flatten.ts";

const home = path.resolve(import.meta.dirname, "../..");
const out = path.join(home, "dist", "package");

rmSync(out, { recursive: true, force: true });
// The live declarations first: the contract is read from them.
execFileSync("tsc", ["-b", home], { stdio: "inherit" });
execFileSync("tsc", ["-p", path.join(home, "tsconfig.package.json")], { stdio: "inherit" });
const { contract, router } = flatten();
writeFileSync(path.join(out, "contract.d.ts"), contract);
writeFileSync(path.join(out, "router.d.ts"), router);

// The compiler leaves the endings in declarations as they are written; others expect those of JavaScript.
for (const name of readdirSync(out).filter((file) => file.endsWith(".d.ts"))) {
  const file = path.join(out, name);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/((?:from |import\()"\.\/[\w-]+)\.tsx?"/g, '$1.js"'));
}
