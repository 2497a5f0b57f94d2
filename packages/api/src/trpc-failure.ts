import { TRPCError } from "@trpc/server";
import { getErrorShape, transformTRPCResponse } from "@trpc/server/unstable-core-do-not-import";
import { headOf } from "./envelope.ts";
import { type AppError, transport } from "./errors.ts";
import { appRouter } from "./root.ts";

/**
 * What is refused before any call was made, in the words of tRPC: its clients, those that stream too, read one
 * error for all calls of a request, and would make nothing of our envelope.
 */
export function trpcFailure(error: AppError, headers?: Readonly<Record<string, string>>): Response {
  const config = appRouter._def._config;
  const shape = getErrorShape({
    config,
    error: new TRPCError({
      code: transport[error.code].trpc,
      message: error.message,
      cause: error,
    }),
    type: "unknown",
    path: undefined,
    input: undefined,
    ctx: undefined,
  });
  return Response.json(transformTRPCResponse(config, { error: shape }), headOf(error, headers));
}
