import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type RenderedMarkdown, renderMarkdown } from "@quoin/content";
import { Piscina } from "piscina";
import { AppError } from "./errors.ts";

/** Makes HTML of Markdown without keeping anyone else waiting. */
export interface Renderer {
  /** Throws `validation` for a text that cannot be rendered in half a minute. */
  render(source: string): Promise<RenderedMarkdown>;
  close(): Promise<void>;
}

/** Shorter texts are rendered at once: sending them to a thread would take longer. */
const SHORT = 4_000;
const DEADLINE_MS = 30_000;
/** A thread that has nothing to do gives its memory back after this long. */
const IDLE_MS = 20_000;

const thread = new URL("./renderer-thread.ts", import.meta.url);

/**
 * Renders long texts in a thread of its own. A text of a megabyte takes seconds and hundreds of megabytes
 * to parse; here neither the requests beside it nor the memory of the process feel that.
 */
export function createRenderer(): Renderer {
  // On hosts that bundle everything into one file there is no second file to start.
  if (thread.protocol !== "file:" || !existsSync(fileURLToPath(thread)))
    return { render: renderMarkdown, close: async () => {} };
  let pool: Piscina<string, RenderedMarkdown> | undefined;
  const open = () =>
    (pool ??= new Piscina<string, RenderedMarkdown>({
      filename: fileURLToPath(thread),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      // What is preloaded for the process is not for the thread.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 4 },
    }));
  return {
    async render(source) {
      if (source.length < SHORT) return renderMarkdown(source);
      try {
        return await open().run(source, { signal: AbortSignal.timeout(DEADLINE_MS) });
      } catch (error) {
        if (!isGivenUp(error)) throw error;
        throw new AppError("validation", "This text is too tangled to be rendered; shorten it", {
          details: [{ field: "body", issue: "Takes too long to render" }],
          cause: error,
        });
      }
    },
    close: async () => pool?.destroy(),
  };
}

/** Out of time, or out of the memory that one text may take. */
const isGivenUp = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "AbortError" || ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"));
