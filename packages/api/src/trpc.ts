import { type AuthFailureCode, hasRole, isAuthError, type Role } from "@quoin/auth";
import {
  isContended,
  isForeignKeyViolation,
  isOutOfTime,
  isUnavailable,
  isUniqueViolation,
  isUnstorable,
} from "@quoin/db";
import { currentRequest, identifyRequest } from "@quoin/log";
import { initTRPC, TRPCError, type TRPCDefaultErrorShape } from "@trpc/server";
import { middlewareMarker } from "@trpc/server/unstable-core-do-not-import";
import superjson from "superjson";
import { ZodError } from "zod";
import type { Ctx } from "./context.ts";
import { type CountedUse, countUse, refundUse } from "./counting.ts";
import { AppError, type ErrorCode, type ErrorDetail, isAppError, transport } from "./errors.ts";
import { makeOnce } from "./idempotency/service.ts";
import { requireCredential } from "./key/require-credential.ts";
import { requireScope } from "./key/require-scope.ts";
import type { Meta } from "./rest/meta.ts";

/** What a failed call carries on the wire. Named, so that clients do not pay for inferring it. */
export interface ApiErrorShape extends TRPCDefaultErrorShape {
  data: {
    code: TRPCDefaultErrorShape["data"]["code"];
    httpStatus: number;
    path?: string;
    reason: ErrorCode;
    details: readonly ErrorDetail[];
    requestId: string | null;
    retryAfterSeconds: number | null;
  };
}

const t = initTRPC
  .context<Ctx>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    // Proxies give a silent connection up; a client that hears nothing comes back.
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 35_000 },
    },
    errorFormatter: ({ shape, error, ctx }): ApiErrorShape => {
      const known = toAppError(error);
      return {
        code: shape.code,
        message: known.message,
        data: {
          code: transport[known.code].trpc,
          httpStatus: transport[known.code].status,
          ...(shape.data.path !== undefined && { path: shape.data.path }),
          reason: known.code,
          details: known.details,
          requestId: ctx?.requestId ?? currentRequest()?.requestId ?? null,
          retryAfterSeconds: known.retryAfterSeconds ?? null,
        },
      };
    },
  });

const byTransport: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries(transport).map(([code, { trpc }]) => [trpc, code as ErrorCode]),
);

const byAuth = {
  INVALID_INPUT: "validation",
  INVALID_CREDENTIALS: "unauthenticated",
  INVALID_TOKEN: "validation",
  INVALID_KEY: "unauthenticated",
  UNAUTHENTICATED: "unauthenticated",
  BANNED: "not_allowed",
  IMPERSONATING: "not_allowed",
  NOT_ALLOWED: "not_allowed",
  SIGN_UP_CLOSED: "not_allowed",
  FOREIGN_ORIGIN: "not_allowed",
  NOT_OFFERED: "not_found",
  CONFLICT: "conflict",
  PROVIDER_FAILED: "validation",
  ADDRESS_UNPROVEN: "not_allowed",
  RATE_LIMITED: "rate_limited",
  UNAVAILABLE: "unavailable",
} as const satisfies Record<AuthFailureCode, ErrorCode>;

