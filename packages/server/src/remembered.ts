import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import {
  chooseEncoding,
  compress,
  type Effort,
  type Encoding,
  isCompressible,
  WORTH_COMPRESSING,
} from "./compression.ts";

/** A whole answer, ready to be sent to anyone who asks. */
export interface Remembered {
  readonly status: number;
  /** By lower-case name; without those that depend on the encoding or the connection. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly etag: string;
  readonly identity: Buffer;
  readonly encoded: Partial<Record<Encoding, Buffer>>;
}

/** What belongs to one connection or one sending of a body, and is set anew each time. */
const ofOneSending = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "etag",
  "keep-alive",
  "set-cookie",
  "transfer-encoding",
  "x-powered-by",
]);

/** Makes an answer from what a handler wrote. Its headers win over what the handler set. */
export function remember(
  status: number,
  body: Buffer,
  written: OutgoingHttpHeaders,
  ours: Readonly<Record<string, string>>,
): Remembered {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(written)) {
    if (value === undefined || ofOneSending.has(name.toLowerCase())) continue;
    headers[name.toLowerCase()] = typeof value === "number" ? String(value) : value;
    // Next names the nonce of the render here too, which nobody else's page has.
    if (name.toLowerCase() === "link")
      headers["link"] = String(value).replace(/; nonce="[^"]*"/g, "");
  }
  const digest = createHash("sha1").update(body).digest("base64url");
  // Weak: the same page in another encoding counts as the same.
  const etag = `W/"${digest}"`;
  return { status, headers: { ...headers, ...ours }, etag, identity: body, encoded: {} };
}

function contentType({ headers }: Remembered): string {
  return String(headers["content-type"] ?? "");
}

/** Makes the encoding at hand; does nothing when it is there or not worth it. */
export async function encode(page: Remembered, encoding: Encoding, effort: Effort): Promise<void> {
  if (page.identity.byteLength < WORTH_COMPRESSING || !isCompressible(contentType(page))) return;
  page.encoded[encoding] ??= await compress(page.identity, encoding, effort);
}

/** What it weighs in memory. */
export function weight({ identity, encoded, headers }: Remembered): number {
  const bodies =
    identity.byteLength + (encoded.br?.byteLength ?? 0) + (encoded.gzip?.byteLength ?? 0);
  return bodies + JSON.stringify(headers).length + 500;
}

/** Sends it in the best encoding at hand, or says that the client has it already. */
export function send(req: IncomingMessage, res: ServerResponse, page: Remembered): void {
  const isCompared = page.status === 200;
  if (isCompared && matches(req.headers["if-none-match"], page.etag)) {
    // Without a policy: a browser would put it in the place of the one it stored with the page.
    for (const name of ["cache-control", "vary"] as const) {
      const value = page.headers[name];
      if (value !== undefined) res.setHeader(name, value);
    }
    res.writeHead(304, { etag: page.etag });
    res.end();
    return;
  }
  const offered = (["br", "gzip"] as const).filter((encoding) => page.encoded[encoding]);
  const encoding = chooseEncoding(req.headers["accept-encoding"], offered);
  const body = (encoding && page.encoded[encoding]) ?? page.identity;
  res.writeHead(page.status, {
    ...page.headers,
    ...(isCompared ? { etag: page.etag } : {}),
    ...(encoding ? { "content-encoding": encoding } : {}),
    "content-length": body.byteLength,
  });
  if (req.method === "HEAD") res.end();
  else res.end(body);
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const plain = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((tag) => plain(tag) === plain(etag));
}
