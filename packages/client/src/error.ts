import { TRPCClientError } from "@trpc/client";
import type { ApiErrorShape, AppRouter, ErrorCode, ErrorDetail } from "./contract.ts";

/**
 * Why a call failed: the API's own code, or, when the API did not speak, `unreachable` (no connection, or
 * it broke), `timed_out`, `aborted` (by the caller), `unexpected` (somebody answered who is not the API).
 */
export type QuoinErrorCode = ErrorCode | "unreachable" | "timed_out" | "aborted" | "unexpected";

/** A refusal by the API, in words a screen can use. */
export interface ApiError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
}

interface Failure {
  readonly code: QuoinErrorCode;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly status?: number | null;
}

/** Every failure of a call. `message` is for people; `code` is what a program decides by. */
export class QuoinError extends TRPCClientError<AppRouter> {
  override readonly name = "QuoinError";
  readonly code: QuoinErrorCode;
  /** What is wrong in the input, and where; empty unless the API said so. */
  readonly details: readonly ErrorDetail[];
  /** Finds the call in the publication's logs; null when the API did not answer. */
  readonly requestId: string | null;
  /** When trying again is worth it, as the API says. */
  readonly retryAfterSeconds: number | null;
  /** The HTTP status; null when nothing answered. */
  readonly status: number | null;

  constructor(failure: Failure, origin?: TRPCClientError<AppRouter>) {
    const cause = origin?.cause ?? origin;
    super(failure.message, {
      ...(cause && { cause }),
      ...(origin?.meta && { meta: origin.meta }),
      ...(origin?.shape && { result: { error: origin.shape } }),
    });
    // The class above sets its own prototype on whatever is made of it.
    Object.setPrototypeOf(this, new.target.prototype);
    this.code = failure.code;
    this.details = failure.details ?? [];
    this.requestId = failure.requestId ?? null;
    this.retryAfterSeconds = failure.retryAfterSeconds ?? null;
    this.status = failure.status ?? null;
  }
}

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

/** Any failure of a link as ours. */
export function toQuoinError(error: TRPCClientError<AppRouter>): QuoinError {
  return error instanceof QuoinError ? error : new QuoinError(readFailure(error), error);
}

/**
 * What the API said about a failed call; null when the call never reached it (offline, timed out,
 * aborted), or when `error` is not of a call at all.
 */
export function apiError(error: unknown): ApiError | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { code, message, details, requestId, retryAfterSeconds } = toQuoinError(error);
  if (!isOfApi(code)) return null;
  return { code, message, details, requestId: requestId ?? null, retryAfterSeconds };
}

const isOfApi = (code: QuoinErrorCode): code is ErrorCode =>
  code !== "unreachable" && code !== "timed_out" && code !== "aborted" && code !== "unexpected";

function readFailure(error: TRPCClientError<AppRouter>): Failure {
  // The shape travelled the wire: a type says what our API sends, not what another one might.
  const shape = error.shape as Partial<ApiErrorShape> | null | undefined;
  if (shape?.data?.reason) {
    const { reason: code, details, requestId, retryAfterSeconds, httpStatus: status } = shape.data;
    return { code, message: error.message, details, requestId, retryAfterSeconds, status };
  }
  const { cause, message } = error;
  const response = error.meta?.["response"];
  const status = response instanceof Response ? response.status : null;
  const refused = readEnvelope(error.meta?.["responseJSON"]);
  if (refused) {
    const header = response instanceof Response ? response.headers.get("retry-after") : null;
    return { ...refused, status, retryAfterSeconds: retryAfterOf(header, Date.now()) };
  }
  if (cause instanceof ForeignAnswer) {
    const code = byStatus.get(cause.status) ?? "unexpected";
    const { status, retryAfterSeconds } = cause;
    return { code, message: cause.message, status, retryAfterSeconds };
  }
  if (cause?.name === "TimeoutError") return { code: "timed_out", message };
  if (cause?.name === "AbortError" || message === "Aborted") return { code: "aborted", message };
  if (status !== null) return { code: "unexpected", message, status };
  const reason = cause?.cause instanceof Error ? cause.cause.message || cause.cause.name : message;
  return { code: "unreachable", message: `The publication does not answer (${reason})` };
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
