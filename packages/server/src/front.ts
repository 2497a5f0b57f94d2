import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { type Logger, requestIdFrom, withRequest } from "@quoin/log";
import type { Api } from "./api.ts";
import { refusedBody } from "./body.ts";
import { type Client, clientOf, type TrustedProxies } from "./client-address.ts";
import { inertPolicy, securityHeaders } from "./headers.ts";
import type { Pages } from "./pages.ts";
import { internalError, sendProblem, unavailable } from "./problem.ts";
import { isUnder, methodsInstead, readTarget, rewriteHeaders } from "./request.ts";

export interface FrontOptions {
  readonly pages: Pages;
  readonly api: Api;
  readonly secure: boolean;
  readonly bodyLimit: number;
  readonly proxies: TrustedProxies;
  /** In lower case; undefined when no proxy names countries. */
  readonly countryHeader: string | undefined;
  readonly log: Logger;
  readonly isStopping: () => boolean;
}

const beside = new Set(["/healthz", "/readyz", "/metrics"]);

/** What only a proxy or this server may say. */
const notFromClients =
  /^(?:x-forwarded(?:-.*)?|forwarded|x-real-ip|x-quoin-.*|x-nonce|x-middleware-.*|content-security-policy.*)$/;

/** Every request comes through here: it is named, checked, told who asks, and handed on. */
export function createFront(options: FrontOptions) {
  const { pages, api, bodyLimit, proxies, countryHeader, log, isStopping } = options;
  const always = new Headers(securityHeaders({ secure: options.secure }));

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const started = performance.now();
    const requestId = requestIdFrom(req.headers["x-request-id"]);
    const url = req.url ?? "";
    res.setHeaders(always);
    res.setHeader("x-request-id", requestId);
    if (isStopping()) res.setHeader("connection", "close");

    const target = readTarget(url);
    const path = "path" in target ? target.path : "";
    const isApi = isUnder("/api", url) || beside.has(path);
    // Only what was decided here is worth a line.
    delete req.headers["x-quoin-variants"];
    res.once("close", () => record(req, res, path, requestId, performance.now() - started));
    const refuse = (problem: Parameters<typeof sendProblem>[2]) => {
      res.setHeader("content-security-policy", inertPolicy);
      sendProblem(req, res, problem, { isApi, requestId });
    };

    if ("refusal" in target) return refuse(target.refusal);
    // Several hosts in one request are how two servers come to see two requests in it (RFC 9112, 3.2).
    if (req.headersDistinct["host"]?.length !== 1)
      return refuse({
        status: 400,
        code: "validation",
        message: "The request names no single host",
      });
    const allow = methodsInstead(req.method ?? "", isApi);
    if (allow !== undefined) {
      res.setHeader("allow", allow);
      return refuse({ status: 405, code: "method_not_allowed", message: `Use one of ${allow}` });
    }
    const refusal = refusedBody(req.headers, bodyLimit, !isApi);
    if (refusal) return refuse(refusal);
    if (path.startsWith("//")) {
      // A browser would take what follows for another host.
      res.writeHead(308, { location: url.replace(/^\/+/, "/") }).end();
      return;
    }
    if (path === "/readyz" && isStopping()) return refuse(unavailable);

    introduce(req, clientFrom(req, proxies, countryHeader), requestId, countryHeader);
    try {
      if (isApi) await api.handle(req, res, requestId);
      else await pages.handle(req, res, path, requestId);
    } catch (error) {
      // The client has left, or the connection broke: there is nobody to tell.
      if (res.destroyed || req.errored) return;
      withRequest({ requestId }, () => log.error({ err: error, path }, "a request failed"));
      refuse(internalError);
    }
  }

  function record(
    req: IncomingMessage,
    res: ServerResponse,
    path: string,
    requestId: string,
    ms: number,
  ): void {
    const isQuiet = beside.has(path) || path.startsWith("/_next/");
    const level = res.statusCode >= 500 ? "warn" : isQuiet ? "debug" : "info";
    const { method } = req;
    const status = res.writableFinished ? res.statusCode : 499;
    const variants = req.headers["x-quoin-variants"];
    log[level](
      {
        requestId,
        method,
        path,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(variants !== undefined && { variants }),
      },
      "request",
    );
  }

  return { handle };
}

function clientFrom(
  req: IncomingMessage,
  proxies: TrustedProxies,
  countryHeader: string | undefined,
): Client {
  const { socket, headers } = req;
  const text = (value: string | string[] | undefined) =>
    Array.isArray(value) ? value.join(",") : value;
  return clientOf(
    { address: socket.remoteAddress ?? "", encrypted: socket instanceof TLSSocket },
    headers.host,
    {
      for: text(headers["x-forwarded-for"]),
      proto: text(headers["x-forwarded-proto"]),
      host: text(headers["x-forwarded-host"]),
      country: countryHeader && text(headers[countryHeader]),
    },
    proxies,
  );
}

/** Tells what comes behind who asks, in headers that no client can write. */
function introduce(
  req: IncomingMessage,
  client: Client,
  requestId: string,
  countryHeader: string | undefined,
): void {
  const { host, country } = client;
  rewriteHeaders(req, (name) => notFromClients.test(name) || name === countryHeader, {
    "x-request-id": requestId,
    "x-quoin-client-ip": client.address,
    "x-forwarded-for": client.address,
    "x-forwarded-proto": client.proto,
    ...(host === undefined ? {} : { "x-forwarded-host": host }),
    ...(country === undefined ? {} : { "x-quoin-country": country }),
  });
}
