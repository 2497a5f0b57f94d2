import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { scopeOf } from "./scopes.ts";

type Call = Parameters<typeof scopeOf>;

/** True for a key that names scopes, and not the one that this call needs. */
export const lacksScope = ({ key }: Ctx, ...call: Call): boolean =>
  key?.scopes ? !key.scopes.includes(scopeOf(...call)) : false;

/** Refuses such a key. */
export function requireScope(ctx: Ctx, ...call: Call): void {
  if (!lacksScope(ctx, ...call)) return;
  const needed = scopeOf(...call);
  throw new AppError("not_allowed", `This key lacks the scope ${needed}`, {
    details: [{ field: "scope", issue: `Needs ${needed}` }],
  });
}
