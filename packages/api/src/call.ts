import { anonymous, clientKey } from "@quoin/auth";
import { currentRequest, requestIdFrom } from "@quoin/log";
import type { Ctx, Services } from "./context.ts";
import { CountsAhead } from "./counting.ts";

/** Who asks, read from the headers of their request. Throws for a key or token that is not good. */
export async function contextOf(services: Services, headers: Headers): Promise<Ctx> {
  const { user, session, credential, key, refusal } = await services.auth.authenticate(headers);
  return {
    ...services,
    user,
    session,
    credential,
    key,
    refusal,
    requestId: currentRequest()?.requestId ?? requestIdFrom(headers.get("x-request-id")),
    address: clientKey(headers),
    idempotencyKey: headers.get("idempotency-key"),
    ahead: new CountsAhead(),
    reply: new Headers(),
  };
}

/** A call by the system itself: a job, or the seed. */
export function systemContext(services: Services, requestId: string): Ctx {
  return {
    ...services,
    ...anonymous,
    requestId,
    address: "",
    idempotencyKey: null,
    ahead: new CountsAhead(),
    reply: new Headers(),
  };
}
