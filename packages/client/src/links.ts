import {
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  type HTTPLinkOptions,
  isNonJsonSerializable,
  type OperationContext,
  splitLink,
  type TRPCLink,
} from "@trpc/client";
import type { AnyClientTypes } from "@trpc/server/unstable-core-do-not-import";
import superjson from "superjson";
import type { AppRouter } from "./router.ts";

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

/**
 * How calls travel: several in one request, except those with files or a name of their own, which go alone.
 * Browsers hear streams of events, too, and go on where one broke.
 */
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
  const calls = splitLink<AppRouter>({
    condition: ({ input, context }) =>
      isNonJsonSerializable(input) || idempotencyKeyOf(context) !== undefined,
    true: httpLink({
      ...common,
      headers: async ({ op }) => {
        const idempotencyKey = idempotencyKeyOf(op.context);
        return {
          ...(await headers?.()),
          ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
        };
      },
    }),
    false: stream ? httpBatchStreamLink(batch) : httpBatchLink(batch),
  });
  if (!stream) return [calls];
  return [
    splitLink({
      condition: ({ type }) => type === "subscription",
      true: httpSubscriptionLink({ url, transformer: superjson }),
      false: calls,
    }),
  ];
}

/** The key of a call that is to be done once, where the links look for it. */
export const withIdempotencyKey = (key: string | undefined): OperationContext =>
  key === undefined ? {} : { idempotencyKey: key };

const idempotencyKeyOf = ({ idempotencyKey }: OperationContext): string | undefined =>
  typeof idempotencyKey === "string" ? idempotencyKey : undefined;
