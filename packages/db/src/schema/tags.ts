import { index, pgTable, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";

export const tags = pgTable(
  "tags",
  {
    id: primaryId(),
    name: varchar("name", { length: 100 }).notNull(),
    slug: varchar("slug", { length: 100 }).notNull().unique("tags_slug_key"),
    ...lifecycle(),
  },
  (t) => [index("tags_name_idx").on(t.name, t.id)],
);

export interface Tag extends Readonly<typeof tags.$inferSelect> {}
export interface NewTag extends Readonly<typeof tags.$inferInsert> {}
