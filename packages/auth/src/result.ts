/**
 * Why a call was refused, in words that code can switch on. Which HTTP status each stands for
 * is in `failureStatus`.
 */
export type AuthFailureCode =
  | "INVALID_INPUT"
  | "INVALID_CREDENTIALS"
  | "INVALID_TOKEN"
  | "INVALID_KEY"
  | "UNAUTHENTICATED"
  | "BANNED"
  | "IMPERSONATING"
  | "NOT_ALLOWED"
  | "SIGN_UP_CLOSED"
  | "FOREIGN_ORIGIN"
  | "NOT_OFFERED"
  | "CONFLICT"
  | "PROVIDER_FAILED"
  | "ADDRESS_UNPROVEN"
  | "RATE_LIMITED"
  | "UNAVAILABLE";

/** The HTTP status that each refusal is answered with. */
export const failureStatus: Readonly<Record<AuthFailureCode, number>> = {
  INVALID_INPUT: 400,
  INVALID_CREDENTIALS: 401,
  INVALID_TOKEN: 400,
  INVALID_KEY: 401,
  UNAUTHENTICATED: 401,
  BANNED: 403,
  IMPERSONATING: 403,
  NOT_ALLOWED: 403,
  SIGN_UP_CLOSED: 403,
  FOREIGN_ORIGIN: 403,
  NOT_OFFERED: 404,
  CONFLICT: 409,
  PROVIDER_FAILED: 400,
  ADDRESS_UNPROVEN: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** What went wrong, ready for a screen: `message` is a sentence, `fieldErrors` belong beside fields. */
export interface AuthFailure {
  readonly ok: false;
  readonly code: AuthFailureCode;
  readonly message: string;
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>;
  /** With RATE_LIMITED: when trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** Which page says so where a link was followed; default `signIn`. */
  readonly page?: "account";
}

/** `headers` holds the Set-Cookie lines to hand to the browser; it may be empty. */
export type AuthSuccess<Data extends object = object> = Data & {
  readonly ok: true;
  readonly headers: Headers;
};

export type AuthResult<Data extends object = object> = AuthSuccess<Data> | AuthFailure;

/**
 * A credential that was presented and refused, or a limit that was reached. Recognise it with
 * `isAuthError`, never with `instanceof`: a process may hold two copies of this module.
 */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthFailureCode;
  readonly status: number;
  readonly retryAfterSeconds?: number;

  constructor(
    code: AuthFailureCode,
    message: string,
    options: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = failureStatus[code];
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** True for an `AuthError`, also one thrown by another copy of this module. */
export function isAuthError(error: unknown): error is AuthError {
  return (
    error instanceof Error &&
    error.name === "AuthError" &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code in failureStatus
  );
}
