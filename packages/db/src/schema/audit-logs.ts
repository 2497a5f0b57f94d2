import { index, jsonb, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { lifecycle, primaryId } from "../columns.ts";
import { users } from "./users.ts";

/** Who did what to what, and when; written in the transaction of the act, never changed. */
export const auditLogs = pgTable(
  "audit_logs",
  {
    id: primaryId(),
    /** Null for the system itself, or when the account is gone. */
    actorId: uuid("actor_id").references(() => users.id, { onDelete: "set null" }),
    /** `<entity>.<verb in the past tense>`, such as `post.published`. */
    action: varchar("action", { length: 64 }).notNull(),
    entity: varchar("entity", { length: 32 }).notNull(),
    entityId: uuid("entity_id"),
    /** What the record was called at the time, so the line still reads when it is gone. */
    label: varchar("label", { length: 200 }).notNull().default(""),
    details: jsonb("details").$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    requestId: varchar("request_id", { length: 128 }),
    ...lifecycle(),
  },
  (t) => [
    index("audit_logs_created_at_idx").on(
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("audit_logs_actor_id_idx").on(
      t.actorId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("audit_logs_entity_idx").on(
      t.entity,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("audit_logs_entity_id_idx").on(
      t.entityId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
  ],
);

export interface AuditLog extends Readonly<typeof auditLogs.$inferSelect> {}
export interface NewAuditLog extends Readonly<typeof auditLogs.$inferInsert> {}
