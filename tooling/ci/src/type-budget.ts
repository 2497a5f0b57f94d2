// `node src/type-budget.ts` fails when a client with one call costs the compiler more than the budget, or
// when it costs noticeably more with 400 procedures than with 10; `--table` measures routers of every size,
// from source too, and writes the table to `docs/`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { costOfClient, costOfSynthetic, costOfToday, type TypeCost } from "./type-cost.ts";
import { type Measured, typeTable } from "./type-table.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const budget = z
  .object({ instantiations: z.number(), largestRatio: z.number() })
  .parse(JSON.parse(readFileSync(path.join(root, "tooling/ci/type-budget.json"), "utf8")));

const print = (line: string) => process.stdout.write(`${line}\n`);
const show = (name: string, { instantiations, types, memory }: TypeCost) => {
  const megabytes = `${Math.round(memory / 1_000)} MB`.padStart(10);
  print(
    `${name.padEnd(34)}${String(instantiations).padStart(12)}${String(types).padStart(10)}${megabytes}`,
  );
};
const shown = async (name: string, cost: Promise<TypeCost>): Promise<TypeCost> => {
  show(name, await cost);
  return cost;
};

print(`${"a client with one call".padEnd(34)}instantiations     types    memory`);
const today = await shown("today's router, by tRPC", costOfToday());
const own = await shown("today's router, by @quoin/client", costOfClient("workspace"));
const small = await shown("10 procedures", costOfSynthetic(10, "declarations"));
const large = await shown("400 procedures", costOfSynthetic(400, "declarations"));

if (process.argv.includes("--table")) {
  execFileSync("pnpm", ["--filter", "@quoin/client", "run", "prepack"], { cwd: root });
  const packed = await shown("today's router, packed", costOfClient("package"));
  const rows: Measured[] = [];
  for (const procedures of [10, 50, 100, 200, 400]) {
    const name = `${procedures} procedures`;
    const source = await shown(`${name}, from source`, costOfSynthetic(procedures, "source"));
    rows.push({
      procedures,
      source,
      declarations: await costOfSynthetic(procedures, "declarations"),
    });
  }
  const compiler = execFileSync("tsc", ["--version"], { encoding: "utf8" });
  const table = typeTable(compiler.trim().replace("Version", "TypeScript"), rows, [
    { name: "tRPC's, as the hooks use it", cost: today },
    { name: "`@quoin/client/node` in the workspace", cost: own },
    { name: "`@quoin/client/node` as it is packed", cost: packed },
  ]);
  writeFileSync(path.join(root, "docs/type-cost.md"), table);
  print("Wrote docs/type-cost.md.");
}

const most = Math.max(today.instantiations, own.instantiations);
const growth = large.instantiations / small.instantiations;
const problems = [
  ...(most > budget.instantiations
    ? [`${most} instantiations are over the budget of ${budget.instantiations}`]
    : []),
  ...(growth > budget.largestRatio
    ? [
        `400 procedures cost ${growth.toFixed(2)} times what 10 cost; ${budget.largestRatio} is allowed`,
      ]
    : []),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
