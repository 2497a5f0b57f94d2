import { pgTable, text, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { index } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { users } from "./users.ts";

/** One way in for a user: a password, or an identity at another provider. */
export const accounts = pgTable(
  "accounts",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accountId: varchar("account_id", { length: 255 }).notNull(),
    providerId: varchar("provider_id", { length: 100 }).notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    /** argon2id, for the `credential` provider only. */
    password: varchar("password", { length: 255 }),
    ...lifecycle(),
  },
  (t) => [
    index("accounts_user_id_idx").on(t.userId),
    unique("accounts_provider_id_account_id_key").on(t.providerId, t.accountId),
  ],
);

export interface Account extends Readonly<typeof accounts.$inferSelect> {}
export interface NewAccount extends Readonly<typeof accounts.$inferInsert> {}
