import { checkOrigin, clientKey, countingUses } from "@quoin/auth";
import { currentRequest, requestIdFrom, withRequest } from "@quoin/log";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOf } from "./call.ts";
import { livePostOf, streamEvents } from "./comment/events.ts";
import type { Ctx } from "./context.ts";
import { countCalls } from "./counting.ts";
import { failure } from "./envelope.ts";
import { AppError } from "./errors.ts";
import { lacksScope } from "./key/require-scope.ts";
import { answerExport, EXPORT_PATH } from "./post/export-answer.ts";
import { answerRest, REST_ROOT } from "./rest/adapter.ts";
import { appRouter } from "./root.ts";
import { openToSites } from "./rest/cors.ts";
import { MethodError } from "./rest/method-error.ts";
import { proceduresOf } from "./rest/operations.ts";
import { answerReference, isReference } from "./rest/reference.ts";
import type { OpenServices } from "./services.ts";
import { toAppError } from "./trpc.ts";
import { trpcFailure } from "./trpc-failure.ts";

/** The most calls one HTTP request may carry. */
const MAX_BATCH = 20;

/** The largest body of an API call, in bytes; larger is refused before it is read. */
export const MAX_API_BODY = 5_000_000;

/** The methods of tRPC: queries by GET, mutations by POST. */
const TRPC_METHODS = "GET, HEAD, POST, OPTIONS";

/** The procedures that have a limit of their own. */
const limited = new Map(
  proceduresOf(appRouter).flatMap(({ name, type, meta: { limit } }) =>
    limit ? [[name, { type, limit }] as const] : [],
  ),
);

/**
 * Counts a call that is yet to be made. One that will be refused for want of an account or a scope is not
 * counted, and one with an `Idempotency-Key` may have been made before.
 */
async function countAhead(ctx: Ctx, path: string): Promise<void> {
  const call = limited.get(path);
  if (!call || lacksScope(ctx, path, call.type)) return;
  if (call.limit === "search" || (ctx.user && ctx.idempotencyKey === null))
    await ctx.ahead.begin(ctx, call.limit);
}

export type ApiHandler = (request: Request) => Promise<Response>;

/**
 * The whole API as one function from `Request` to `Response`, so that a plain Node server, a Next route
 * and a test can mount it alike: `/api/trpc`, `/api/v1`, `/api/auth`, `/healthz` and `/readyz`.
 */
