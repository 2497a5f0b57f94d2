import path from "node:path";
import { createSteps } from "@quoin/bootstrap/door/steps";
import { Trouble } from "@quoin/bootstrap/door/trouble";
import { gates } from "./gates.ts";
import { skipped, type Outcome, type Row } from "./outcome.ts";
import { brokenOf, closingLine, table } from "./report.ts";

/** Runs the suite, or the gates named by the arguments, and answers the exit code. */
async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => gates.every((gate) => gate.name !== name));
  if (unknown.length > 0) {
    const known = gates.map((gate) => gate.name).join(", ");
    throw new Trouble(`There is no gate “${unknown.join("”, “")}”. There are: ${known}.`);
  }
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const mustRun = env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "false";
  const place = { root: path.resolve(import.meta.dirname, "../../.."), env, mustRun };
  const steps = createSteps(process.stdout);
  const rows: Row[] = [];

  for (const gate of gates) {
    if (wanted.length > 0 && !wanted.includes(gate.name)) continue;
    const since = performance.now();
    const missing = rows.find((row) => gate.needs?.includes(row.name) && row.outcome.failed > 0);
    const found = missing
      ? skipped(`${missing.name} failed`, true)
      : await steps.step(gate.name, (detail) => watch(gate.run(place), detail));
    const outcomes = isOutcome(found) ? { [gate.name]: found } : found;
    for (const [name, outcome] of Object.entries(outcomes)) {
      rows.push({ name, outcome, milliseconds: performance.now() - since });
    }
    for (const log of logsOf(Object.values(outcomes))) process.stdout.write(`\n${log.trim()}\n\n`);
  }

  const broken = brokenOf(rows);
  if (broken !== "") process.stdout.write(`\n${broken}`);
  process.stdout.write(`\n${table(rows)}\n\n${closingLine(rows)}\n`);
  return rows.some((row) => row.outcome.failed > 0) ? 1 : 0;
}

async function watch<Result extends Outcome | Readonly<Record<string, Outcome>>>(
  work: Promise<Result>,
  detail: (text: string) => void,
): Promise<Result> {
  const found = await work;
  const outcomes: readonly Outcome[] = isOutcome(found) ? [found] : Object.values(found);
  if (outcomes.some((outcome) => outcome.failed > 0)) detail("failed");
  else if (outcomes.every((outcome) => outcome.skipped !== undefined)) detail("skipped");
  return found;
}

/** Rows of one tool share its output, which is printed once. */
function logsOf(outcomes: readonly Outcome[]): ReadonlySet<string> {
  return new Set(
    outcomes.flatMap(({ log, failed }) => (failed > 0 && log !== undefined ? [log] : [])),
  );
}

function isOutcome(found: Outcome | Readonly<Record<string, Outcome>>): found is Outcome {
  return typeof found["passed"] === "number";
}

// The front door is gone: nobody would read the result. As a signal, it ends the running gate as well.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof Trouble;
    process.stderr.write(`\n${known ? error.message : String(error)}\n`);
    process.exitCode = known ? error.exitCode : 1;
  },
);
