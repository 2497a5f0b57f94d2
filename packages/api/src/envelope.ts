import { currentRequest } from "@quoin/log";
import { type AppError, transport } from "./errors.ts";

/** What stands beside every answer. */
export function answerMeta() {
  return {
    requestId: currentRequest()?.requestId ?? null,
    timestamp: new Date().toISOString(),
  };
}

/** A failure in the envelope of every JSON answer, outside of tRPC. */
export function failure(error: AppError, headers: Readonly<Record<string, string>> = {}): Response {
  const { code, message, details } = error;
  return Response.json(
    { success: false, error: { code, message, details }, meta: answerMeta() },
    headOf(error, headers),
  );
}

/** Status and headers of a failure, whatever its body looks like. */
export function headOf(
  { code, retryAfterSeconds }: AppError,
  headers: Readonly<Record<string, string>> = {},
) {
  return {
    status: transport[code].status,
    headers: {
      ...headers,
      // RFC 9110 asks for it; of the three ways in, this one has a name there.
      ...(code === "unauthenticated" && { "www-authenticate": "Bearer" }),
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    },
  };
}
