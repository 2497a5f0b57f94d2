import { AuditLogs, type Db } from "@quoin/db";
import type { Ctx } from "../context.ts";

export interface AuditEntry {
  /** `<entity>.<verb in the past tense>`. */
  readonly action: `${string}.${string}`;
  readonly entityId?: string | null;
  /** What the record is called, so that the line still reads when it is gone. */
  readonly label: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes who did what, in the transaction of the act itself. */
export async function recordAudit(ctx: Ctx, tx: Db, entries: readonly AuditEntry[]): Promise<void> {
  await AuditLogs.insert(
    tx,
    entries.map(({ action, entityId, label, details }) => ({
      actorId: ctx.user?.id ?? null,
      action,
      entity: action.slice(0, action.indexOf(".")),
      entityId: entityId ?? null,
      label: label.slice(0, 200),
      details: {
        ...details,
        // An admin acting as somebody else answers for what is done.
        ...(ctx.session?.impersonatedBy && { impersonatedBy: ctx.session.impersonatedBy }),
      },
      requestId: ctx.requestId,
      createdAt: ctx.now(),
    })),
  );
}
