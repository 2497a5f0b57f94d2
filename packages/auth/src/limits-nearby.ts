import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";

/** What counts the uses of one limit. */
export type Counter = Pick<
  RateLimiterAbstract,
  "points" | "duration" | "consume" | "reward" | "delete"
>;

/** What a counter throws over the limit, beside the errors of its store. */
export const isRefusal = (reason: unknown): reason is RateLimiterRes =>
  typeof reason === "object" && reason !== null && "msBeforeNext" in reason;

interface Account {
  /** What the store counted when it was last told. */
  told: number;
  /** Used here and not told yet. */
  untold: number;
  endsAt: number;
  /** While the store is told. */
  telling: Promise<void> | null;
}

/** A store that failed is left alone for so long. */
const AWAY_MS = 1_000;

/** Keys that are kept; the oldest go beyond. */
const MOST_KEYS = 100_000;

/**
 * Counts in this process, and tells `store` of every `settleEvery` uses of a key: for what is counted at every
 * call, where asking a database each time would cost more than the call. Who stays below that costs the store
 * nothing and never waits for it. So processes let through together up to twice `settleEvery` uses each beyond
 * the limit; while the store is away every process counts for itself.
 */
export function countNearby(
  rule: { readonly points: number; readonly seconds: number; readonly settleEvery: number },
  store: Counter | null,
  now: () => number = Date.now,
): Counter {
  const accounts = new Map<string, Account>();
  const windowMs = rule.seconds * 1_000;
  let sweptAt = now();
  let awayUntil = 0;

  function accountOf(key: string, at: number): Account {
    const known = accounts.get(key);
    if (known && known.endsAt > at) return known;
    sweep(at);
    const account = { told: 0, untold: 0, endsAt: at + windowMs, telling: null };
    // As the newest, also where there was one before.
    accounts.delete(key);
    accounts.set(key, account);
    return account;
  }

  /** Forgets what ran out, once in a window, and the oldest when there are too many. */
  function sweep(at: number): void {
    if (at - sweptAt >= windowMs) {
      sweptAt = at;
      for (const [key, { endsAt }] of accounts) if (endsAt <= at) accounts.delete(key);
    }
    const [oldest] = accounts.size >= MOST_KEYS ? accounts.keys() : [];
    if (oldest !== undefined) accounts.delete(oldest);
  }

  async function tell(key: string, account: Account, uses: number): Promise<void> {
    try {
      // Over the limit it throws what it would have returned, and may not know any more by how much.
      const counted = await store?.consume(key, uses).catch((reason: unknown) => {
        if (!isRefusal(reason)) throw reason;
        const { msBeforeNext, consumedPoints } = reason;
        return { msBeforeNext, consumedPoints: Math.max(consumedPoints, rule.points + 1) };
      });
      if (!counted) return;
      account.told = counted.consumedPoints;
      account.untold -= uses;
      account.endsAt = now() + counted.msBeforeNext;
    } catch {
      // Told with the next ones.
      awayUntil = now() + AWAY_MS;
    } finally {
      account.telling = null;
    }
  }

  /** Tells the store when there is enough to tell. Whoever runs ahead of it waits, or it would never catch up. */
  async function settle(key: string, account: Account, at: number): Promise<void> {
    if (!store || account.untold < rule.settleEvery || at < awayUntil) return;
    account.telling ??= tell(key, account, account.untold);
    if (account.untold >= 2 * rule.settleEvery) await account.telling;
  }

  const isOver = ({ told, untold }: Account) => told + untold > rule.points;

  const stateOf = ({ told, untold, endsAt }: Account, at: number) => {
    const used = told + untold;
    return new RateLimiterRes(Math.max(0, rule.points - used), endsAt - at, used, false);
  };

  return {
    points: rule.points,
    duration: rule.seconds,
    async consume(key, points = 1) {
      const at = now();
      const account = accountOf(String(key), at);
      // Counted on no further than refused: the store then hears of a flood's beginning alone.
      if (!isOver(account)) {
        account.untold += points;
        await settle(String(key), account, at);
      }
      const state = stateOf(account, at);
      // oxlint-disable-next-line typescript/only-throw-error -- as the counters of the stores refuse
      if (isOver(account)) throw state;
      return state;
    },
    async reward(key, points = 1) {
      const at = now();
      const account = accountOf(String(key), at);
      account.untold = Math.max(-account.told, account.untold - points);
      return stateOf(account, at);
    },
    async delete(key) {
      accounts.delete(String(key));
      return (await store?.delete(key)) ?? true;
    },
  };
}
