import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, ensurePostgres, type EmbeddedPostgres } from "@quoin/db/embedded";
import { Trouble } from "../door/trouble.mjs";

/** The database that Quoin brings along, kept running until `stop`. */
export interface OwnDatabase {
  readonly url: string;
  /** True when it was found running, left behind by a run that was killed. */
  readonly joined: boolean;
  /** Stops it within `milliseconds`; false when it had to be cut short and recovers at the next start. */
  stop(milliseconds: number): Promise<boolean>;
}

/**
 * Starts PostgreSQL in `folder`, or joins the one that runs there, and brings it back on the same
 * port when it ends by itself. Throws Trouble for everything that a person can put right.
 */
export async function startDatabase(
  folder: string,
  log: (line: string) => void,
): Promise<OwnDatabase> {
  let server = await ensure({ dataDir: folder, log });
  const { port, started, url } = server;
  let stopping = false;

  const watch = async () => {
    for (;;) {
      await server.exited();
      if (stopping) return;
      log("PostgreSQL ended by itself; starting it again");
      try {
        server = await ensure({ dataDir: folder, port, log });
      } catch (error) {
        log(`PostgreSQL did not start: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(1_000, undefined, { ref: false });
      }
    }
  };
  void watch();

  return {
    url,
    joined: !started,
    async stop(milliseconds) {
      stopping = true;
      const { clean } = await server.stop({ timeoutMs: milliseconds });
      return clean;
    },
  };
}

async function ensure(options: Parameters<typeof ensurePostgres>[0]): Promise<EmbeddedPostgres> {
  try {
    return await ensurePostgres(options);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw new Trouble(error.message, { cause: error });
    throw error;
  }
}
