import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { type AuditLog, auditLogs, type NewAuditLog } from "../schema/audit-logs.ts";
import { users } from "../schema/users.ts";

const base = model<AuditLog, NewAuditLog>(auditLogs);

export const AuditLogs = {
  ...base,

  /** The last time this was done to this record. */
  latest: (db: Db, action: string, entityId: string) =>
    db
      .select({ actorId: auditLogs.actorId, createdAt: auditLogs.createdAt })
      .from(auditLogs)
      .where(and(eq(auditLogs.entityId, entityId), eq(auditLogs.action, action)))
      .orderBy(desc(auditLogs.createdAt), desc(auditLogs.id))
      .limit(1),

  /** Those of these records to which this has been done before. */
  everHappened: (db: Db, action: string, entityIds: readonly string[]) =>
    db
      .selectDistinct({ entityId: auditLogs.entityId })
      .from(auditLogs)
      .where(and(inArray(auditLogs.entityId, [...entityIds]), eq(auditLogs.action, action))),

  /** The log, newest first. At most one of the filters is given at a time; each has its index. */
  async page(
    db: Db,
    filter: {
      actorId?: string | undefined;
      entity?: string | undefined;
      entityId?: string | undefined;
    },
    page: PageRequest,
  ) {
    const { where, orderBy, limit } = keyset(auditLogs.createdAt, auditLogs.id, page);
    const rows = await db
      .select({
        id: auditLogs.id,
        action: auditLogs.action,
        entity: auditLogs.entity,
        entityId: auditLogs.entityId,
        label: auditLogs.label,
        details: auditLogs.details,
        requestId: auditLogs.requestId,
        createdAt: auditLogs.createdAt,
        actor: { id: users.id, name: users.name, handle: users.handle },
      })
      .from(auditLogs)
      .leftJoin(users, eq(users.id, auditLogs.actorId))
      .where(
        and(
          filter.actorId ? eq(auditLogs.actorId, filter.actorId) : undefined,
          filter.entity ? eq(auditLogs.entity, filter.entity) : undefined,
          filter.entityId ? eq(auditLogs.entityId, filter.entityId) : undefined,
          where,
        ),
      )
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },
};
