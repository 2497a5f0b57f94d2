import pino from "pino";
import { z } from "zod";
import { currentRequest } from "./request.ts";
import { messageOf, scrubFields, scrubText } from "./scrub.ts";

/** The levels that `LOG_LEVEL` may name, loudest last. */
export const logLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]);
export type LogLevel = z.infer<typeof logLevel>;

/** Writes one line: a message, or fields and a message. Errors go into the field `err`. */
export interface LogMethod {
  (message: string): void;
  (fields: object, message?: string): void;
}

/** A structured logger. The same shape everywhere, so tests can hand in a list. */
export interface Logger {
  readonly trace: LogMethod;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** A logger whose every line also carries `fields`. */
  child(fields: Record<string, unknown>): Logger;
}

export interface LoggerOptions {
  /** The process or part that speaks, for example `web`. */
  readonly name: string;
  /** Lines below it are dropped; default `info`. */
  readonly level?: LogLevel;
  /** Where lines go; default standard output. Each call gets one line with its newline. */
  readonly destination?: { write(line: string): void };
}

/** A bare error is a line too: its own message then heads it. */
function headOf(fields: object): string {
  const error = "err" in fields ? fields.err : undefined;
  return error instanceof Error ? messageOf(error) : "";
}

function method(inner: pino.Logger, level: Exclude<LogLevel, "silent">): LogMethod {
  return (first: object | string, message?: string) => {
    if (!inner.isLevelEnabled(level)) return;
    if (typeof first === "string") return inner[level](scrubText(first));
    const fields = first instanceof Error ? { err: first } : first;
    inner[level](scrubFields(fields), scrubText(message ?? headOf(fields)));
  };
}

function loggerOver(inner: pino.Logger): Logger {
  return {
    trace: method(inner, "trace"),
    debug: method(inner, "debug"),
    info: method(inner, "info"),
    warn: method(inner, "warn"),
    error: method(inner, "error"),
    fatal: method(inner, "fatal"),
    child: (fields) => loggerOver(inner.child(scrubFields(fields))),
  };
}

/**
 * JSON lines with an ISO time, a level name, and the id of the request in progress.
 * Passwords, tokens, cookies and e-mail addresses are taken out of fields,
 * messages, errors and child fields alike.
 */
export function createLogger({ name, level = "info", destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { name },
    messageKey: "message",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Errors are plain objects by the time serializers run.
    serializers: { err: (error: unknown) => error },
    // The line's own fields win over these, so a caller can name another request.
    mixin: () => ({ ...currentRequest() }),
  };
  // Synchronous: the last lines before an exit are the ones that matter.
  return loggerOver(pino(options, destination ?? pino.destination({ sync: true })));
}
