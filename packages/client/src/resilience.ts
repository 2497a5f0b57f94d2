import type { Operation, TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { askedOf } from "./call-options.ts";
import type { AppRouter } from "./contract.ts";
import { QuoinError, toQuoinError } from "./error.ts";

export interface Patience {
  /** How long a call may take in all, its retries included, in milliseconds. */
  readonly timeoutMs: number;
  /** How often a call that may be repeated is tried again. */
  readonly retries: number;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;

/** Repeating it changes nothing: a query, or a mutation that the API does once for its key. */
export const isRepeatable = (op: Pick<Operation, "type" | "context">): boolean =>
  op.type === "query" ||
  (op.type === "mutation" && askedOf(op.context).idempotencyKey !== undefined);

/** The same call may succeed in a moment: the network, a proxy or the API was away, or asked to wait. */
export const isPassing = ({ code, status }: Pick<QuoinError, "code" | "status">): boolean =>
  code === "unreachable" || status === 429 || status === 502 || status === 503 || status === 504;

/**
 * Milliseconds before the next try, after `tries` failed: doubling, at most 8 seconds, and spread, so that
 * many clients do not return at the same instant. Never sooner than the API asked for.
 */
export function retryDelay(
  tries: number,
  retryAfterSeconds: number | null,
  random: () => number = Math.random,
): number {
  const backoff = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tries - 1));
  const spread = (backoff / 2) * random();
  return retryAfterSeconds === null
    ? Math.round(backoff / 2 + spread)
    : Math.round(retryAfterSeconds * 1000 + spread);
}

/**
 * Ends calls in time, and tries those again that may be repeated. A call fails with its own failure as soon
 * as another try would come too late. What `callOptions` asked for a call goes before `patience`.
 */
export function resilient(patience: Patience): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const { timeoutMs, retries } = { ...patience, ...askedOf(op.context) };
        const deadline = performance.now() + timeoutMs;
        let tries = 0;
        let running: Unsubscribable | undefined;
        let waiting: ReturnType<typeof setTimeout> | undefined;

        const attempt = () => {
          tries += 1;
          running = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              const failure = toQuoinError(error);
              const delay = retryDelay(tries, failure.retryAfterSeconds);
              const isWorthIt = isRepeatable(op) && tries <= retries && isPassing(failure);
              if (isWorthIt && performance.now() + delay < deadline)
                waiting = setTimeout(attempt, delay);
              else observer.error(failure);
            },
          });
        };
        const abort = () =>
          observer.error(new QuoinError({ code: "aborted", message: "The call was aborted" }));
        const message = `The publication did not answer within ${timeoutMs} ms`;
        // A subscription is meant to last.
        const timer =
          op.type === "subscription"
            ? undefined
            : setTimeout(
                () => observer.error(new QuoinError({ code: "timed_out", message })),
                timeoutMs,
              );

        // A call in a batch ends at once, though the others go on.
        op.signal?.addEventListener("abort", abort, { once: true });
        if (op.signal?.aborted) abort();
        else attempt();
        return () => {
          clearTimeout(timer);
          clearTimeout(waiting);
          op.signal?.removeEventListener("abort", abort);
          running?.unsubscribe();
        };
      });
}
