import type { CallOptions } from "./call.ts";
import { QuoinError } from "./error.ts";
import { readFailure } from "./failure.ts";

/** How long a client waits, and how often it tries. */
export interface Patience {
  /** How long a call may take in all, its retries included, in milliseconds. */
  readonly timeoutMs: number;
  /** How often a call that may be repeated is tried again. */
  readonly retries: number;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;

/** Repeating it changes nothing: a query, or a mutation that the API does once for its key. */
const isRepeatable = (type: "query" | "mutation", { idempotencyKey }: CallOptions): boolean =>
  type === "query" || idempotencyKey !== undefined;

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
 * Runs `attempt` until it succeeds, is refused for good, or runs out of tries or time; every failure is a
 * `QuoinError`. A call fails with its own failure as soon as another try would come too late. The signal
 * that `attempt` gets ends what is under way.
 */
export async function persist<Answer>(
  type: "query" | "mutation",
  attempt: (signal: AbortSignal) => Promise<Answer>,
  options: CallOptions & Patience,
): Promise<Answer> {
  const { timeoutMs, retries, signal: wish } = options;
  const deadline = performance.now() + timeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = wish ? AbortSignal.any([wish, timeout]) : timeout;
  const endOf = () =>
    wish?.aborted
      ? new QuoinError({ code: "aborted", message: "The call was aborted", cause: wish.reason })
      : new QuoinError({
          code: "timed_out",
          message: `The publication did not answer within ${timeoutMs} ms`,
        });
  // A call in a batch ends at once, though the request goes on for the others.
  const end = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(endOf()), { once: true });
  });
  end.catch(() => {}); // whoever waits for the race hears of it

  for (let tries = 1; ; tries += 1) {
    if (signal.aborted) throw endOf();
    try {
      return await Promise.race([attempt(signal), end]);
    } catch (error) {
      const failure = asQuoinError(error);
      const delay = retryDelay(tries, failure.retryAfterSeconds);
      const isWorthIt = isRepeatable(type, options) && tries <= retries && isPassing(failure);
      if (!isWorthIt || performance.now() + delay >= deadline) throw failure;
      await pause(delay, signal);
    }
  }
}

const asQuoinError = (error: unknown): QuoinError => {
  if (error instanceof QuoinError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new QuoinError(readFailure(error) ?? { code: "unexpected", message, cause: error });
};

/** Waits, or until the signal says that nobody does any more. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
