import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Logger, withRequest } from "@quoin/log";
import { readBody, hasBody, tooLarge } from "./body.ts";
import { finishDynamic } from "./dynamic.ts";
import { pagePolicy } from "./headers.ts";
import { internalError, sendProblem } from "./problem.ts";
import { isPersonal } from "./request.ts";

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
  const listener = getRequestListener(api, {
    // Next has put its own in their place, and both must go on to work.
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      if (error instanceof Error && error.name === "RequestError")
        return problem(400, "bad_request", "The request is malformed");
      log.error({ err: error }, "the API failed");
      return problem(500, internalError.code, internalError.message);
    },
  });

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
      policy: pagePolicy({}),
      onHead: () => {
        if (!String(res.getHeader("content-type")).startsWith("text/event-stream")) return;
        streams.add(res);
        res.once("close", () => streams.delete(res));
      },
    });
    await withRequest({ requestId }, () => listener(req, res));
  }

  return {
    handle,
    endStreams() {
      for (const stream of streams) stream.end();
    },
  };
}

function problem(status: number, code: string, message: string): Response {
  const timestamp = new Date().toISOString();
  return Response.json(
    { success: false, error: { code, message, details: [] }, meta: { timestamp } },
    { status },
  );
}
