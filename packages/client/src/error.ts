import type { ErrorCode, ErrorDetail } from "./contract.ts";
import { readFailure } from "./failure.ts";

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

/** What is known of a failed call. */
export interface Failure {
  readonly code: QuoinErrorCode;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly status?: number | null;
  readonly cause?: unknown;
}

/** Every failure of a call. `message` is for people; `code` is what a program decides by. */
export class QuoinError extends Error {
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

  constructor(failure: Failure) {
    super(failure.message, { cause: failure.cause });
    this.code = failure.code;
    this.details = failure.details ?? [];
    this.requestId = failure.requestId ?? null;
    this.retryAfterSeconds = failure.retryAfterSeconds ?? null;
    this.status = failure.status ?? null;
  }
}

/**
 * What the API said about a failed call, of a client or of a hook; null when the call never reached it
 * (offline, timed out, aborted), or when `error` is not of a call at all.
 */
export function apiError(error: unknown): ApiError | null {
  const failure = error instanceof QuoinError ? error : readFailure(error);
  if (!failure || !isOfApi(failure.code)) return null;
  const { code, message, details = [], requestId = null, retryAfterSeconds = null } = failure;
  return { code, message, details, requestId, retryAfterSeconds };
}

const isOfApi = (code: QuoinErrorCode): code is ErrorCode =>
  code !== "unreachable" && code !== "timed_out" && code !== "aborted" && code !== "unexpected";
