import type { Inputs } from "@quoin/client";
import { firstOf } from "../list/address.ts";

/** What of the log is asked for: all of it, or one kind, one person, one record. */
export interface AuditQuery {
  readonly entity?: string;
  readonly actorId?: string;
  readonly entityId?: string;
  readonly cursor?: string;
}

const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Reads an address. One filter at a time counts, the narrowest; nonsense counts for nothing. */
export function readAuditQuery(
  params: Readonly<Record<string, string | string[] | undefined>>,
): AuditQuery {
  const cursor = firstOf(params["cursor"]);
  const rest = cursor ? { cursor } : {};
  const entityId = firstOf(params["entityId"]);
  if (isId(entityId)) return { ...rest, entityId };
  const actorId = firstOf(params["actorId"]);
  if (isId(actorId)) return { ...rest, actorId };
  const entity = firstOf(params["entity"]);
  return entity && /^[a-z_]{1,32}$/.test(entity) ? { ...rest, entity } : rest;
}

export const auditInput = (query: AuditQuery, limit: number): Inputs["audit"]["list"] => ({
  limit,
  ...query,
});
