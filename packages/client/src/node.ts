import { createTRPCUntypedClient } from "@trpc/client";
import type { CallOptions, QuoinClient } from "./call.ts";
import { ForeignAnswer } from "./failure.ts";
import { createLinks, type FetchLike, withIdempotencyKey } from "./links.ts";
import { persist } from "./resilience.ts";
import type { AppRouter } from "./router.ts";
import { version } from "./version.ts";

export * from "./index.ts";
export { items, type Listing, pages } from "./pages.ts";

export interface ClientOptions {
  /** The publication's address, such as `https://example.com`. */
  readonly url: string;
  /** A key from the newsroom or from `quoin keys create`; without one the client reads as anyone. */
  readonly apiKey?: string;
  /** Instead of a key: a bearer token, or what gives the one that is valid at the moment of a call. */
  readonly token?: string | (() => string | Promise<string>);
  /** How long a call may take in all, in milliseconds; 30 seconds by default. */
  readonly timeoutMs?: number;
  /** How often a call that may be repeated is tried again; 3 times by default. */
  readonly retries?: number;
  /** Who calls, such as `my-app/1.0`; for the publication's logs. */
  readonly userAgent?: string;
  readonly fetch?: typeof fetch;
}

/**
 * The API for plain Node: command lines, workers of your own, other apps. Each call fails with a
 * `QuoinError`. Queries, and mutations with an idempotency key, are tried again when the publication was
 * away or asked to wait; other mutations are sent once.
 */
export function createClient(options: ClientOptions): QuoinClient {
  const { url, apiKey, token, timeoutMs = 30_000, retries = 3, fetch: send = fetch } = options;
  if (apiKey !== undefined && token !== undefined)
    throw new TypeError("Give an apiKey or a token, not both");
  const userAgent = [options.userAgent, `quoin-client/${version}`].filter(Boolean).join(" ");
  const headers = async () => ({
    "user-agent": userAgent,
    ...(apiKey && { "x-api-key": apiKey }),
    ...(token && { authorization: `Bearer ${typeof token === "string" ? token : await token()}` }),
  });
  const client = createTRPCUntypedClient<AppRouter>({
    links: createLinks({
      url: `${url.replace(/\/+$/, "")}/api/trpc`,
      headers,
      fetch: refusingStrangers(url, send),
    }),
  });
  const call =
    (type: "query" | "mutation", path: string) =>
    (input: unknown, asked: CallOptions = {}) =>
      persist(
        type,
        (signal) =>
          client[type](path, input, { signal, context: withIdempotencyKey(asked.idempotencyKey) }),
        { timeoutMs, retries, ...asked },
      );
  // Safe: whatever is called by name, the API has it or says that it has not.
  return byName((feature) =>
    byName((name) => ({
      query: call("query", `${feature}.${name}`),
      mutate: call("mutation", `${feature}.${name}`),
    })),
  ) as QuoinClient;
}

/** An object that has whatever it is asked for. */
const byName = (make: (name: string) => object): object =>
  new Proxy({}, { get: (_target, name) => (typeof name === "string" ? make(name) : undefined) });

/** Keeps the status of an answer that the API did not give; its body would not parse. */
const refusingStrangers =
  (url: string, send: typeof fetch): FetchLike =>
  async (input, init) => {
    const { method, headers, body, signal } = { ...init } as RequestInit;
    const response = await send(input, {
      ...(method !== undefined && { method }),
      ...(headers !== undefined && { headers }),
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
    if (response.headers.get("content-type")?.includes("json")) return response;
    await response.body?.cancel();
    throw new ForeignAnswer(url, response);
  };
