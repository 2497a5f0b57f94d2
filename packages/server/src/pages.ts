import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type Logger, withRequest } from "@quoin/log";
import type { Assign } from "./assignment.ts";
import { finishDynamic } from "./dynamic.ts";
import { inertPolicy, pagePolicy } from "./headers.ts";
import { type Outcome, PageCache } from "./page-cache.ts";
import { newNonce, type TrustedPage, trustedPage } from "./page-scripts.ts";
import { hearStatus } from "./page-status.ts";
import { internalError, sendProblem } from "./problem.ts";
import { encode, remember, type Remembered, send } from "./remembered.ts";
import { type NodeHandler, type RenderedPage, renderPage } from "./render-page.ts";
import { isPersonal, rewriteHeaders } from "./request.ts";

export interface PageCacheSettings {
  /**
   * The path and query to render and remember a page under, or null for a page that is
   * rendered for each visitor. What it leaves out of the query the page does not see.
   */
  readonly key: (url: URL) => string | null;
  /** Is handed a function to call when content has changed; returns one that ends this. */
  readonly subscribe: (invalidate: () => void) => () => void;
  /** Default 64 MB. */
  readonly maxBytes?: number;
  /** How long a page may be wrong when a change was missed. Default 60 s. */
  readonly ttlMs?: number;
}

/** What stands in for a page that failed. */
export interface BrokenPage {
  /** 503 while it is what lies behind that cannot be reached. */
  readonly status: 500 | 503;
  /** Complete without script. */
  readonly html: string;
}

export interface PagesOptions {
  readonly next: NodeHandler;
  readonly publicUrl: string;
  readonly dev: boolean;
  readonly log: Logger;
  readonly sessionCookieNames: readonly string[];
  readonly builtScripts: ReadonlySet<string>;
  readonly cache?: PageCacheSettings | undefined;
  readonly brokenPage?: (() => Promise<BrokenPage>) | undefined;
  readonly assign?: Assign | undefined;
}

/** A page in the form in which it is sent. */
interface Readable extends TrustedPage {
  readonly status: number;
}

export interface Pages {
  handle(req: IncomingMessage, res: ServerResponse, path: string, requestId: string): Promise<void>;
  /** Ends the subscription to changes. */
  close(): void;
}

const RENDER_TIMEOUT = 30_000;
const MAX_KEY = 512;

/** What may be remembered for anonymous visitors; anything else is sent and forgotten. */
const rememberedType =
  /^(?:text\/(?:html|plain|xml|markdown)|application\/(?:(?:rss|atom)\+xml|xml|feed\+json|json|manifest\+json))\b/i;

const fromAssets = "/_next/static/";

/** Next's own address of the app's page for what does not exist. */
const NOT_FOUND = "/_not-found";

/**
 * For a page that finds out on its way that there is nothing to show, or that fails,
 * Next sends an empty frame that only a script fills.
 */
const isEmptyFrame = (html: string) => /<html[^>]*\sid="__next_error__"/.test(html.slice(0, 500));

/** What cannot be reached now is worth another try in some seconds, unless the page says when. */
const soon = (status: number, given: OutgoingHttpHeaders): Readonly<Record<string, string>> =>
  status === 503 && given["retry-after"] === undefined ? { "retry-after": "5" } : {};

/** A cache on the way may keep what all see, and nothing of what is shown to some. */
const kept = (variants: string | undefined) =>
  variants === undefined ? "public, max-age=0, must-revalidate" : "private, no-cache";

