import type { IncomingMessage, ServerResponse } from "node:http";
import { hasBody } from "./body.ts";

/** How long what a client still sends is thrown away before its connection is closed. */
const LINGER_MS = 10_000;
/** How long we wait for a client that sends nothing. */
const IDLE_MS = 1_000;

/**
 * Ends a response that is the last of its connection, although its request may not have been
 * read to the end: `body` is sent at once, then what the client still sends is thrown away,
 * until it pauses or ten seconds are over. A connection that is closed over bytes that nobody has read is
 * reset, and the client loses the answer with it (RFC 9112, section 9.6).
 */
export function endLast(req: IncomingMessage, res: ServerResponse, body: string): void {
  // Who asked whether to send the body at all has not begun to.
  const isWaiting = req.headers.expect !== undefined;
  if (!hasBody(req) || req.complete || isWaiting || req.destroyed) {
    res.end(body);
    return;
  }
  res.write(body);
  const end = () => {
    clearTimeout(limit);
    clearTimeout(idle);
    res.end();
  };
  const limit = setTimeout(end, LINGER_MS);
  const idle = setTimeout(end, IDLE_MS);
  req.once("end", end).once("close", end).once("error", end);
  req.on("data", () => idle.refresh());
}
