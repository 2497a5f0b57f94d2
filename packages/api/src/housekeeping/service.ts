import { sweepExpired } from "@quoin/auth";
import type { Ctx } from "../context.ts";

/** Deletes what has expired: sessions, mailed links, counters. Returns how many rows went. */
export const sweep = (ctx: Ctx): Promise<number> => sweepExpired(ctx.db, ctx.now());
