// `npm start` and `npm run dev`, on the pinned Node.
import path from "node:path";
import { createSteps } from "../door/steps.mjs";
import { Trouble, explained } from "../door/trouble.mjs";
import { readSettings } from "./settings.ts";
import { supervise, type Mode } from "./supervisor.ts";

const root = path.resolve(import.meta.dirname, "../../..");
// npm and a terminal may both pass on the same Ctrl-C.
const samePress = 1_000;

async function main(mode: Mode): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const settings = readSettings(env, root);
  await supervise({
    mode,
    root,
    settings,
    env,
    steps: createSteps(process.stdout),
    print: (text) => void process.stdout.write(text),
    stop: stopSignal(),
  });
}

/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process without waiting. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = () => {
    if (first === undefined) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > samePress) {
      // The services notice by their leashes, the database waits for the next start.
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  // The front door is gone, however it went.
  process.on("disconnect", () => controller.abort());
  process.channel?.unref();
  return controller.signal;
}

// A closed terminal must not keep anything from stopping in order.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

main(process.argv[2] === "dev" ? "dev" : "start").then(
  () => process.exit(0),
  (error: unknown) => {
    const trouble = explained(error, root);
    const text = trouble instanceof Trouble ? trouble.message : describe(error);
    const log = trouble instanceof Trouble && trouble.log ? `\n${trouble.log.trimEnd()}\n` : "";
    process.stderr.write(`${log}\n${text}\n`, () => {
      process.exit(trouble instanceof Trouble ? trouble.exitCode : 1);
    });
  },
);

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
