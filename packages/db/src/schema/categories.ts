import { index, integer, pgTable, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";

export const categories = pgTable(
  "categories",
  {
    id: primaryId(),
    name: varchar("name", { length: 100 }).notNull(),
    slug: varchar("slug", { length: 100 }).notNull().unique("categories_slug_key"),
    description: varchar("description", { length: 500 }).notNull().default(""),
    /** The order of the sections on the front page, smallest first. */
    position: integer("position").notNull().default(0),
    ...lifecycle(),
  },
  (t) => [index("categories_position_idx").on(t.position, t.id)],
);

export interface Category extends Readonly<typeof categories.$inferSelect> {}
export interface NewCategory extends Readonly<typeof categories.$inferInsert> {}
