import type { UserCtx } from "./context.ts";
import { AppError } from "./errors.ts";

/** Refuses an admin who acts as somebody else, for what is their own affair; `why` says so. */
export function requireOwner(ctx: UserCtx, why: string): void {
  if (ctx.session?.impersonatedBy) throw new AppError("not_allowed", why);
}
