import type { AppRouter } from "@quoin/api";
import { createTRPCClient, type TRPCClient } from "@trpc/client";
import { createLinks } from "./links.ts";

export { type ApiError, apiError } from "./index.ts";

export interface ClientOptions {
  /** The publication's address, such as `https://example.com`. */
  readonly url: string;
  /** A key from the admin or from `quoin keys create`; without one the client reads as anyone. */
  readonly apiKey?: string;
  /** How long a call may take, in milliseconds; 30 seconds by default. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** The API for plain Node: command lines, workers of your own, other apps. */
export function createClient(options: ClientOptions): TRPCClient<AppRouter> {
  const { url, apiKey, timeoutMs = 30_000, fetch: send = fetch } = options;
  return createTRPCClient<AppRouter>({
    links: createLinks({
      url: `${url.replace(/\/+$/, "")}/api/trpc`,
      headers: () => (apiKey ? { "x-api-key": apiKey } : {}),
      fetch: (input, init) => {
        const timeout = AbortSignal.timeout(timeoutMs);
        const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
        const { method, headers, body } = { ...init } as RequestInit;
        return send(input, {
          signal,
          ...(method !== undefined && { method }),
          ...(headers !== undefined && { headers }),
          ...(body !== undefined && { body }),
        });
      },
    }),
  });
}
