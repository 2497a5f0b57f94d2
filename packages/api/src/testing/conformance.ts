import type { ApiHandler } from "../handler.ts";
import { REST_ROOT } from "../rest/adapter.ts";
import { openApiOf } from "../rest/openapi.ts";
import { operationsOf } from "../rest/operations.ts";
import { appRouter } from "../root.ts";
import { isStreamed, readContract } from "./contract.ts";

const deviation = readContract(openApiOf(operationsOf(appRouter), "1.0.0"));

/**
 * The same handler, which throws when an answer of the REST API is not what the OpenAPI document says:
 * an undocumented status, a field too many or too few, a body where there should be none.
 */
export function conforming(handler: ApiHandler): ApiHandler {
  return async (request) => {
    const { method, url } = request;
    const response = await handler(request);
    const { pathname } = new URL(url);
    if (!pathname.startsWith(`${REST_ROOT}/`) || pathname.endsWith(".json")) return response;
    const { status, headers } = response;
    // What is streamed may never end.
    const text = isStreamed(headers) ? "" : await response.clone().text();
    const path = pathname.slice(REST_ROOT.length);
    const problem = deviation({ method, path, status, headers, text });
    if (problem !== null)
      throw new Error(`${method} ${pathname} answered ${status}: ${problem}\n${text}`);
    return response;
  };
}