/** The one place where any failure becomes one of ours. What was not foreseen says nothing of itself. */
export function toAppError(error: unknown): AppError {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (isAppError(cause)) return cause;
  if (isAuthError(cause)) {
    const { message, retryAfterSeconds } = cause;
    return new AppError(byAuth[cause.code], message, {
      cause,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
  if (cause instanceof ZodError) {
    const details = cause.issues.map(({ path, message }) => ({
      field: path.join("."),
      issue: message,
    }));
    const [first] = details;
    const message = first
      ? `${first.field ? `${first.field}: ` : ""}${first.issue}`
      : "The input is not valid";
    return new AppError("validation", message, { details, cause });
  }
  if (isUniqueViolation(cause))
    return new AppError("conflict", "Something with this name already exists", { cause });
  // Services look first; this is for what went away between the look and the write.
  if (isForeignKeyViolation(cause))
    return new AppError("conflict", "Something that this refers to is gone; load it again", {
      cause,
    });
  if (isUnstorable(cause))
    return new AppError("validation", "Contains a value that cannot be stored", { cause });
  if (isUnavailable(cause))
    return new AppError("unavailable", "The database does not answer; try again in a moment", {
      cause,
      retryAfterSeconds: 2,
    });
  if (isOutOfTime(cause))
    return new AppError("unavailable", "The database took too long over this; try again later", {
      cause,
      retryAfterSeconds: 10,
    });
  if (isContended(cause))
    return new AppError("conflict", "Something else is changing this right now; try again", {
      cause,
      retryAfterSeconds: 2,
    });
  // Nested deeper than the stack: only ever the shape of somebody's input.
  if (cause instanceof RangeError && cause.message.includes("call stack"))
    return new AppError("validation", "The input is nested too deeply", { cause });
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") {
    const code = byTransport.get(error.code) ?? "validation";
    // What a parser says of itself is not for people.
    const isOurs = error.cause === undefined || error.cause === error;
    return new AppError(code, isOurs ? error.message : "The input cannot be read", { cause });
  }
  return new AppError("internal", "Something went wrong on our side", { cause });
}

/** What a caller is told. A page that prints it would print the parameters of the statement that failed. */
function withoutCause({ code, message, details, retryAfterSeconds }: AppError): AppError {
  return new AppError(code, message, {
    details,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Gives every failure its code, and writes one line for each call. */
const observed = t.middleware(async ({ ctx, path, type, next }) => {
  if (ctx.user) identifyRequest(ctx.user.id);
  const started = performance.now();
  const result = await next();
  const ms = Math.round((performance.now() - started) * 10) / 10;
  if (result.ok) {
    ctx.log.debug({ path, type, ms }, "call");
    return result;
  }
  const error = toAppError(result.error);
  if (error.code === "internal") ctx.log.error({ path, type, ms, err: error.cause }, "call failed");
  else ctx.log.info({ path, type, ms, code: error.code }, "call refused");
  throw new TRPCError({
    code: transport[error.code].trpc,
    message: error.message,
    cause: withoutCause(error),
  });
});

/** A key that names scopes opens only those, public procedures included; some are closed to machines. */
const scoped = t.middleware(({ ctx, path, type, meta, next }) => {
  requireCredential(ctx, meta?.closedTo);
  requireScope(ctx, path, type);
  return next();
});

/** Counts the call against a limit, unless that was begun before it. */
const limited = (name: CountedUse) =>
  t.middleware(async ({ ctx, next }) => {
    await (ctx.ahead.take(name) ?? countUse(ctx, name));
    return next();
  });

/**
 * Makes a creating call once for each `Idempotency-Key`, in one transaction with its key; counted against
 * `limit` only when it is made.
 */
const madeOnce = (limit?: CountedUse) =>
  t.middleware(async ({ ctx, path, getRawInput, next }) => {
    const use = limit && {
      count: () => ctx.ahead.take(limit) ?? countUse(ctx, limit),
      refund: () => refundUse(ctx, limit),
    };
    const { user, idempotencyKey } = ctx;
    if (!user || idempotencyKey === null) {
      await use?.count();
      return next();
    }
    const call = { procedure: path, input: await getRawInput() };
    const make = async ({ db }: Ctx) => {
      const result = await next({ ctx: { db } });
      // Thrown, so that nothing of a call that failed is kept.
      if (!result.ok) throw result.error;
      return result.data;
    };
    const data = await makeOnce({ ...ctx, user }, call, make, use);
    return { marker: middlewareMarker, ok: true, data };
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For anyone. */
export const publicProcedure = t.procedure.meta({ access: "public" }).use(observed).use(scoped);

/** For anyone who is signed in. */
export const protectedProcedure = publicProcedure
  .meta({ access: "reader" })
  .use(({ ctx, next }) => {
    if (!ctx.user)
      throw new AppError(
        "unauthenticated",
        ctx.refusal === "BANNED" ? "This account is suspended" : "Sign in to do this",
      );
    return next({ ctx: { user: ctx.user } });
  });

const roleProcedure = (role: Role) =>
  protectedProcedure.meta({ access: role }).use(({ ctx, next }) => {
    if (!hasRole(ctx.user.role, role))
      throw new AppError("not_allowed", `Only ${plural[role]} can do this`);
    return next();
  });
const plural = { reader: "readers", author: "authors", editor: "editors", admin: "admins" };

/** For authors and everyone above; what is whose is the policy's question. */
export const authorProcedure = roleProcedure("author");
export const editorProcedure = roleProcedure("editor");
export const adminProcedure = roleProcedure("admin");

/** The same, counted against a limit. */
export const searchProcedure = publicProcedure.meta({ limit: "search" }).use(limited("search"));
export const commentProcedure = protectedProcedure
  .meta({ limit: "comment", idempotent: true })
  .use(madeOnce("comment"));

/** For calls that make something: they honour `Idempotency-Key`. */
export const protectedCreateProcedure = protectedProcedure
  .meta({ idempotent: true })
  .use(madeOnce());
export const authorCreateProcedure = authorProcedure.meta({ idempotent: true }).use(madeOnce());
export const editorCreateProcedure = editorProcedure.meta({ idempotent: true }).use(madeOnce());
export const adminCreateProcedure = adminProcedure.meta({ idempotent: true }).use(madeOnce());
