import "server-only";

import type { AppRouter, Caller } from "@quoin/api";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import { cache } from "react";
import { createQueryClient } from "./query-client.ts";

type Helpers = ReturnType<typeof createHydrationHelpers<AppRouter>>;

export interface ServerApi {
  readonly api: Helpers["trpc"];
  readonly HydrateClient: Helpers["HydrateClient"];
}

/**
 * The API for Server Components, without HTTP: `await api.post.list()` returns data,
 * `void api.post.list.prefetch()` fills the cache that `<HydrateClient>` hands to the hooks below it.
 *
 * `caller` runs as whoever made the request at hand; see `createCaller` of `@quoin/api/server`.
 */
export function createServerApi(caller: Caller): ServerApi {
  const { trpc, HydrateClient } = createHydrationHelpers<AppRouter>(
    caller,
    cache(createQueryClient),
  );
  return { api: trpc, HydrateClient };
}
