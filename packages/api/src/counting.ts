import type { Ctx } from "./context.ts";

/** What is counted beside all calls together, by the name of its limit. */
export type CountedUse = "comment" | "search";

type Caller = Pick<Ctx, "limits" | "user" | "key" | "address">;

/**
 * Counts uses against a limit: by account when somebody is signed in, else by address. A key counts for its
 * account, so that more keys are not more calls, and has a share of its own in that. Throws `rate_limited`.
 */
export async function countUse(
  { limits, user, key, address }: Caller,
  name: CountedUse | "call",
  uses = 1,
): Promise<void> {
  // The share first: a key that is out of calls must not use up its owner's.
  if (key) await limits.consume(`${name}ByKey`, key.id, uses);
  await limits.consume(name, user?.id ?? address, uses);
}

/** Gives back a use that turned out to be none. Never throws: what is not given back runs out. */
export async function refundUse({ limits, user, key, address }: Caller, name: CountedUse) {
  if (key) await limits.refund(`${name}ByKey`, key.id);
  await limits.refund(name, user?.id ?? address);
}

/** Counts calls of any kind, as they come in. */
export async function countCalls(caller: Caller, calls: number): Promise<void> {
  // Without our server in front nobody is known apart: one count for all would shut out all.
  const isKnown = caller.user !== null || (caller.address !== "" && caller.address !== "unknown");
  if (isKnown) await countUse(caller, "call", calls);
}

/** Counts that were begun before their calls: what streams its answer has sent its headers by then. */
export class CountsAhead {
  readonly #begun = new Map<CountedUse, Promise<void>[]>();

  /** Counts a use for a call to come. A refusal is that call's, and not of those beside it. */
  async begin(caller: Caller, name: CountedUse): Promise<void> {
    const counted = countUse(caller, name);
    this.#begun.set(name, [...(this.#begun.get(name) ?? []), counted]);
    await counted.catch(() => {});
  }

  /** The count of one call that was begun; undefined when none was. */
  take(name: CountedUse): Promise<void> | undefined {
    return this.#begun.get(name)?.shift();
  }
}
