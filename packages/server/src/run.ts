import type { Logger } from "@quoin/log";
import type { Served } from "./serve.ts";

export interface RunOptions {
  readonly log: Logger;
  /** Closes what the app opened, after the last answer has left. */
  readonly onClosed?: () => Promise<void>;
}

/** How a process ends when it could not start, so that whoever started it need not read. */
export const CANNOT_START = 69;

/**
 * The life of an app's process: starts it, says in one line why it could not, and ends
 * it in order on SIGTERM and SIGINT, and when the process that started it is gone.
 * Further signals change nothing: Ctrl-C reaches the process and whoever started it,
 * who then sends one of its own.
 */
export async function runApp(
  start: () => Promise<Served>,
  { log, onClosed = async () => {} }: RunOptions,
): Promise<void> {
  let served: Served;
  try {
    served = await start();
  } catch (error) {
    const isReadable = error instanceof Error && error.name === "CannotListen";
    process.stderr.write(`${isReadable ? error.message : describe(error)}\n`);
    process.exit(CANNOT_START);
  }
  log.info({ port: served.port }, "listening");
  // One request's forgotten promise must not end everyone else's.
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    process.exit(1);
  });
  let isStopping = false;
  const stop = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, "stopping");
    served
      .close()
      .then(onClosed)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stopping failed");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  if (process.connected) process.on("disconnect", () => stop("the parent is gone"));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
