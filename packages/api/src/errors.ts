import type { TRPCError } from "@trpc/server";

/** Every way in which a call can fail. Closed: screens and clients may rely on the list. */
export const errorCodes = [
  "validation",
  "unauthenticated",
  "not_allowed",
  "not_found",
  "conflict",
  "method_not_allowed",
  "too_large",
  "unsupported_media_type",
  "unprocessable",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One thing that is wrong, and where: `field` is a dotted path into the input, or empty. */
export interface ErrorDetail {
  readonly field: string;
  readonly issue: string;
}

interface ErrorOptions {
  readonly details?: readonly ErrorDetail[];
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
}

/** A failure that was foreseen. Its message is for people and may be shown. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/**
 * True for our errors. By name, not by class: a page's bundle and the server around it
 * each hold a copy of this module, and an error may cross from one to the other.
 */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError" && "code" in error && "details" in error;

/** What each code is called on the wire, and with which HTTP status; mapped here and nowhere else. */
export const transport = {
  validation: { trpc: "BAD_REQUEST", status: 400 },
  unauthenticated: { trpc: "UNAUTHORIZED", status: 401 },
  not_allowed: { trpc: "FORBIDDEN", status: 403 },
  not_found: { trpc: "NOT_FOUND", status: 404 },
  conflict: { trpc: "CONFLICT", status: 409 },
  method_not_allowed: { trpc: "METHOD_NOT_SUPPORTED", status: 405 },
  too_large: { trpc: "PAYLOAD_TOO_LARGE", status: 413 },
  unsupported_media_type: { trpc: "UNSUPPORTED_MEDIA_TYPE", status: 415 },
  unprocessable: { trpc: "UNPROCESSABLE_CONTENT", status: 422 },
  rate_limited: { trpc: "TOO_MANY_REQUESTS", status: 429 },
  unavailable: { trpc: "SERVICE_UNAVAILABLE", status: 503 },
  internal: { trpc: "INTERNAL_SERVER_ERROR", status: 500 },
} as const satisfies Record<ErrorCode, { trpc: TRPCError["code"]; status: number }>;

/** Returns `rows` in the order of `ids`, or names exactly the ids that are missing. */
export function requireAll<Row extends { id: string }>(
  entity: string,
  ids: readonly string[],
  rows: readonly Row[],
): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0)
    throw new AppError(
      "not_found",
      missing.length === 1
        ? `This ${entity} does not exist`
        : `Some of these ${entity}s do not exist`,
      { details: missing.map((id) => ({ field: "ids", issue: `${id} does not exist` })) },
    );
  return ids.flatMap((id) => byId.get(id) ?? []);
}
