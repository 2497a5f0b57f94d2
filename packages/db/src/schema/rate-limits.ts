import { index, integer, pgTable, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";

/** What a client has used of a limit; shared by every process. `key`, `points` and `expire` are the limiter library's names. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    id: primaryId(),
    key: varchar("key", { length: 255 }).notNull().unique("rate_limits_key_key"),
    points: integer("points").notNull().default(0),
    expire: instant("expire"),
    ...lifecycle(),
  },
  (t) => [index("rate_limits_expire_idx").on(t.expire)],
);

export interface RateLimit extends Readonly<typeof rateLimits.$inferSelect> {}
