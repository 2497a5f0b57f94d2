import { sql } from "drizzle-orm";
import { boolean, check, pgTable, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";

/** The publication's own facts. One row, which `singleton` sees to. */
export const settings = pgTable(
  "settings",
  {
    id: primaryId(),
    singleton: boolean("singleton").notNull().default(true).unique("settings_singleton_key"),
    title: varchar("title", { length: 100 }).notNull(),
    tagline: varchar("tagline", { length: 200 }).notNull().default(""),
    description: varchar("description", { length: 500 }).notNull().default(""),
    /** BCP 47, such as `en` or `de-AT`. */
    locale: varchar("locale", { length: 35 }).notNull().default("en"),
    /** IANA, such as `Europe/Vienna`. */
    timeZone: varchar("time_zone", { length: 64 }).notNull().default("UTC"),
    commentsOpen: boolean("comments_open").notNull().default(true),
    signUpOpen: boolean("sign_up_open").notNull().default(true),
    ...lifecycle(),
  },
  (t) => [check("settings_singleton_check", sql`${t.singleton}`)],
);

export interface Setting extends Readonly<typeof settings.$inferSelect> {}
export interface NewSetting extends Readonly<typeof settings.$inferInsert> {}
