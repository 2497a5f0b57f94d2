import {
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  type HTTPLinkOptions,
  isNonJsonSerializable,
  splitLink,
  type TRPCLink,
} from "@trpc/client";
import type { AnyClientTypes } from "@trpc/server/unstable-core-do-not-import";
import { observable } from "@trpc/server/observable";
import superjson from "superjson";
import { askedOf } from "./call-options.ts";
import type { AppRouter } from "./contract.ts";
import { toQuoinError } from "./error.ts";

/** What the links need of `fetch`; they give it a text, headers and perhaps a signal. */
export type FetchLike = NonNullable<HTTPLinkOptions<AnyClientTypes>["fetch"]>;

export interface LinkOptions {
  /** Where the API is, up to and with `/api/trpc`. */
  readonly url: string;
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
  readonly fetch?: FetchLike;
  /** Hand out the answers of a batch one by one as they come; for browsers. */
  readonly stream?: boolean;
}

/** The server takes 20 calls in a request; ten keep its answers short. */
const BATCH = 10;
/** Beyond this some proxies cut an address off. */
const MAX_URL = 2083;

/** How calls travel: several in one request, except those with files or a name of their own, which go alone. */
export function createLinks(options: LinkOptions): TRPCLink<AppRouter>[] {
  const { url, headers, stream = false } = options;
  const common = {
    url,
    transformer: superjson,
    ...(options.fetch && { fetch: options.fetch }),
  };
  const batch = {
    ...common,
    ...(headers && { headers }),
    maxItems: BATCH,
    maxURLLength: MAX_URL,
  };
  return [
    failingAsOurs,
    splitLink({
      condition: ({ input, context }) =>
        isNonJsonSerializable(input) || askedOf(context).idempotencyKey !== undefined,
      true: httpLink({
        ...common,
        headers: async ({ op }) => {
          const { idempotencyKey } = askedOf(op.context);
          return {
            ...(await headers?.()),
            ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
          };
        },
      }),
      false: stream ? httpBatchStreamLink(batch) : httpBatchLink(batch),
    }),
  ];
}

/** Turns every failure into a `QuoinError`. */
const failingAsOurs: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => observer.error(toQuoinError(error)),
      }),
    );
