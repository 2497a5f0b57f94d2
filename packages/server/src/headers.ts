/**
 * What browsers are told to refuse. Pure functions without Node, so that a Next
 * `proxy.ts` on a serverless host can send the same headers as our own server.
 */

export interface PolicyOptions {
  /** Hashes of the page's inline scripts, such as `sha256-…`, without quotes. */
  readonly scriptHashes?: readonly string[];
  /** For hosts that render every page anew and can put a nonce into it. */
  readonly nonce?: string;
  /** Next's development server evaluates code, injects styles and talks over a WebSocket. */
  readonly dev?: boolean;
  /** The publication is served by https. */
  readonly secure?: boolean;
}

/** The Content-Security-Policy of an HTML page: its own origin, images from anywhere by https. */
export function pagePolicy({
  scriptHashes = [],
  nonce,
  dev = false,
  secure = false,
}: PolicyOptions): string {
  const scripts = dev
    ? ["'unsafe-inline'", "'unsafe-eval'"]
    : [
        ...(nonce === undefined ? [] : [`'nonce-${nonce}'`]),
        ...scriptHashes.map((hash) => `'${hash}'`),
      ];
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(" "),
    dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' https: data:",
    "font-src 'self'",
    dev ? "connect-src 'self' ws: wss:" : "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure && !dev ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** For everything that is not a page: even when a browser shows it, nothing in it runs. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'";

const permissions = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** The headers that every response carries, errors and static files included; the policy comes on top. */
export function securityHeaders({ secure }: { readonly secure: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": permissions,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
