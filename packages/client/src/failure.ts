import { TRPCClientError } from "@trpc/client";
import type { ErrorCode, ErrorDetail } from "./contract.ts";
import type { Failure, QuoinErrorCode } from "./error.ts";
import type { ApiErrorShape, AppRouter } from "./router.ts";

/** An answer that is not JSON, so not the API's: a proxy's error page, another site. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
  readonly status: number;
  readonly retryAfterSeconds: number | null;

  constructor(url: string, response: Response) {
    const { origin } = new URL(url);
    super(`${origin} answered ${response.status} with something that is not the API's`);
    this.status = response.status;
    this.retryAfterSeconds = retryAfterOf(response.headers.get("retry-after"), Date.now());
  }
}

/** Seconds to wait, from the header's number or date; null when it says neither. */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** What a failure of tRPC's client says; null when `error` is none. */
export function readFailure(error: unknown): Failure | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { message, meta, cause } = error as TRPCClientError<AppRouter>;
  // The shape travelled the wire: a type says what our API sends, not what another one might.
  const shape = error.shape as Partial<ApiErrorShape> | null | undefined;
  if (shape?.data?.reason) {
    const { reason: code, httpStatus: status, details, requestId, retryAfterSeconds } = shape.data;
    return { code, message, details, requestId, retryAfterSeconds, status, cause };
  }
  const response = meta?.["response"] instanceof Response ? meta["response"] : null;
  const status = response?.status ?? null;
  const refused = readEnvelope(meta?.["responseJSON"]);
  if (refused) {
    const header = response?.headers.get("retry-after") ?? null;
    return { ...refused, status, retryAfterSeconds: retryAfterOf(header, Date.now()), cause };
  }
  if (cause instanceof ForeignAnswer) {
    const code = byStatus.get(cause.status) ?? "unexpected";
    return {
      code,
      message,
      status: cause.status,
      retryAfterSeconds: cause.retryAfterSeconds,
      cause,
    };
  }
  if (cause?.name === "AbortError" || message === "Aborted")
    return { code: "aborted", message: "The call was aborted", cause };
  if (status !== null) return { code: "unexpected", message, status, cause };
  const reason = cause?.cause instanceof Error ? cause.cause.message || cause.cause.name : message;
  return { code: "unreachable", message: `The publication does not answer (${reason})`, cause };
}

/** What a proxy in front of the API says of it. */
const byStatus: ReadonlyMap<number, QuoinErrorCode> = new Map([
  [413, "too_large"],
  [429, "rate_limited"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "unavailable"],
]);

/** A refusal before any procedure ran comes in the envelope of every JSON answer. */
function readEnvelope(json: unknown): Failure | null {
  const body = json as {
    success?: unknown;
    error?: { code: ErrorCode; message: string; details?: readonly ErrorDetail[] };
    meta?: { requestId?: string | null };
  } | null;
  if (body?.success !== false || typeof body.error?.code !== "string") return null;
  const { code, message, details = [] } = body.error;
  return { code, message, details, requestId: body.meta?.requestId ?? null };
}
