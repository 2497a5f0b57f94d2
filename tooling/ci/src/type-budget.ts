// `node src/type-budget.ts` fails when a client with one call costs the compiler more than the budget, or
// noticeably more than with a router of 400 procedures; `--table` measures routers of every size as well.
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { costOfSynthetic, costOfToday } from "./type-cost.ts";

const budgetFile = path.resolve(import.meta.dirname, "../type-budget.json");
const budget = z
  .object({ instantiations: z.number(), largestRatio: z.number() })
  .parse(JSON.parse(readFileSync(budgetFile, "utf8")));

const print = (line: string) => process.stdout.write(`${line}\n`);
const figures = (name: string, cost: { instantiations: number; types: number; memory: number }) =>
  `${name.padEnd(34)}${String(cost.instantiations).padStart(12)}${String(cost.types).padStart(10)}${`${Math.round(cost.memory / 1_000)} MB`.padStart(10)}`;

print(`${"a client with one call".padEnd(34)}instantiations     types    memory`);
const today = await costOfToday();
print(figures("today's router", today));
const large = await costOfSynthetic(400, "declarations");
print(figures("400 procedures", large));

if (process.argv.includes("--table")) {
  for (const procedures of [10, 50, 100, 200])
    print(figures(`${procedures} procedures`, await costOfSynthetic(procedures, "declarations")));
  for (const procedures of [10, 100, 400])
    print(
      figures(`${procedures} procedures, from source`, await costOfSynthetic(procedures, "source")),
    );
}

const ratio = today.instantiations / large.instantiations;
const problems = [
  ...(today.instantiations > budget.instantiations
    ? [`${today.instantiations} instantiations are over the budget of ${budget.instantiations}`]
    : []),
  ...(Math.max(ratio, 1 / ratio) > budget.largestRatio
    ? [`today's router and one of 400 procedures differ by more than ${budget.largestRatio}`]
    : []),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
