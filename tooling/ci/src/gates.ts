import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runQuietly } from "@quoin/bootstrap/door/child";
import { Trouble } from "@quoin/bootstrap/door/trouble";
import { failed, passed, skipped, type Outcome } from "./outcome.ts";
import { tallyPlaywright, tallyVitest, type Tally } from "./test-results.ts";

/** Where gates run, and how strict they are. */
export interface Place {
  readonly root: string;
  readonly env: Record<string, string>;
  /** `CI=true`: a missing piece is a failure. */
  readonly mustRun: boolean;
}

/** One or several rows of the suite. `needs` names gates without which it makes no sense. */
export interface Gate {
  readonly name: string;
  readonly needs?: readonly string[];
  run(place: Place): Promise<Outcome | Readonly<Record<string, Outcome>>>;
}

/** The suite, in the order in which it runs: what is quick and what others need comes first. */
export const gates: readonly Gate[] = [
  { name: "format", run: (place) => check(place, "oxfmt", ["--check", "."]) },
  {
    // `next typegen` writes route types that both the compiler and the linter read.
    name: "types",
    run: (place) => turbo(place, ["types", "typegen", "typecheck"]),
  },
  {
    name: "type budget",
    needs: ["types"],
    run: (place) => check(place, "pnpm", ["--filter", "@quoin/ci", "run", "type-budget"]),
  },
  {
    name: "contract",
    run: (place) => check(place, "pnpm", ["--filter", "@quoin/ci", "run", "contract"]),
  },
  { name: "lint", run: (place) => check(place, "oxlint", []) },
  { name: "unused", run: (place) => check(place, "knip", []) },
  { name: "boundaries", run: (place) => check(place, "turbo", ["boundaries"]) },
  {
    name: "migrations",
    run: (place) => check(place, "pnpm", ["--filter", "@quoin/db", "run", "migration:check"]),
  },
  {
    // What the generators write, held to what a change of ours is held to.
    name: "generator",
    needs: ["types"],
    run: (place) => check(place, "pnpm", ["--filter", "@quoin/generators", "run", "exercise"]),
  },
  { name: "tests", run: tests },
  // After the type gate and not beside it: `next typegen` and `next build` both own `.next/types`.
  { name: "build", run: (place) => turbo(place, ["build"]) },
  { name: "e2e", needs: ["build"], run: endToEnd },
];

async function check(
  place: Place,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const { ok, log } = await attempt(place, command, args, env);
  return ok ? passed() : failed(log);
}

function turbo(place: Place, tasks: readonly string[]): Promise<Outcome> {
  return check(place, "turbo", ["run", ...tasks, "--continue", "--output-logs=errors-only"]);
}

async function tests(place: Place): Promise<Record<string, Outcome>> {
  const folder = await mkdtemp(path.join(tmpdir(), "quoin-report-"));
  const report = path.join(folder, "vitest.json");
  try {
    const { ok, log } = await attempt(place, "vitest", [
      "run",
      "--coverage",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    if (!existsSync(report)) return { unit: failed(log), integration: failed(log) };
    const tallies = tallyVitest(readFileSync(report, "utf8"));
    const unit = fromTally(tallies.unit, log);
    const integration = fromTally(tallies.integration, log);
    const redis = findProgram(["redis-server"], place.env);
    const belowThreshold = /does not meet .*threshold/.test(log);
    const unexplained = !ok && !belowThreshold && unit.failed + integration.failed === 0;
    return {
      unit: unexplained ? { ...unit, failed: 1, log } : unit,
      integration,
      // Tests of what several instances share leave themselves out without it.
      ...(redis === undefined
        ? { redis: skipped("no redis-server found on PATH", place.mustRun) }
        : {}),
      coverage: belowThreshold
        ? failed(log, coverageOf(place.root))
        : passed(coverageOf(place.root)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function endToEnd(place: Place): Promise<Outcome> {
  const chromium = findChromium(place.env);
  if (chromium === undefined) {
    return skipped("no Chromium found; install it, or set CHROMIUM_PATH", place.mustRun);
  }
  const folder = await mkdtemp(path.join(tmpdir(), "quoin-report-"));
  const report = path.join(folder, "playwright.json");
  try {
    const { ok, log } = await attempt(place, "pnpm", ["--filter", "@quoin/e2e", "test"], {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    });
    if (!existsSync(report)) return failed(log);
    const outcome = fromTally(tallyPlaywright(readFileSync(report, "utf8")), log);
    return !ok && outcome.failed === 0 ? { ...outcome, failed: 1, log } : outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function attempt(
  place: Place,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ ok: boolean; log: string }> {
  try {
    const log = await runQuietly(command, command, args, {
      cwd: place.root,
      env: { ...place.env, ...env },
    });
    return { ok: true, log };
  } catch (error) {
    if (!(error instanceof Trouble) || error.exitCode > 128) throw error;
    return { ok: false, log: error.log ?? error.message };
  }
}

function fromTally(tally: Tally, log: string): Outcome {
  const { passed: ok, failed: bad, skipped: left, broken } = tally;
  const detail = left > 0 ? { detail: `${left} skipped` } : {};
  return bad > 0
    ? { passed: ok, failed: bad, log, broken, ...detail }
    : { passed: ok, failed: 0, ...detail };
}

function coverageOf(root: string): string | undefined {
  const file = path.join(root, "coverage", "coverage-summary.json");
  if (!existsSync(file)) return undefined;
  const { total } = JSON.parse(readFileSync(file, "utf8")) as {
    total: Record<"lines" | "branches", { pct: number }>;
  };
  return `${total.lines.pct} % of lines, ${total.branches.pct} % of branches`;
}

/** The browser for end-to-end tests: `CHROMIUM_PATH`, or the first known name on PATH. */
function findChromium(env: Record<string, string>): string | undefined {
  const given = env["CHROMIUM_PATH"];
  if (given !== undefined && given !== "") return existsSync(given) ? given : undefined;
  return findProgram(
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    env,
  );
}

function findProgram(names: readonly string[], env: Record<string, string>): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
}
