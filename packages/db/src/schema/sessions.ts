import { type AnyPgColumn, index, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { users } from "./users.ts";

export const sessions = pgTable(
  "sessions",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    token: varchar("token", { length: 255 }).notNull().unique("sessions_token_key"),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: varchar("ip_address", { length: 64 }),
    userAgent: varchar("user_agent", { length: 1000 }),
    /** The admin who is acting as this user, when one is. Without them it must not live on as the user's own. */
    impersonatedBy: uuid("impersonated_by").references(() => users.id, { onDelete: "cascade" }),
    /** That admin's own session: whatever ends it ends this one. */
    impersonatedFrom: uuid("impersonated_from").references((): AnyPgColumn => sessions.id, {
      onDelete: "cascade",
    }),
    ...lifecycle(),
  },
  (t) => [
    index("sessions_user_id_idx").on(t.userId),
    index("sessions_impersonated_by_idx").on(t.impersonatedBy),
    index("sessions_impersonated_from_idx").on(t.impersonatedFrom),
    index("sessions_expires_at_idx").on(t.expiresAt),
  ],
);

export interface Session extends Readonly<typeof sessions.$inferSelect> {}
export interface NewSession extends Readonly<typeof sessions.$inferInsert> {}
