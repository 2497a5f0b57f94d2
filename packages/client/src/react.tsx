"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCReact, type CreateTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import { createLinks } from "./links.ts";
import { createQueryClient } from "./query-client.ts";
import type { AppRouter } from "./router.ts";

export { type ApiError, apiError } from "./error.ts";

/** The hooks: `api.post.list.useQuery()`, `api.post.publish.useMutation()`, `api.useUtils()`. */
export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

let browserQueries: QueryClient | undefined;

/** A browser keeps one cache for its whole visit; a server must not share one between requests. */
const queryClientForHere = (): QueryClient =>
  typeof window === "undefined" ? createQueryClient() : (browserQueries ??= createQueryClient());

/** Gives the hooks below it their client. `url` is where the API is, such as `/api/trpc`. */
export function ApiProvider({ children, url }: { children: ReactNode; url: string }) {
  const queries = queryClientForHere();
  const [client] = useState(() => api.createClient({ links: createLinks({ url, stream: true }) }));
  return (
    <api.Provider client={client} queryClient={queries}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </api.Provider>
  );
}
