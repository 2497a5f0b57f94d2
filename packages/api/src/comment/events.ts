import type { Logger } from "@quoin/log";
import { callTRPCProcedure, isTrackedEnvelope } from "@trpc/server";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { appRouter } from "../root.ts";
import type { LiveComment } from "./live.ts";

/** Between two signs of life; proxies give a silent connection up after 30 s or more. */
const HEARTBEAT_MS = 15_000;
/** After a break a client waits so long before it comes back. */
const RETRY_MS = 2_000;

const path = /^\/api\/v1\/posts\/([^/]+)\/comments\/live$/;

/** The post whose comments an address streams as events; null for every other address. */
export const livePostOf = (pathname: string): string | null => path.exec(pathname)?.[1] ?? null;

/**
 * `comment.live` as server-sent events for `EventSource` and curl: `comment` events of JSON whose ids say
 * where to go on, by `Last-Event-ID` or at first by `?after=`.
 */
export async function streamEvents(ctx: Ctx, request: Request, postId: string): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const unknown = [...query.keys()].filter((name) => name !== "after");
  if (unknown.length > 0)
    throw new AppError("validation", `${unknown[0]}: Not known here; there is: after`, {
      details: unknown.map((field) => ({ field, issue: "Not known here; there is: after" })),
    });
  const after = query.getAll("after");
  if (after.length > 1 || after.some((place) => !/^\d{1,15}$/.test(place)))
    throw new AppError("validation", "after: Not the id of an event", {
      details: [{ field: "after", issue: "Not the id of an event" }],
    });
  const gone = new AbortController();
  const signal = AbortSignal.any([request.signal, gone.signal]);
  const lastEventId = request.headers.get("last-event-id") ?? after[0];
  const events: AsyncIterable<unknown> = await callTRPCProcedure({
    router: appRouter,
    path: "comment.live",
    type: "subscription",
    getRawInput: () => Promise.resolve({ postId, lastEventId }),
    ctx,
    signal,
    batchIndex: 0,
  });
  return new Response(bytesOf(events[Symbol.asyncIterator](), gone, ctx.log), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // nginx would keep events back until it has a buffer full of them.
      "x-accel-buffering": "no",
    },
  });
}

/** Events as they leave: one is asked for when there is room for it, so a slow reader slows the stream. */
function bytesOf(
  events: AsyncIterator<unknown>,
  gone: AbortController,
  log: Logger,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout | undefined;
  const over = () => {
    clearInterval(beat);
    gone.abort();
  };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      beat = setInterval(() => {
        // What is not read needs no sign of life.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(":\n\n"));
      }, HEARTBEAT_MS);
    },
    async pull(controller) {
      try {
        const { done, value } = await events.next();
        if (!done) return controller.enqueue(encoder.encode(textOf(value)));
        over();
        controller.close();
      } catch (error) {
        if (!gone.signal.aborted) log.warn({ err: error }, "a stream of comments broke off");
        over();
        // Ended and not broken: whoever listens comes back, and goes on where it was.
        controller.close();
      }
    },
    async cancel() {
      over();
      await events.return?.();
    },
  });
}

function textOf(event: unknown): string {
  if (!isTrackedEnvelope<LiveComment["comment"]>(event)) return "";
  const [id, comment] = event;
  // An id alone: it is remembered, and nothing happens.
  if (comment === null) return `id: ${id}\n\n`;
  return `id: ${id}\nevent: comment\ndata: ${JSON.stringify(comment)}\n\n`;
}
