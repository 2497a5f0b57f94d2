import type { AppRouter } from "@quoin/api";
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
import superjson from "superjson";

/** What the links need of `fetch`; they give it a text, headers and perhaps a signal. */
export type FetchLike = NonNullable<HTTPLinkOptions<AnyClientTypes>["fetch"]>;

export interface LinkOptions {
  /** Where the API is, up to and with `/api/trpc`. */
  readonly url: string;
  readonly headers?: () => Record<string, string>;
  readonly fetch?: FetchLike;
  /** Hand out the answers of a batch one by one as they come; for browsers. */
  readonly stream?: boolean;
}

/** The server takes 20 calls in a request; ten keep its answers short. */
const BATCH = 10;
/** Beyond this some proxies cut an address off. */
const MAX_URL = 2083;

/** How calls travel: several in one request, except forms with files, which go alone. */
export function createLinks(options: LinkOptions): TRPCLink<AppRouter>[] {
  const { url, headers, stream = false } = options;
  const common = {
    url,
    transformer: superjson,
    ...(headers && { headers }),
    ...(options.fetch && { fetch: options.fetch }),
  };
  const batch = { ...common, maxItems: BATCH, maxURLLength: MAX_URL };
  return [
    splitLink({
      condition: ({ input }) => isNonJsonSerializable(input),
      true: httpLink(common),
      false: stream ? httpBatchStreamLink(batch) : httpBatchLink(batch),
    }),
  ];
}
