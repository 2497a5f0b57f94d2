import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type OpenBench, openBench, type Part } from "./bench.ts";
import { calls } from "./calls.ts";
import { depth } from "./depth.ts";
import { exporting } from "./export.ts";
import { type Figure, table } from "./figure.ts";
import { importing } from "./import.ts";
import { memory } from "./memory.ts";
import { pages } from "./pages.ts";
import { repository } from "./publication.ts";
import { start } from "./start.ts";
import { weight } from "./weight.ts";

/** In the order in which they run: what stops the publication comes last. */
const parts: Readonly<Record<string, Part>> = {
  import: importing,
  calls,
  pages,
  depth,
  weight,
  export: exporting,
  memory,
  start,
};

const paces = { usual: { rounds: 5, seconds: 4 }, quick: { rounds: 3, seconds: 1 } };
/** No part begins later than this, in milliseconds. */
const latestStart = 8 * 60_000;

const usage = `bench [part …] [--quick] [--clean] [--json FILE]

  parts      ${Object.keys(parts).join(", ")}; all of them when none is named
  --quick    short rounds, to see whether it works; the figures say little
  --clean    start: measure a clean clone too, which takes minutes
  --json     write everything to FILE as well
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      clean: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => parts[name] === undefined);
  if (values.help || unknown.length > 0) {
    process.stdout.write(usage);
    return unknown.length > 0 ? 2 : 0;
  }
  const wanted = Object.entries(parts).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  const began = performance.now();
  const bench = openBench({
    pace: values.quick ? paces.quick : paces.usual,
    clean: values.clean,
    say: (text) => {
      const seconds = Math.round((performance.now() - began) / 1_000);
      process.stderr.write(`${String(seconds).padStart(4)} s  ${text}\n`);
    },
  });
  const facts = describe(bench);
  const figures: Figure[] = [];
  let failed = 0;
  try {
    // What was started runs on otherwise.
    const leave = (code: number) => void bench.close().finally(() => process.exit(code));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => leave(130));
    process.once("uncaughtException", (error) => {
      process.stderr.write(`${error.stack}\n`);
      leave(1);
    });
    for (const [name, part] of wanted) {
      if (performance.now() - began > latestStart) {
        figures.push({ part: name, what: name, unit: "", note: "there was no time left" });
        continue;
      }
      bench.say(`measuring ${name}`);
      try {
        figures.push(...(await part(bench)));
      } catch (error) {
        failed++;
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        figures.push({ part: name, what: name, unit: "", note: "it failed" });
      }
    }
  } finally {
    await bench.close();
  }
  const facing = Object.entries(facts).map(([name, value]) => `${name.padEnd(9)} ${value}`);
  process.stdout.write(`\n${facing.join("\n")}\n\n${table(figures)}\n`);
  if (values.json !== undefined) {
    // pnpm moves to the package first; the file is meant from where the command was typed.
    const file = path.resolve(process.env["INIT_CWD"] ?? ".", values.json);
    writeFileSync(file, `${JSON.stringify({ facts, figures }, null, 2)}\n`);
  }
  return failed > 0 ? 1 : 0;
}

/** What the figures depend on. */
function describe({ pace }: OpenBench): Record<string, string> {
  const version = (name: string) => {
    const file = path.resolve(import.meta.dirname, "../node_modules", name, "package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  };
  const packages = ["next", "react", "pg", "autocannon"].map((name) => `${name} ${version(name)}`);
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: repository, encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain") === "" ? "" : ", with changes";
  return {
    command: ["bench", ...process.argv.slice(2)].join(" "),
    commit: `${git("rev-parse", "--short", "HEAD")}${changed}, ${new Date().toISOString()}`,
    versions: [`node ${process.version}`, ...packages].join(", "),
    machine: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "?"}, ${Math.round(totalmem() / 1e9)} GB, load ${loadavg()[0]?.toFixed(1)} at the start`,
    rounds: `${pace.rounds} of ${pace.seconds} s by turns, 10 connections, medians; the load runs on the same machine`,
  };
}

process.exitCode = await main();
