import { setTimeout as sleep } from "node:timers/promises";
import { newId, notify, openDatabase } from "@quoin/db";

/** Tells a publication that posts have changed, so that it computes again what it remembers. */
export interface Changes {
  /** Resolves once the publication has had the time to hear of it. */
  announce(): Promise<void>;
  /** Announces again and again until it is stopped. */
  keepAnnouncing(milliseconds: number): () => Promise<void>;
  close(): Promise<void>;
}

export function openChanges(databaseUrl: string): Changes {
  const database = openDatabase({ url: databaseUrl, applicationName: "quoin-bench" });
  // What a service sends within its transaction, without the write: the write is not what is measured.
  const tell = () => notify(database.db, "quoin_changed", [`posts:${newId()}`]);
  return {
    async announce() {
      await tell();
      await sleep(50);
    },
    keepAnnouncing(milliseconds) {
      const stop = new AbortController();
      const running = (async () => {
        while (!stop.signal.aborted) {
          await tell();
          await sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => {});
        }
      })();
      // Whoever stops it hears of it.
      running.catch(() => {});
      return async () => {
        stop.abort();
        await running;
      };
    },
    close: () => database.close(),
  };
}
