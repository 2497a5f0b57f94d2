import { AsyncLocalStorage } from "node:async_hooks";

/** What is left of a limit, for response headers. */
export interface LimitState {
  /** Uses that are allowed in `windowSeconds`. */
  readonly limit: number;
  readonly remaining: number;
  /** Until all of them are free again. */
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

// On the global, because a process may hold two copies of this module.
const slot = Symbol.for("quoin.limits.counted");
const shared = globalThis as typeof globalThis & {
  [slot]?: AsyncLocalStorage<{ tightest: LimitState | null }>;
};
const counted = (shared[slot] ??= new AsyncLocalStorage());

const isTighter = (one: LimitState, other: LimitState): boolean =>
  one.remaining === other.remaining
    ? one.resetSeconds > other.resetSeconds
    : one.remaining < other.remaining;

/** Remembers a count for the answer of the request at hand; the limit that is nearest to its end counts. */
export function noteCount(state: LimitState): void {
  const request = counted.getStore();
  if (!request) return;
  if (request.tightest === null || isTighter(state, request.tightest)) request.tightest = state;
}

/** `RateLimit-*` of a count: the uses allowed, those left, and the seconds until all are back. */
const limitHeaders = (state: LimitState): Readonly<Record<string, string>> => ({
  "ratelimit-limit": String(state.limit),
  "ratelimit-remaining": String(state.remaining),
  "ratelimit-reset": String(state.resetSeconds),
  "ratelimit-policy": `${state.limit};w=${state.windowSeconds}`,
});

/**
 * Answers a request, and hands back with the answer what its headers say of limits: none when nothing was
 * counted. Everything that `answer` starts belongs to the request, however deep inside it is counted.
 */
export async function countingUses<Answer>(
  answer: () => Promise<Answer>,
): Promise<{ answer: Answer; headers: Readonly<Record<string, string>> }> {
  const request: { tightest: LimitState | null } = { tightest: null };
  const answered = await counted.run(request, answer);
  return { answer: answered, headers: request.tightest ? limitHeaders(request.tightest) : {} };
}
