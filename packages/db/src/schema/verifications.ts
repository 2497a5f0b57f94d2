import { index, pgTable, text, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";

/** A short-lived proof that was mailed out: verify an address, reset a password, sign in by link. */
export const verifications = pgTable(
  "verifications",
  {
    id: primaryId(),
    identifier: varchar("identifier", { length: 500 }).notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    ...lifecycle(),
  },
  (t) => [
    index("verifications_identifier_idx").on(t.identifier),
    index("verifications_expires_at_idx").on(t.expiresAt),
  ],
);

export interface Verification extends Readonly<typeof verifications.$inferSelect> {}
export interface NewVerification extends Readonly<typeof verifications.$inferInsert> {}
