import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type RenderedMarkdown, renderMarkdown } from "@quoin/content";
import { AppError } from "../errors.ts";
import { createFairQueue } from "./fair-queue.ts";
import type { Rendering } from "./process.ts";

/** Makes HTML of Markdown without keeping anyone else waiting. */
export interface Renderer {
  /**
   * The texts of one writer wait for each other, so that many are no longer in others' way than one. Throws
   * `validation` for a text that cannot be rendered in half a minute, `unavailable` for too many at once.
   */
  render(source: string, writer: string): Promise<RenderedMarkdown>;
  close(): Promise<void>;
}

/** Shorter texts are rendered at once: sending them to a process would take longer. */
const SHORT = 4_000;
const DEADLINE_MS = 30_000;
/** A process that has nothing to do gives its memory back after this long. */
const IDLE_MS = 20_000;
/** What a text of this length leaves behind is more than starting anew takes. */
const LONG = 300_000;
/** Of one writer; an import brings at most as many at once. */
const MOST_WAITING = 200;
const MEMORY_MB = 512;

const file = new URL("./process.ts", import.meta.url);

/**
 * Renders long texts in a process of its own. A text of a megabyte takes seconds and hundreds of megabytes
 * to parse; here neither the requests beside it nor the memory of this process feel that.
 */
export function createRenderer({ deadlineMs = DEADLINE_MS } = {}): Renderer {
  // On hosts that bundle everything into one file there is no second file to start.
  if (file.protocol !== "file:" || !existsSync(fileURLToPath(file)))
    return { render: (source) => renderMarkdown(source), close: async () => {} };
  const queue = createFairQueue(MOST_WAITING);
  let child: ChildProcess | undefined;
  let rest: NodeJS.Timeout | undefined;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(file), {
      // What is preloaded for this process, and what it knows, is not for that one.
      execArgv: [`--max-old-space-size=${MEMORY_MB}`, "--max-semi-space-size=4"],
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    started.once("exit", () => {
      if (child === started) child = undefined;
    });
    return started;
  }

  async function end(): Promise<void> {
    clearTimeout(rest);
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, "exit");
    ending.kill("SIGKILL");
    await ended;
  }

  async function renderApart(source: string): Promise<RenderedMarkdown> {
    clearTimeout(rest);
    const at = (child ??= start());
    const over = new AbortController();
    const giveUp = () => over.abort();
    const deadline = setTimeout(giveUp, deadlineMs);
    try {
      const answered = once(at, "message", { signal: over.signal });
      // Out of memory, most likely.
      at.once("exit", giveUp);
      at.send(source);
      const [rendering] = (await answered) as [Rendering];
      if ("error" in rendering) throw new Error(rendering.error);
      return rendering.rendered;
    } catch (error) {
      if (!over.signal.aborted) throw error;
      await end();
      throw new AppError("validation", "This text is too tangled to be rendered; shorten it", {
        details: [{ field: "body", issue: "Takes too long to render" }],
        cause: error,
      });
    } finally {
      clearTimeout(deadline);
      at.off("exit", giveUp);
      if (source.length >= LONG) await end();
      else rest = setTimeout(() => void end(), IDLE_MS).unref();
    }
  }

  return {
    async render(source, writer) {
      if (source.length < SHORT) return renderMarkdown(source);
      const rendered = queue.add(writer, () => renderApart(source));
      if (rendered) return rendered;
      throw new AppError("unavailable", "Too many of your texts wait to be rendered already", {
        retryAfterSeconds: 10,
      });
    },
    close: end,
  };
}
