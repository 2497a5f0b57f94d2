import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, varchar } from "drizzle-orm/pg-core";
import { instant, lifecycle, oneOf, primaryId } from "../columns.ts";

/** From least to most trusted; each role may do what those before it may. */
export const roles = ["reader", "author", "editor", "admin"] as const;
export type Role = (typeof roles)[number];

export const users = pgTable(
  "users",
  {
    id: primaryId(),
    name: varchar("name", { length: 120 }).notNull(),
    email: varchar("email", { length: 254 }).notNull().unique("users_email_key"),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: varchar("image", { length: 2000 }),
    /** The name in addresses: /authors/{handle}. */
    handle: varchar("handle", { length: 64 }).notNull().unique("users_handle_key"),
    bio: varchar("bio", { length: 500 }).notNull().default(""),
    role: text("role", { enum: roles }).notNull().default("reader"),
    /** A byline that came with an import: it has posts but no way to sign in until someone claims it. */
    isProfile: boolean("is_profile").notNull().default(false),
    banned: boolean("banned").notNull().default(false),
    banReason: varchar("ban_reason", { length: 500 }),
    banExpires: instant("ban_expires"),
    ...lifecycle(),
  },
  (t) => [
    index("users_created_at_idx").on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("users_role_created_at_idx").on(
      t.role,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    // Few among many readers: those who can stand in a byline.
    index("users_bylines_name_idx")
      .on(t.name, t.id)
      .where(sql`${t.role} <> 'reader' or ${t.isProfile}`),
    oneOf("users_role_check", t.role, roles),
  ],
);

export interface User extends Readonly<typeof users.$inferSelect> {}
export interface NewUser extends Readonly<typeof users.$inferInsert> {}
