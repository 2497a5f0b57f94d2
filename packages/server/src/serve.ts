import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "@quoin/log";
import { createApi, type FetchHandler } from "./api.ts";
import type { Assign } from "./assignment.ts";
import { refusedBody } from "./body.ts";
import { parseTrustedProxies } from "./client-address.ts";
import { createFront } from "./front.ts";
import { inertPolicy, securityHeaders } from "./headers.ts";
import { builtScriptHashes } from "./page-scripts.ts";
import { type BrokenPage, createPages, type PageCacheSettings } from "./pages.ts";
import type { NodeHandler } from "./render-page.ts";

/** The part of Next's programmatic interface that is used. */
export interface NextApp {
  prepare(): Promise<void>;
  getRequestHandler(): NodeHandler;
  close(): Promise<void>;
}

/** `next` itself, which the app hands in: this package does not depend on it. */
export type NextFactory = (options: {
  dir: string;
  dev: boolean;
  hostname: string;
  port: number;
  httpServer: Server;
}) => NextApp;

export interface ServeOptions {
  readonly next: NextFactory;
  /** The Next app's folder. */
  readonly dir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Default: every address of the machine. */
  readonly hostname?: string;
  readonly dev?: boolean;
  /** Where people find it, such as `https://blog.example`; decides about HTTPS-only headers. */
  readonly publicUrl: string;
  /** Answers `/api/*`, `/healthz`, `/readyz` and `/metrics`. */
  readonly api: FetchHandler;
  readonly log: Logger;
  /** Cookies that make an answer personal, without `__Secure-` or `__Host-`. */
  readonly sessionCookieNames: readonly string[];
  /** Remembers pages for visitors without a session; off when left out, and in development. */
  readonly pageCache?: PageCacheSettings;
  /**
   * Sent in the place of a page that failed on its way, for which Next sends an empty
   * frame that only a script fills.
   */
  readonly brokenPage?: () => Promise<BrokenPage>;
  /** `TRUSTED_PROXIES`: whose `X-Forwarded-*` is believed. Default: nobody's. */
  readonly trustedProxies?: string;
  /**
   * The header in which that proxy names the visitor's country, such as `cf-ipcountry`. It must be one that
   * the proxy sets on every request, or it would pass on what a client made up. Default: none.
   */
  readonly countryHeader?: string | undefined;
  /** Tells visitors of a page apart, for experiments; by default all see the same. */
  readonly assign?: Assign;
  /** The most that a request may carry, in bytes; default 1 MB. */
  readonly bodyLimit?: number;
  /** The variable that sets the port, for the message when it is taken; default `PORT`. */
  readonly portVariable?: string;
}

export interface Served {
  readonly server: Server;
  /** The port that it listens on. */
  readonly port: number;
  /**
   * Takes no more connections, answers what has begun, within `timeoutMs` (default 8 s)
   * at the most, then ends the app. Twice is once.
   */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

/** Starts a Next app behind its API, its cache and its headers. Rejects with a readable error. */
export async function serveApp(options: ServeOptions): Promise<Served> {
  const { dir, publicUrl, log, sessionCookieNames, hostname = "::", dev = false } = options;
  const { bodyLimit = 1_000_000 } = options;
  const secure = new URL(publicUrl).protocol === "https:";
  const proxies = parseTrustedProxies(options.trustedProxies);
  const server = createServer({
    // A client that is slow to say what it wants may not hold a connection for long.
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    // Longer than proxies keep theirs, so that it is never us who close one in use.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
    // Answered like every other malformed request, headers included.
    requireHostHeader: false,
  });
  const next = options.next({
    dir,
    dev,
    hostname: "localhost",
    port: options.port,
    httpServer: server,
  });
  await next.prepare();
  const pages = createPages({
    next: next.getRequestHandler(),
    publicUrl,
    dev,
    log,
    sessionCookieNames,
    builtScripts: await builtScriptHashes(dir),
    cache: dev ? undefined : options.pageCache,
    brokenPage: options.brokenPage,
    assign: options.assign,
  });
  const api = createApi({ api: options.api, bodyLimit, sessionCookieNames, log });
  let closing: Promise<void> | undefined;
  const front = createFront({
    pages,
    api,
    secure,
    bodyLimit,
    proxies,
    countryHeader: options.countryHeader?.toLowerCase(),
    log,
    isStopping: () => closing !== undefined,
  });
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  const handle = (req: IncomingMessage, res: ServerResponse) => void front.handle(req, res);
  server.on("request", handle);
  server.on("checkContinue", (req, res) => {
    // Who asks before sending a large body is told before sending it.
    if (refusedBody(req.headers, bodyLimit, false) === undefined) res.writeContinue();
    handle(req, res);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    refuseConnection(error, socket, secure),
  );
  const port = await listen(server, options.port, hostname, options.portVariable ?? "PORT");

  async function shutDown(timeoutMs: number): Promise<void> {
    pages.close();
    api.endStreams();
    await drain(server, connections, timeoutMs);
    await next.close();
  }
  return {
    server,
    port,
    close: ({ timeoutMs = 8_000 } = {}) => (closing ??= shutDown(timeoutMs)),
  };
}

/** Says in words why a server could not start. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

function listen(server: Server, port: number, hostname: string, variable: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once("error", (error: NodeJS.ErrnoException) => {
    // A machine without IPv6 has no "::".
    if (error.code === "EAFNOSUPPORT" && hostname === "::")
      return resolve(listen(server, port, "0.0.0.0", variable));
    reject(new CannotListen(explain(error, port, variable), { cause: error }));
  });
  server.listen(port, hostname, () => {
    const address = server.address();
    resolve(typeof address === "object" && address !== null ? address.port : port);
  });
  return promise;
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, variable: string): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is in use by another program. Stop that, or choose another port with ${variable}.`;
  if (code === "EACCES")
    return `Port ${port} needs more rights than this account has. Choose one above 1023 with ${variable}.`;
  return `Cannot listen on port ${port}: ${message}`;
}

async function drain(
  server: Server,
  connections: ReadonlySet<Socket>,
  timeoutMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Connections that finish their last answer become idle one by one.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    // Browsers open some ahead and ask for nothing yet: Node waits for those. By now whatever had been
    // asked when this began was read.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }, 50);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}

const reasons: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** For what is no HTTP request at all; there is no response object to write to. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex, secure: boolean): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = reasons[error.code ?? ""] ?? "400 Bad Request";
  const headers = { ...securityHeaders({ secure }), "content-security-policy": inertPolicy };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    [`HTTP/1.1 ${status}`, ...lines, "content-length: 0", "connection: close", "", ""].join("\r\n"),
  );
}
