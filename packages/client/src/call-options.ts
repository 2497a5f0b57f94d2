import type { OperationContext, TRPCRequestOptions } from "@trpc/client";

/** What one call may ask for itself. */
export interface CallOptions {
  /** Ends the call, its retries included, after so many milliseconds. */
  readonly timeoutMs?: number;
  /** How often a failed call is tried again; 0 for never. */
  readonly retries?: number;
  /**
   * Names a creating call, such as `crypto.randomUUID()`: sent twice it is done once, and the second
   * answer is the first. So a call with a key is tried again like a query.
   */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

type Asked = Omit<CallOptions, "signal">;

/** The second argument of a call: `client.post.create.mutate(posts, callOptions({ timeoutMs: 500 }))`. */
export function callOptions({ signal, ...asked }: CallOptions): TRPCRequestOptions {
  return { context: { quoin: asked }, ...(signal && { signal }) };
}

/** What `callOptions` put into a call. */
export function askedOf(context: OperationContext): Asked {
  // Safe: only `callOptions` writes under this name.
  return (context["quoin"] as Asked | undefined) ?? {};
}
