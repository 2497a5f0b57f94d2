import type { z } from "zod";
import { id, optionalLine, pageInput } from "../fields.ts";

/** The log, newest first: all of it, or what one person did, or what happened to one kind or record. */
export const listAudit = pageInput
  .extend({
    actorId: id.optional(),
    /** Such as `post` or `comment`. */
    entity: optionalLine(32).optional(),
    entityId: id.optional(),
  })
  .refine(
    ({ actorId, entity, entityId }) => [actorId, entity, entityId].filter(Boolean).length <= 1,
    "Filter by one of actor, entity and record",
  );
export type ListAudit = z.output<typeof listAudit>;
