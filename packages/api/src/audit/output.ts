import { z } from "zod";
import { pageOf } from "../fields.ts";

/** Who did what to what, and when. */
export const auditLine = z.object({
  id: z.string(),
  /** `<entity>.<verb in the past tense>`, such as `post.published`. */
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  /** What the record was called at the time. */
  label: z.string(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
  createdAt: z.date(),
  /** Null for the system itself, or when the account is gone. */
  actor: z.object({ id: z.string(), name: z.string(), handle: z.string() }).nullable(),
  /** The admin who acted as the actor, when one did; null as well when their account is gone. */
  impersonator: z.object({ id: z.string(), name: z.string(), handle: z.string() }).nullable(),
});
export type AuditLine = z.infer<typeof auditLine>;
export const auditPage = pageOf(auditLine);
export type AuditPage = z.infer<typeof auditPage>;
