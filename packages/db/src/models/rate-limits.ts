import type { Db } from "../database.ts";
import { rateLimits } from "../schema/rate-limits.ts";
import { deleteExpired } from "./expired.ts";

/** The counting itself is the limiter library's, over the same table. */
export const RateLimits = {
  /** Deletes the counters that ran out before `now`. Returns how many. */
  deleteExpired: (db: Db, now: Date) => deleteExpired(db, rateLimits, rateLimits.expire, now),
};
