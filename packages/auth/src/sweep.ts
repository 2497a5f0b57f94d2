import { type Db, RateLimits, Sessions, Verifications } from "@quoin/db";

/**
 * Deletes what has expired: sessions, mailed links, counters of limits. Returns how many rows.
 * Nothing depends on it but the size of the tables; for a nightly job.
 */
export async function sweepExpired(db: Db, now: Date = new Date()): Promise<number> {
  const sessions = await Sessions.deleteExpired(db, now);
  const links = await Verifications.deleteExpired(db, now);
  const counters = await RateLimits.deleteExpired(db, now);
  return sessions + links + counters;
}
