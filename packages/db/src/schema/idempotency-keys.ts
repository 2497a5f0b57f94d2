import { index, pgTable, text, unique, uuid, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, primaryId } from "../columns.ts";
import { users } from "./users.ts";

/** A creating call that was made, so that the same call made again is answered and not done again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    id: primaryId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** What the client sent as `Idempotency-Key`. */
    key: varchar("key", { length: 255 }).notNull(),
    procedure: varchar("procedure", { length: 100 }).notNull(),
    /** A keyed digest of the input: tells another input apart and says nothing of it. */
    inputDigest: varchar("input_digest", { length: 64 }).notNull(),
    /** What was answered, sealed: it may hold an API key. Null only inside the call's own transaction. */
    answer: text("answer"),
    expiresAt: instant("expires_at").notNull(),
    ...lifecycle(),
  },
  (t) => [
    unique("idempotency_keys_user_id_key_key").on(t.userId, t.key),
    index("idempotency_keys_expires_at_idx").on(t.expiresAt),
  ],
);

export interface IdempotencyKey extends Readonly<typeof idempotencyKeys.$inferSelect> {}
export interface NewIdempotencyKey extends Readonly<typeof idempotencyKeys.$inferInsert> {}
