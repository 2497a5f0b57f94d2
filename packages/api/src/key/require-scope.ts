import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { scopeOf } from "./scopes.ts";

/** Refuses a key that names scopes, and not the one that this call needs. */
export function requireScope({ key }: Ctx, ...call: Parameters<typeof scopeOf>): void {
  const needed = scopeOf(...call);
  if (key?.scopes && !key.scopes.includes(needed))
    throw new AppError("not_allowed", `This key lacks the scope ${needed}`, {
      details: [{ field: "scope", issue: `Needs ${needed}` }],
    });
}
