import type { IncomingMessage, ServerResponse } from "node:http";
import { endLast } from "./last-answer.ts";
import { isUnder, type Refusal } from "./request.ts";

/** Whose answers scripts of every site may read, see the API's `cors.ts`. */
const OPEN_TO_SITES = "/api/v1";

/**
 * Answers for what never reached a page or the API. In the API's envelope for the API,
 * in plain words otherwise; never with a stack. The connection is closed after it: what the
 * client still sends would otherwise be taken for its next request.
 */
export function sendProblem(
  req: IncomingMessage,
  res: ServerResponse,
  { status, code, message }: Refusal,
  { isApi, requestId }: { readonly isApi: boolean; readonly requestId: string },
): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  for (const name of res.getHeaderNames())
    if (name.startsWith("content-") && name !== "content-security-policy") res.removeHeader(name);
  const body = isApi
    ? JSON.stringify({
        success: false,
        error: { code, message, details: [] },
        meta: { requestId, timestamp: new Date().toISOString() },
      })
    : `${message}\n\nRequest ${requestId}\n`;
  if (req.headers.origin !== undefined && isUnder(OPEN_TO_SITES, req.url ?? "")) {
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-expose-headers", "x-request-id");
  }
  res.writeHead(status, {
    "content-type": isApi ? "application/json; charset=utf-8" : "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    connection: "close",
  });
  endLast(req, res, body);
}

export const internalError: Refusal = {
  status: 500,
  code: "internal",
  message: "Something went wrong on our side. It has been noted.",
};

export const unavailable: Refusal = {
  status: 503,
  code: "unavailable",
  message: "The server is stopping; try again in a moment.",
};
