// `node src/contract/check.ts` holds the API to the surface that is committed under `packages/api/contract`;
// `--write` commits to what it is now. Neither lets a break pass that the changelog does not declare. With
// QUOIN_CONTRACT_BASE, such as `origin/main`, what is committed there counts too: a file that was written by
// hand hides nothing from a pull request.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { readSurfaces, type Surface } from "@quoin/api/contract";
import { changesBetween, declaredBreaks } from "./changes.ts";

const maxBuffer = 50_000_000;
const root = path.resolve(import.meta.dirname, "../../../..");
const folder = path.join(root, "packages/api/contract");
const fileOf = (kind: string) => path.join(folder, `${kind}.json`);
const read = (kind: string): Surface =>
  existsSync(fileOf(kind)) ? (JSON.parse(readFileSync(fileOf(kind), "utf8")) as Surface) : {};

const changelog = path.join(root, "CHANGELOG.md");
const declared = declaredBreaks(existsSync(changelog) ? readFileSync(changelog, "utf8") : "");

const base = process.env["QUOIN_CONTRACT_BASE"] ?? "";
const git = (...args: string[]) =>
  spawnSync("git", args, { cwd: root, encoding: "utf8", maxBuffer });
if (base !== "" && git("rev-parse", "--verify", "--quiet", `${base}^{commit}`).status !== 0)
  throw new Error(`QUOIN_CONTRACT_BASE names ${base}, which git does not know here`);
const readBase = (kind: string): Surface => {
  // A base from before the files promised nothing.
  const { status, stdout } = git("show", `${base}:packages/api/contract/${kind}.json`);
  return status === 0 ? (JSON.parse(stdout) as Surface) : {};
};

const surfaces = Object.entries(readSurfaces());
const changes = surfaces.flatMap(([kind, now]) => changesBetween(read(kind), now));
const sinceBase =
  base === "" ? [] : surfaces.flatMap(([kind, now]) => changesBetween(readBase(kind), now));
const undeclared = [...changes, ...sinceBase].filter(
  ({ name, isBreaking }) => isBreaking && !declared.has(name),
);

const print = (line: string) => process.stdout.write(`${line}\n`);
for (const { name, isBreaking, what } of changes)
  print(`${isBreaking ? "breaking  " : "compatible"}  ${name}  ${what}`);

if (undeclared.length > 0) {
  const names = [...new Set(undeclared.map(({ name }) => `\`${name}\``))].join(", ");
  print(`\nThese break programs that others have written: ${names}.`);
  print(
    "Take the change back, or declare it in CHANGELOG.md under “## Unreleased”, “### Breaking”,",
  );
  print("with the name between backticks and what callers are to do; then run `make contract`.");
  process.exitCode = 1;
} else if (process.argv.includes("--write")) {
  mkdirSync(folder, { recursive: true });
  for (const [kind, now] of surfaces)
    writeFileSync(fileOf(kind), `${JSON.stringify(now, null, 2)}\n`);
  execFileSync(
    "oxfmt",
    surfaces.map(([kind]) => fileOf(kind)),
    { stdio: "ignore" },
  );
  const sizes = surfaces.map(([kind, now]) => `${Object.keys(now).length} ${kind}`).join(", ");
  print(`Wrote packages/api/contract: ${sizes}.`);
} else if (changes.length > 0) {
  print(
    "\nThe API is not what packages/api/contract says. Run `make contract` and commit what it writes.",
  );
  process.exitCode = 1;
}
