import { sql } from "drizzle-orm";
import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { users } from "./users.ts";

/** What a person proves beside their password: an app that counts one-time codes. One at the most. */
export const twoFactors = pgTable("two_factors", {
  id: primaryId(),
  userId: uuid("user_id")
    .notNull()
    .unique("two_factors_user_id_key")
    .references(() => users.id, { onDelete: "cascade" }),
  /** Shared with the app; encrypted. */
  secret: text("secret").notNull(),
  /** Until a code has shown that the app has the secret, nothing is asked for. */
  confirmedAt: instant("confirmed_at"),
  /** The newest step of the clock whose code was used; none up to it is taken again. */
  lastStep: integer("last_step"),
  /** Digests of the recovery codes that are left. */
  recoveryCodes: text("recovery_codes")
    .array()
    .notNull()
    .default(sql`'{}'::text[]`),
  ...lifecycle(),
});

export interface TwoFactor extends Readonly<typeof twoFactors.$inferSelect> {}
export interface NewTwoFactor extends Readonly<typeof twoFactors.$inferInsert> {}
