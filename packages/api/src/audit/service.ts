import { AuditLogs, Users } from "@quoin/db";
import type { UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import type { ListAudit } from "./input.ts";
import type { AuditLine, AuditPage } from "./output.ts";

/** The log, newest first. */
export async function listAudit(ctx: UserCtx, input: ListAudit): Promise<AuditPage> {
  const { actorId, entity, entityId } = input;
  const list = `audit:${actorId ?? ""}:${entity ?? ""}:${entityId ?? ""}`;
  const page = await AuditLogs.page(
    ctx.db,
    { actorId, entity, entityId },
    pageRequest(list, input),
  );
  const impersonators = await peopleOf(ctx, page.items.map(impersonatorOf));
  return toPageOutput(list, {
    ...page,
    items: page.items.map((line) => ({
      ...line,
      impersonator: impersonators.get(impersonatorOf(line)) ?? null,
    })),
  });
}

/** Which admin acted as the actor of a line; empty when nobody did. */
const impersonatorOf = ({ details }: { readonly details: AuditLine["details"] }): string =>
  typeof details["impersonatedBy"] === "string" ? details["impersonatedBy"] : "";

async function peopleOf(ctx: UserCtx, given: readonly string[]) {
  const ids = [...new Set(given.filter((id) => id !== ""))];
  const columns = ["id", "name", "handle"] as const;
  const people = ids.length > 0 ? await Users.select(ctx.db, { id: ids }, { columns }) : [];
  return new Map(people.map((person) => [person.id, person]));
}
