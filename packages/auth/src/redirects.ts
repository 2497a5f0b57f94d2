// Browser-safe: no imports.

/**
 * Where to go after signing in: `target` when it is a path of ours or an address at one of
 * `origins`, else `fallback`. Everything that a browser might read as another site is refused.
 */
export declare function safeRedirect(
  target: unknown,
  origins?: readonly string[],
  fallback?: string,
): string;
