import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Logger, withRequest } from "@quoin/log";
import { readBody, hasBody, tooLarge } from "./body.ts";
import { finishDynamic } from "./dynamic.ts";
import { pagePolicy } from "./headers.ts";
import { internalError, sendProblem } from "./problem.ts";
import { isPersonal, type Refusal } from "./request.ts";

/** The API as the web knows it, without Node. */
export type FetchHandler = (request: Request) => Promise<Response>;

export interface ApiOptions {
  readonly api: FetchHandler;
  readonly bodyLimit: number;
  readonly sessionCookieNames: readonly string[];
  readonly log: Logger;
}

export interface Api {
  handle(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void>;
  /** Ends streams of events, which would otherwise go on for ever; clients connect again elsewhere. */
  endStreams(): void;
}

/** Hands requests to the API with their whole body, which is bounded. */
export function createApi({ api, bodyLimit, sessionCookieNames, log }: ApiOptions): Api {
  const streams = new Set<ServerResponse>();

  /** Calls the API; what it cannot answer is answered here. */
  function call(req: IncomingMessage, res: ServerResponse, requestId: string): Promise<void> {
    const listener = getRequestListener(api, {
      // Next has put its own in their place, and both must go on to work.
      overrideGlobalObjects: false,
      // Made for each request, because its handler is not told which request failed.
      errorHandler: (error) => {
        const isMalformed = error instanceof Error && error.name === "RequestError";
        if (!isMalformed) log.error({ err: error }, "the API failed");
        sendProblem(req, res, isMalformed ? malformed : internalError, { isApi: true, requestId });
      },
    });
    return withRequest({ requestId }, () => listener(req, res));
  }

  async function handle(req: IncomingMessage, res: ServerResponse, requestId: string) {
    if (hasBody(req)) {
      const body = await readBody(req, bodyLimit);
      if (body === undefined) {
        sendProblem(req, res, tooLarge(bodyLimit), { isApi: true, requestId });
        return;
      }
      // Where the listener looks for a body that has been read already.
      Object.assign(req, { rawBody: body });
    }
    finishDynamic(req, res, {
      acceptEncoding: req.headers["accept-encoding"],
      personal: isPersonal(req, sessionCookieNames),
      isApi: true,
      policy: pagePolicy({}),
      onHead: () => {
        if (!String(res.getHeader("content-type")).startsWith("text/event-stream")) return;
        streams.add(res);
        res.once("close", () => streams.delete(res));
      },
    });
    await call(req, res, requestId);
  }

  return {
    handle,
    endStreams() {
      for (const stream of streams) stream.end();
    },
  };
}

const malformed: Refusal = {
  status: 400,
  code: "validation",
  message: "The request is malformed",
};
