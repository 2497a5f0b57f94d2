import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";

/** A pair of keys that tokens for other services are signed with; its id is the token's `kid`. */
export const signingKeys = pgTable(
  "signing_keys",
  {
    id: primaryId(),
    /** As a JSON Web Key; published. */
    publicKey: jsonb("public_key").$type<Readonly<Record<string, unknown>>>().notNull(),
    /** As a JSON Web Key; encrypted. */
    privateKey: text("private_key").notNull(),
    ...lifecycle(),
  },
  (t) => [index("signing_keys_created_at_idx").on(t.createdAt)],
);

export interface SigningKey extends Readonly<typeof signingKeys.$inferSelect> {}
export interface NewSigningKey extends Readonly<typeof signingKeys.$inferInsert> {}
