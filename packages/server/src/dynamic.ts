import type { IncomingMessage, ServerResponse } from "node:http";
import { chooseEncoding, isCompressible, WORTH_COMPRESSING } from "./compression.ts";
import { inertPolicy } from "./headers.ts";
import { type Collect, gate, type Passage } from "./response-gate.ts";

export interface DynamicOptions {
  readonly acceptEncoding: string | undefined;
  /** The answer may depend on who asks. */
  readonly personal: boolean;
  /** The API's answers say themselves how they may be kept. */
  readonly isApi: boolean;
  /** For HTML. */
  readonly policy: string;
  /** Takes over HTML that cannot be sent as it comes; without it all is sent as it comes. */
  readonly collect?: Collect;
  /** Sees each response when its head is complete. */
  readonly onHead?: () => void;
}

/** Gives a response that is about to be written its policy, caching and compression. */
export function finishDynamic(
  req: IncomingMessage,
  res: ServerResponse,
  options: DynamicOptions,
): void {
  gate(res, () => {
    const type = String(res.getHeader("content-type") ?? "");
    const isHtml = /^text\/html\b/i.test(type);
    res.removeHeader("x-powered-by");
    options.onHead?.();
    keepPrivate(res, options);
    // A 304 has no policy: a browser would put it in the place of the stored page's own.
    if (res.statusCode === 304) return "as it is";
    const isWhole = res.statusCode === 404 || res.statusCode >= 500 || isFromBuild(res);
    if (isHtml && options.collect && isWhole && req.method !== "HEAD")
      return { collect: options.collect };
    if (!res.hasHeader("content-security-policy"))
      res.setHeader("content-security-policy", isHtml ? options.policy : inertPolicy);
    return compressed(req, res, type, options.acceptEncoding);
  });
}

function isFromBuild(res: ServerResponse): boolean {
  return res.hasHeader("x-nextjs-prerender") || res.hasHeader("x-nextjs-cache");
}

function keepPrivate(res: ServerResponse, { personal, isApi }: DynamicOptions): void {
  const given = res.getHeader("cache-control");
  if (isApi && typeof given === "string") {
    // With its ETag: who asks again is told that nothing has changed.
    if (personal && !/\b(?:private|no-store)\b/i.test(given))
      res.setHeader("cache-control", "private, no-cache");
    return;
  }
  const isPublic = typeof given === "string" && /\b(?:public|immutable)\b/.test(given);
  if (given === undefined || (personal && !isPublic))
    res.setHeader("cache-control", "private, no-store");
  if (personal && !isPublic) res.removeHeader("etag");
}

function compressed(
  req: IncomingMessage,
  res: ServerResponse,
  type: string,
  acceptEncoding: string | undefined,
): Passage {
  const length = res.getHeader("content-length");
  const isSmall = length !== undefined && Number(length) < WORTH_COMPRESSING;
  if (!isCompressible(type) || isSmall || res.hasHeader("content-encoding")) return "as it is";
  res.appendHeader("vary", "Accept-Encoding");
  if (req.method === "HEAD" || res.statusCode === 204) return "as it is";
  if (chooseEncoding(acceptEncoding, ["gzip"]) === undefined) return "as it is";
  const etag = res.getHeader("etag");
  if (typeof etag === "string" && !etag.startsWith("W/")) res.setHeader("etag", `W/${etag}`);
  return "gzip";
}
