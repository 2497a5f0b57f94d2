#!/usr/bin/env node
import { resolve } from "node:path";
import { CommanderError } from "commander";
import { QuoinError } from "@quoin/client/node";
import { CliError } from "./cli-error.ts";
import { createProgram } from "./program.ts";

// The repository this file stands in: where `npm start` keeps its data folder.
const root = resolve(import.meta.dirname, "../../..");

try {
  await createProgram({ env: process.env, root }).parseAsync(process.argv);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommanderError) {
    // Commander has said what is wrong itself.
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`${explain(error)}\n`);
  }
}

/** What went wrong, for somebody at a terminal. */
function explain(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (error instanceof QuoinError) {
    const { code, message, requestId } = error;
    if (code === "unreachable" || code === "timed_out")
      return `${message}. Is it running? Start it with \`npm start\`.`;
    return requestId ? `${message} (request ${requestId})` : message;
  }
  if (error instanceof Error) return error.message;
  return String(error);
}
