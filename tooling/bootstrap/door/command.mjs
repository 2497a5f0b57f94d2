import { Trouble } from "./trouble.mjs";

const commands = new Set(["start", "dev", "test", "quoin", "run"]);

const usage = `Usage: node tooling/bootstrap/main.mjs COMMAND

  start         run the publication: database, web, newsroom and worker
  dev           the same, with hot reload
  test          run the whole suite
  quoin ARGS    the command line client
  run -- CMD    run any command with the pinned Node and pnpm first on PATH`;

/**
 * What was asked for. Arguments of `quoin` and `run` pass through untouched.
 * @param {readonly string[]} argv arguments after the script's name
 * @returns {{ name: string, args: string[] }}
 * @throws {Trouble} when the command is unknown or `run` has nothing to run
 */
export function parseCommand(argv) {
  const [name, ...args] = argv;
  if (name === undefined || !commands.has(name)) {
    const found = name === undefined ? "" : `There is no command “${name}”.\n\n`;
    throw new Trouble(found + usage, { exitCode: 2 });
  }
  if (name !== "run") return { name, args };
  const rest = args[0] === "--" ? args.slice(1) : args;
  if (rest.length === 0) throw new Trouble(`Nothing to run.\n\n${usage}`, { exitCode: 2 });
  return { name, args: rest };
}
