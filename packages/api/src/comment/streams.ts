import type { Changes } from "../changes.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";

/** Streams that one address may hold open; a tab that is looked at holds one. */
export const MAX_STREAMS_OF_ADDRESS = 20;
/** Streams that one process holds open. */
const MAX_STREAMS = 2_000;

/** What is open, by address; a process opens one change channel, so that names the process. */
const openStreams = new WeakMap<Changes, Map<string, number>>();

/**
 * Counts a stream against its address and the process; throws `rate_limited` when there are enough. Returns
 * how to say that it is over; twice is once.
 */
export function countStream(ctx: Ctx): () => void {
  const open = openStreams.get(ctx.changes) ?? new Map<string, number>();
  openStreams.set(ctx.changes, open);
  const { address } = ctx;
  const ofAddress = open.get(address) ?? 0;
  const total = open.values().reduce((sum, count) => sum + count, 0);
  if (ofAddress >= MAX_STREAMS_OF_ADDRESS || total >= MAX_STREAMS)
    throw new AppError("rate_limited", "Too many live streams are open; close one of them", {
      retryAfterSeconds: 30,
    });
  open.set(address, ofAddress + 1);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    const left = (open.get(address) ?? 1) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  };
}
