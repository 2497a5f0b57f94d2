import type { ApiErrorShape, AppRouter, ErrorCode, ErrorDetail } from "@quoin/api";
import { TRPCClientError } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

export type { AppRouter, ErrorCode, ErrorDetail };

/** What each procedure takes: `Inputs["post"]["create"]`. */
export type Inputs = inferRouterInputs<AppRouter>;
/** What each procedure returns: `Outputs["post"]["list"]`. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** A refusal by the API, in words a screen can use. */
export interface ApiError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
}

/**
 * What the API said about a failed call; null when the call never reached it (offline, timed out,
 * aborted), or when `error` is not of a call at all.
 */
export function apiError(error: unknown): ApiError | null {
  if (!(error instanceof TRPCClientError)) return null;
  const shape = error.shape as ApiErrorShape | undefined;
  if (!shape) return null;
  const { reason: code, details, requestId, retryAfterSeconds } = shape.data;
  return { code, message: shape.message, details, requestId, retryAfterSeconds };
}