export function createHandler(open: OpenServices): ApiHandler {
  const { services } = open;

  const route = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const { pathname } = url;
    if (pathname === "/healthz") return Response.json({ status: "ok" });
    if (pathname === "/readyz") return readiness(open);
    if (Number(request.headers.get("content-length") ?? 0) > MAX_API_BODY) {
      const answer = pathname.startsWith("/api/trpc/") ? trpcFailure : failure;
      return answer(new AppError("too_large", "The body is larger than 5 MB"));
    }
    if (pathname.startsWith("/api/auth/")) return services.auth.handler(request);
    if (pathname.startsWith("/api/trpc/")) return trpc(request).catch(failed(trpcFailure));
    if (isReference(pathname))
      return openToSites(
        request,
        await answerReference(request, pathname, services.auth.sessionCookie).catch(
          failed(failure),
        ),
      );
    if (pathname.startsWith(`${REST_ROOT}/`))
      return openToSites(request, await underRoot(request, url).catch(failed(failure)));
    return failure(new AppError("not_found", "There is nothing under this address"));
  };

  const underRoot = (request: Request, url: URL): Promise<Response> => {
    if (url.pathname === EXPORT_PATH) return answerExport(request, url, enter);
    const livePost = livePostOf(url.pathname);
    return livePost === null ? rest(request, url) : live(request, livePost);
  };

  const enter = async (request: Request, calls = 1): Promise<Ctx> => {
    const sameOrigin = checkOrigin(request, [services.urls.web, services.urls.admin]);
    const ctx = await contextOf(services, request.headers).catch(async (error: unknown) => {
      // Trying credentials is a call as well.
      const address = clientKey(request.headers);
      await countCalls({ limits: services.limits, user: null, key: null, address }, calls);
      throw error;
    });
    await countCalls(ctx, calls);
    // A cookie travels with every request a browser makes; a key only with those its holder makes.
    if (ctx.credential === "cookie" && !sameOrigin.ok)
      throw new AppError("not_allowed", sameOrigin.reason);
    return ctx;
  };

  const failed = (answer: typeof failure) => (error: unknown) => {
    if (error instanceof MethodError) return answer(error, { allow: error.allow });
    const known = toAppError(error);
    // A procedure that failed has written its line already.
    if (known.code === "internal" && !(error instanceof TRPCError))
      services.log.error({ err: known.cause }, "request failed");
    return answer(known);
  };

  const rest = async (request: Request, url: URL): Promise<Response> => {
    let ctx: Ctx | undefined;
    const host = {
      enter: async (asked: Request) => (ctx = await enter(asked)),
      maxBody: MAX_API_BODY,
    };
    const response = await answerRest(request, url, host).catch(failed(failure));
    const replied = withReply(response, ctx);
    return ctx && isGrowingOld(ctx) ? withRenewedSession(replied, request.headers) : replied;
  };

  const live = async (request: Request, postId: string): Promise<Response> => {
    const allow = "GET, OPTIONS";
    if (request.method === "OPTIONS")
      return new Response(null, { status: 204, headers: { allow } });
    // HEAD would have to begin a stream to say what it would be.
    if (request.method !== "GET") throw new MethodError(allow);
    const ctx = await enter(request);
    return withReply(await streamEvents(ctx, request, postId), ctx);
  };

  const trpc = async (request: Request): Promise<Response> => {
    const { method } = request;
    if (method === "OPTIONS")
      return new Response(null, { status: 204, headers: { allow: TRPC_METHODS } });
    if (method !== "GET" && method !== "POST" && method !== "HEAD")
      throw new MethodError(TRPC_METHODS);
    const calls = new URL(request.url).pathname.split(/,|%2c/i).length;
    const ctx = await enter(request, Math.min(calls, MAX_BATCH));
    if (ctx.idempotencyKey !== null && calls > 1)
      throw new AppError("validation", "Send a call with an Idempotency-Key by itself");
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      createContext: async ({ info }) => {
        // Told ahead of a stream, because its headers leave before its calls are made.
        if (info.accept === "application/jsonl")
          await Promise.all(info.calls.map(({ path }) => countAhead(ctx, path)));
        return ctx;
      },
      maxBatchSize: MAX_BATCH,
      responseMeta: ({ errors }) => {
        const known = errors.map((error) => toAppError(error));
        const seconds = known.find((error) => error.retryAfterSeconds)?.retryAfterSeconds;
        const isOther = known.some(({ code }) => code === "method_not_allowed");
        return {
          headers: {
            ...(seconds !== undefined && { "retry-after": String(seconds) }),
            ...(isOther && { allow: method === "POST" ? "GET, OPTIONS" : "POST, OPTIONS" }),
          },
        };
      },
    });
    const replied = withReply(response, ctx);
    return isGrowingOld(ctx) ? withRenewedSession(replied, request.headers) : replied;
  };

  /** A session that is used lives on; pages cannot set cookies while they render, so calls do. */
  const withRenewedSession = async (response: Response, asked: Headers): Promise<Response> => {
    const cookies = (await services.auth.refreshSession(asked)).getSetCookie();
    if (cookies.length === 0) return response;
    const headers = new Headers(response.headers);
    for (const cookie of cookies) headers.append("set-cookie", cookie);
    return new Response(response.body, { status: response.status, headers });
  };

  return async (request) => {
    const requestId =
      currentRequest()?.requestId ?? requestIdFrom(request.headers.get("x-request-id"));
    return withRequest({ requestId }, async () => {
      const { answer: response, headers: limits } = await countingUses(() =>
        route(request).catch(failed(failure)),
      );
      const headers = new Headers(response.headers);
      for (const [name, value] of Object.entries(limits)) headers.set(name, value);
      headers.set("x-request-id", requestId);
      if (!headers.has("cache-control")) headers.set("cache-control", "private, no-store");
      return new Response(request.method === "HEAD" ? null : response.body, {
        status: response.status,
        statusText: response.statusText,
        headers,
      });
    });
  };
}

/** The answer with what the call itself has to say about it, such as that it was given before. */
function withReply(response: Response, ctx: Ctx | undefined): Response {
  if (ctx === undefined || [...ctx.reply].length === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of ctx.reply) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

const dayMs = 86_400_000;
/** Sessions last 30 days; one that has used up a day of them is worth renewing. */
const isGrowingOld = ({ credential, session, now }: Ctx): boolean =>
  credential === "cookie" &&
  session !== null &&
  session.impersonatedBy === null &&
  session.expiresAt.getTime() - now().getTime() < 29 * dayMs;

async function readiness(open: OpenServices): Promise<Response> {
  try {
    await open.ready();
    return Response.json({ status: "ready" });
  } catch (error) {
    open.services.log.warn({ err: error }, "not ready");
    return Response.json({ status: "not ready" }, { status: 503, headers: { "retry-after": "2" } });
  }
}
