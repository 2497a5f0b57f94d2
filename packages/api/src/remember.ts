import type { ChangeTag } from "./changes.ts";
import type { Ctx } from "./context.ts";

/**
 * A value that is the same for every reader, computed once until something it was made from changes.
 * Never for anything that depends on who asks.
 */
export function remember<Value>(
  ctx: Ctx,
  key: string,
  madeFrom: readonly ChangeTag[],
  compute: () => Promise<Value>,
): Promise<Value> {
  const version = ctx.changes.version(madeFrom);
  return ctx.cache.getOrSet(`${key}@${version}`, { tags: [], ttl: "60s" }, compute);
}
