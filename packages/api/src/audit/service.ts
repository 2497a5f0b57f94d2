import { AuditLogs } from "@quoin/db";
import type { UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import type { ListAudit } from "./input.ts";
import type { AuditPage } from "./output.ts";

/** The log, newest first. */
export async function listAudit(ctx: UserCtx, input: ListAudit): Promise<AuditPage> {
  const { actorId, entity, entityId } = input;
  const list = `audit:${actorId ?? ""}:${entity ?? ""}:${entityId ?? ""}`;
  const page = await AuditLogs.page(
    ctx.db,
    { actorId, entity, entityId },
    pageRequest(list, input),
  );
  return toPageOutput(list, page);
}
