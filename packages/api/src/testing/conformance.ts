import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { ApiHandler } from "../handler.ts";
import { REST_ROOT } from "../rest/adapter.ts";
import { addressBook } from "../rest/addresses.ts";
import { openApiOf } from "../rest/openapi.ts";
import { type Operation, operationsOf } from "../rest/operations.ts";
import { isStream } from "../rest/streams.ts";
import { appRouter } from "../root.ts";

const operations = operationsOf(appRouter);
const find = addressBook(operations);
const document = openApiOf(operations, "1.0.0");
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ ...document, $id: "openapi" });
const compiled = new Map<string, ValidateFunction>();

/** A validator of what stands at a place of the document, such as `#/components/schemas/Error`. */
function validatorOf(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `openapi${pointer}` });
  compiled.set(pointer, made);
  return made;
}

type Responses = Readonly<Record<string, { readonly content?: object; readonly $ref?: string }>>;
const paths = document["paths"] as Record<string, Record<string, { responses: Responses }>>;

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

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
    const type = response.headers.get("content-type");
    // What is streamed is described by its own tests, and may never end.
    if (type !== null && /^(text\/event-stream|application\/x-ndjson)/.test(type)) return response;
    const text = await response.clone().text();
    const problem = deviation(method, pathname.slice(REST_ROOT.length), response, text);
    if (problem !== null)
      throw new Error(`${method} ${pathname} answered ${response.status}: ${problem}\n${text}`);
    return response;
  };
}

function deviation(method: string, path: string, { status, headers }: Response, text: string) {
  if (headers.get("x-request-id") === null) return "without a request id";
  const operation = find(path)?.place.get(method === "HEAD" ? "GET" : (method as "GET"))?.[0];
  if (status === 204 || status === 304 || method === "HEAD") {
    if (text !== "") return "with a body, where there may be none";
    return method === "OPTIONS" || status >= 400 || operation
      ? null
      : "to a method that is not there";
  }
  if (!headers.get("content-type")?.startsWith("application/json"))
    return "in something other than JSON";
  if (isStream(path) && status >= 400) return mismatch("#/components/schemas/Error", text);
  return mismatch(schemaPointer(operation, method, status), text);
}

/** Where the document says what an answer with that status looks like; null where it does not. */
function schemaPointer(operation: Operation | undefined, method: string, status: number) {
  const error = "#/components/schemas/Error";
  if (!operation) return status === 404 || status === 405 ? error : null;
  // Refused before anybody looks at what stands at the address.
  if (status === 405 || status === 413) return error;
  const described = paths[operation.path]?.[method.toLowerCase()]?.responses[status];
  if (!described) return null;
  if (described.$ref !== undefined) return error;
  const place = `/paths/${escaped(operation.path)}/${method.toLowerCase()}/responses/${status}`;
  return `#${place}/content/application~1json/schema`;
}

function mismatch(pointer: string | null, text: string): string | null {
  if (pointer === null) return "which the document does not know";
  const validate = validatorOf(encodeURI(pointer));
  if (validate(JSON.parse(text))) return null;
  return `not as the document says: ${ajv.errorsText(validate.errors?.slice(0, 5))}`;
}
