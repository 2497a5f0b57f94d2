import {
  type Db,
  IdempotencyKeys,
  RateLimits,
  Sessions,
  SigningKeys,
  TwoFactors,
  Verifications,
} from "@quoin/db";
import { keyLife } from "./signing-keys.ts";
import { setupLife } from "./two-factor.ts";

/**
 * Deletes what has expired: sessions, mailed links, counters of limits, calls
 * that were remembered, old keys, secrets that never got their first code. Returns how many rows.
 * Nothing depends on it but the size of the tables; for a nightly job.
 */
export async function sweepExpired(db: Db, now: Date = new Date()): Promise<number> {
  const sessions = await Sessions.deleteExpired(db, now);
  const links = await Verifications.deleteExpired(db, now);
  const counters = await RateLimits.deleteExpired(db, now);
  const calls = await IdempotencyKeys.deleteExpired(db, now);
  const keys = await SigningKeys.deleteMadeBefore(db, new Date(now.getTime() - keyLife.gone));
  const setups = await TwoFactors.deleteUnconfirmed(db, new Date(now.getTime() - setupLife));
  return sessions + links + counters + calls + keys + setups;
}
