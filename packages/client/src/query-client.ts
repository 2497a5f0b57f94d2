import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";
import { apiError } from "./error.ts";

/** Refusals that a second try would meet again. */
const isFinal = (error: unknown): boolean => {
  const code = apiError(error)?.code;
  return code !== undefined && code !== "unavailable" && code !== "internal";
};

/** The cache of queries: one for a browser, one for each request on a server. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Long enough that what a server has fetched is not fetched again at hydration.
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && !isFinal(error),
      },
      dehydrate: {
        serializeData: (data: unknown) => superjson.serialize(data),
        // Pending ones too: the page streams, and their data follows.
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: {
        deserializeData: (data: Parameters<typeof superjson.deserialize>[0]) =>
          superjson.deserialize(data),
      },
    },
  });
}