/** Answers with pages and their files: remembered ones, or what Next makes of the request. */
export function createPages(options: PagesOptions): Pages {
  const { next, dev, sessionCookieNames, builtScripts, cache, log } = options;
  const publicUrl = new URL(options.publicUrl);
  const secure = publicUrl.protocol === "https:";
  const pages = new PageCache({
    maxBytes: cache?.maxBytes ?? 64_000_000,
    ttlMs: cache?.ttlMs ?? 60_000,
  });
  // Their names change with their content: nothing can make them wrong.
  const assets = new PageCache({ maxBytes: 48_000_000, ttlMs: 0, effort: "best" });
  const unsubscribe = cache?.subscribe(() => pages.invalidate());

  /** A render that knows nothing of the visitor, so that it can be shown to all. */
  async function render(
    url: string,
    requestId: string,
    nonce: string,
    { cookie, variants }: { cookie?: string | undefined; variants?: string | undefined } = {},
  ): Promise<RenderedPage> {
    const headers = {
      host: publicUrl.host,
      accept: "text/html,*/*",
      // Of a kind that gets its whole page at once, titles and all.
      "user-agent": "Quoin page cache",
      "x-forwarded-host": publicUrl.host,
      "x-forwarded-proto": secure ? "https" : "http",
      "x-request-id": requestId,
      "x-nonce": nonce,
      "content-security-policy": pagePolicy({ nonce }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(variants === undefined ? {} : { "x-quoin-variants": variants }),
    };
    return withRequest({ requestId }, () =>
      renderPage(next, { url, headers, timeoutMs: RENDER_TIMEOUT }),
    );
  }

  /** The page as it can be sent, written out where Next sent a frame. */
  async function readable(
    status: number,
    body: Buffer,
    nonce: string,
    requestId: string,
    cookie?: string,
  ): Promise<Readable> {
    const html = body.toString("utf8");
    if (status >= 500 && isEmptyFrame(html) && options.brokenPage) {
      const broken = await options.brokenPage();
      return { ...broken, hashes: [] };
    }
    if (status === 404 && isEmptyFrame(html)) {
      const written = await render(NOT_FOUND, requestId, nonce, { cookie });
      const text = written.body.toString("utf8");
      if (written.status === 404 && !isEmptyFrame(text))
        return { status, ...trustedPage(text, nonce, builtScripts) };
    }
    return { status, ...trustedPage(html, nonce, builtScripts) };
  }

  /** For all, or for all who are shown these variants. */
  async function renderForAll(
    key: string,
    variants: string | undefined,
    requestId: string,
  ): Promise<Outcome> {
    const nonce = newNonce();
    const { status, headers, body } = await render(key, requestId, nonce, { variants });
    // It wants to tell visitors apart; without their cookies it would do so wrongly.
    if (headers["set-cookie"] !== undefined) return { kind: "personal" };
    const type = headers["content-type"] ?? "";
    const keep = status === 200 && rememberedType.test(type);
    const shared = {
      vary: [headers.vary, "Accept-Encoding", "Cookie"].flat().filter(Boolean).join(", "),
      "cache-control": keep ? kept(variants) : "no-cache",
    };
    if (!/^text\/html\b/i.test(type)) {
      const ours = { ...shared, "content-security-policy": inertPolicy };
      return { kind: "page", keep, page: remember(status, body, headers, ours) };
    }
    const { html, hashes, ...sent } = await readable(status, body, nonce, requestId);
    const policy = pagePolicy({ scriptHashes: hashes, secure });
    const ours = { ...shared, ...soon(sent.status, headers), "content-security-policy": policy };
    return { kind: "page", keep, page: remember(sent.status, Buffer.from(html), headers, ours) };
  }

  async function renderAsset(path: string, requestId: string): Promise<Outcome> {
    const { status, headers, body } = await render(path, requestId, newNonce());
    const ours = {
      vary: "Accept-Encoding",
      "content-security-policy": inertPolicy,
      "cross-origin-resource-policy": "cross-origin",
      ...(status === 200 ? {} : { "cache-control": "no-store" }),
    };
    const page = remember(status, body, headers, ours);
    return { kind: "page", keep: status === 200, page };
  }

  function keyOf(req: IncomingMessage): string | null {
    if (!cache || (req.method !== "GET" && req.method !== "HEAD")) return null;
    if (isPersonal(req, sessionCookieNames) || isNavigation(req)) return null;
    const key = cache.key(new URL(req.url ?? "/", publicUrl));
    return key !== null && key.length <= MAX_KEY ? key : null;
  }

  async function handle(
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    requestId: string,
  ): Promise<void> {
    const assigned = options.assign?.({
      path,
      cookie: req.headers.cookie,
      country: req.headers["x-quoin-country"]?.toString(),
    });
    if (assigned) rewriteHeaders(req, () => false, { "x-quoin-variants": assigned.variants });
    const setCookie = () => {
      if (assigned?.setCookie !== undefined) res.appendHeader("set-cookie", assigned.setCookie);
    };
    if (dev) {
      setCookie();
      res.setHeader("content-security-policy", pagePolicy({ dev }));
      return withRequest({ requestId }, () => Promise.resolve(next(req, res)));
    }
    const isRead = req.method === "GET" || req.method === "HEAD";
    if (path.startsWith(fromAssets) && isRead && req.headers.range === undefined) {
      const asset = await assets.getOrRender(path, () => renderAsset(path, requestId));
      if (asset) return send(req, res, asset);
    }
    const key = keyOf(req);
    if (key !== null) {
      const variants = assigned?.variants;
      // No key holds a space.
      const place = variants === undefined ? key : `${key} ${variants}`;
      const page = await pages.getOrRender(place, () => renderForAll(key, variants, requestId));
      if (page) {
        setCookie();
        return send(req, res, page);
      }
    }
    const nonce = newNonce();
    const encodings = req.headers["accept-encoding"];
    rewriteHeaders(req, (name) => name === "accept-encoding", {
      "content-security-policy": pagePolicy({ nonce }),
      "x-nonce": nonce,
    });
    const finish = (said: () => number | undefined) =>
      finishDynamic(req, res, {
        acceptEncoding: encodings,
        personal: isPersonal(req, sessionCookieNames),
        isApi: false,
        policy: pagePolicy({ nonce, secure }),
        onHead: () => {
          setCookie();
          // Parts of a page that is open already are no page: Next would load them anew.
          if (res.statusCode === 200 && isHtml(res)) res.statusCode = said() ?? 200;
        },
        collect: (body, reopen) => {
          if (encodings !== undefined) req.headers["accept-encoding"] = encodings;
          wholePage(req, res, body, nonce, requestId).then(
            (page) => {
              reopen();
              for (const name of ["content-length", "etag"]) res.removeHeader(name);
              send(req, res, page);
            },
            (error: unknown) => {
              reopen();
              log.error({ err: error, requestId }, "a page could not be sent");
              sendProblem(req, res, internalError, { isApi: false, requestId });
            },
          );
        },
      });
    await withRequest({ requestId }, () =>
      hearStatus((said) => {
        finish(said);
        return Promise.resolve(next(req, res));
      }),
    );
  }

  /** A page that cannot be sent as it comes: from the build without our nonce, or an empty frame. */
  async function wholePage(
    req: IncomingMessage,
    res: ServerResponse,
    body: Buffer,
    nonce: string,
    requestId: string,
  ): Promise<Remembered> {
    const { cookie } = req.headers;
    const whole = await readable(res.statusCode, body, nonce, requestId, cookie);
    const policy = pagePolicy({ scriptHashes: whole.hashes, secure });
    const ours = { ...soon(whole.status, res.getHeaders()), "content-security-policy": policy };
    const page = remember(whole.status, Buffer.from(whole.html), res.getHeaders(), ours);
    await encode(page, "gzip", "quick");
    return page;
  }

  return { handle, close: () => unsubscribe?.() };
}

const isHtml = (res: ServerResponse) =>
  /^text\/html\b/i.test(String(res.getHeader("content-type")));

/** Next's own requests ask for parts of a page under the page's address. */
function isNavigation(req: IncomingMessage): boolean {
  return Object.keys(req.headers).some((name) => name === "rsc" || name.startsWith("next-"));
}
