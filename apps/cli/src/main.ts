#!/usr/bin/env node
import { resolve } from "node:path";
import { CommanderError } from "commander";
import { apiError } from "@quoin/client/node";
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
  const refused = apiError(error);
  if (refused) {
    const trace = refused.requestId ? ` (request ${refused.requestId})` : "";
    return `${refused.message}${trace}`;
  }
  if (error instanceof Error) {
    const { cause } = error;
    const reason = cause instanceof Error && cause.message ? cause.message : error.message;
    if (/fetch failed|ECONNREFUSED|socket|aborted|timeout/i.test(`${error.message} ${reason}`))
      return `The publication does not answer (${reason}). Is it running? Start it with \`npm start\`.`;
    return error.message;
  }
  return String(error);
}
