import { index, pgTable, text, uuid, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, oneOf, primaryId } from "../columns.ts";
import { roles, users } from "./users.ts";

/** A key for machines. It acts as its owner, with at most the role named here. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 100 }).notNull(),
    /** The first characters of the key, to recognise it by. */
    prefix: varchar("prefix", { length: 16 }).notNull(),
    /** SHA-256 of the key, in hex; the key itself is shown once and never stored. */
    hash: varchar("hash", { length: 64 }).notNull().unique("api_keys_hash_key"),
    role: text("role", { enum: roles }).notNull(),
    /** What it may do, such as `post:read`; null for everything that its role may. */
    scopes: text("scopes").array(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    ...lifecycle(),
  },
  (t) => [
    index("api_keys_user_id_idx").on(t.userId),
    index("api_keys_created_at_idx").on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    oneOf("api_keys_role_check", t.role, roles),
  ],
);

export interface ApiKey extends Readonly<typeof apiKeys.$inferSelect> {}
export interface NewApiKey extends Readonly<typeof apiKeys.$inferInsert> {}
