import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Writable } from "node:stream";
import { applyHead } from "./response-gate.ts";

/** A Node handler, as Next gives one. */
export type NodeHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

export interface RenderedPage {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export interface RenderRequest {
  /** Path and query. */
  readonly url: string;
  /** By lower-case name. Everything that the page may depend on, and nothing else. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/**
 * Has a page rendered for nobody in particular: a GET without a connection behind it,
 * so no visitor's headers can get into it, and one who leaves does not end it for the
 * others who wait. Rejects when the handler throws or breaks off, or when time is up.
 */
export function renderPage(handler: NodeHandler, request: RenderRequest): Promise<RenderedPage> {
  const { promise, resolve, reject } = Promise.withResolvers<RenderedPage>();
  const req = requestWithoutConnection(request);
  const res = new ServerResponse(req);
  const chunks: Buffer[] = [];
  // The response writes its head and chunk marks here too; only the body is of interest.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  res.assignSocket(nowhere as unknown as Socket);

  const [writeHead, write, end] = [res.writeHead.bind(res), res.write.bind(res), res.end.bind(res)];
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string")
      chunks.push(
        Buffer.from(chunk, typeof encoding === "string" ? bufferEncoding(encoding) : "utf8"),
      );
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  res.writeHead = (status: number, ...rest: unknown[]) => {
    // Otherwise Node sends the headers without keeping them.
    applyHead(res, status, rest);
    return writeHead(status);
  };
  res.write = (...args: unknown[]) => {
    keep(args[0], args[1]);
    Reflect.apply(write, res, args);
    // Never full: only a server tells a response that it may go on.
    return true;
  };
  res.end = (...args: unknown[]) => {
    keep(args[0], args[1]);
    Reflect.apply(end, res, args);
    return res;
  };

  const timer = setTimeout(
    () => res.destroy(new Error("the page took too long")),
    request.timeoutMs,
  );
  res.on("finish", () => {
    resolve({ status: res.statusCode, headers: res.getHeaders(), body: Buffer.concat(chunks) });
    // A server would say so; what listens for it clears up after the render.
    res.emit("close");
  });
  res.on("error", reject);
  res.on("close", () => {
    clearTimeout(timer);
    reject(new Error("the page broke off"));
  });
  Promise.resolve()
    .then(() => handler(req, res))
    .catch((error: unknown) => {
      reject(error instanceof Error ? error : new Error(String(error)));
      res.destroy();
    });
  return promise;
}

function requestWithoutConnection({ url, headers }: RenderRequest): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.method = "GET";
  req.url = url;
  req.httpVersion = "1.1";
  req.httpVersionMajor = 1;
  req.httpVersionMinor = 1;
  req.headers = { ...headers };
  req.rawHeaders = Object.entries(headers).flat();
  req.complete = true;
  req.push(null);
  return req;
}

function bufferEncoding(name: string): BufferEncoding {
  return Buffer.isEncoding(name) ? name : "utf8";
}
