import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "./figure.ts";
import { type ImportRun, importPosts } from "./import-posts.ts";
import { type Publication, startPublication } from "./publication.ts";

/** What a part of the bench works with. */
export interface Bench {
  /** How often contenders take turns, and for how long each time. */
  readonly pace: { readonly rounds: number; readonly seconds: number };
  /** Makes what cannot be measured without a clean clone. */
  readonly clean: boolean;
  /** A publication that runs, with its posts imported. Parts share it. */
  publication(): Promise<Publication>;
  /** The same, in processes that have done nothing yet. */
  restarted(): Promise<Publication>;
  /** How the import went, which filled it. */
  imported(): Promise<ImportRun>;
  /** Takes something along that has to be undone at the end, last first. */
  finally(undo: () => Promise<void>): void;
  /** A folder that is gone after the run. */
  folder(name: string): string;
  /** Says on standard error what is being done. */
  say(text: string): void;
}

/** Measures one thing; throws when what it measures is broken, and never because it is slow. */
export type Part = (bench: Bench) => Promise<Figure[]>;

export interface OpenBench extends Bench {
  /** Stops and removes all that was made, whatever has happened. */
  close(): Promise<void>;
}

export function openBench(options: Pick<Bench, "pace" | "clean" | "say">): OpenBench {
  const place = mkdtempSync(path.join(tmpdir(), "quoin-bench-"));
  // Root's PostgreSQL runs under another account, which has to pass through.
  chmodSync(place, 0o755);
  const undone = new AsyncDisposableStack();
  undone.defer(async () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
  let running: Publication | undefined;
  let filled: ImportRun | undefined;
  undone.defer(async () => running?.stop());
  const folder = (name: string) => path.join(place, name);

  const start = async () => (running = await startPublication(folder("data")));
  const publication = async () => {
    if (running) return running;
    options.say("starting a publication, and building it when it has changed");
    const started = await start();
    options.say("importing posts into it");
    filled = await importPosts(started, folder("posts"));
    return started;
  };
  return {
    ...options,
    publication,
    folder,
    async restarted() {
      const { stop } = await publication();
      running = undefined;
      await stop();
      return start();
    },
    async imported() {
      await publication();
      if (!filled) throw new Error("Nothing was imported");
      return filled;
    },
    finally: (undo) => undone.defer(undo),
    close: () => undone.disposeAsync(),
  };
}
