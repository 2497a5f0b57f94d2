import { currentRequest, isRequestId } from "@quoin/log";
import { z } from "zod";

/** What is stored for a job: its payload, and the request that caused it. */
const envelope = z.object({
  payload: z.unknown(),
  requestId: z.string().refine(isRequestId).optional().catch(undefined),
});

export type Envelope = z.infer<typeof envelope>;

export function seal(payload: unknown): Envelope {
  const requestId = currentRequest()?.requestId;
  return requestId === undefined ? { payload } : { payload, requestId };
}

/** Throws a ZodError for what is not a job of ours. */
export function open(data: unknown): Envelope {
  return envelope.parse(data);
}
