import { sweepExpired } from "@quoin/auth";
import type { Mailer } from "@quoin/mail";
import type { Ctx } from "../context.ts";

/** Deletes what has expired: sessions, mailed links, counters. Returns how many rows went. */
export const sweep = (ctx: Ctx): Promise<number> => sweepExpired(ctx.db, ctx.now());

/** The same, and the mails that have lain in the data folder for long enough. */
export async function keepHouse(
  ctx: Ctx,
  mailer: Mailer,
): Promise<{ readonly rows: number; readonly mails: number }> {
  const rows = await sweep(ctx);
  const mails = await mailer.sweep(ctx.now());
  return { rows, mails };
}
