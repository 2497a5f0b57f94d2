import { createHash } from "node:crypto";
import { callTRPCProcedure } from "@trpc/server";
import type { Ctx } from "../context.ts";
import { answerMeta } from "../envelope.ts";
import { AppError, type ErrorDetail } from "../errors.ts";
import { appRouter } from "../root.ts";
import { toAppError } from "../trpc.ts";
import { addressBook, type Match, type Place } from "./addresses.ts";
import { MethodError } from "./method-error.ts";
import type { RestMethod } from "./meta.ts";
import { type Operation, operationsOf } from "./operations.ts";

/** Where the REST API lives. */
export const REST_ROOT = "/api/v1";

/** What the adapter needs of the handler around it. */
export interface RestHost {
  /** Who asks; throws for a credential that is not good or a form of another site. */
  enter(request: Request): Promise<Ctx>;
  readonly maxBody: number;
}

const find = addressBook(operationsOf(appRouter));

/**
 * Answers a request under `/api/v1` by the procedure that stands there: the same validation, the same
 * authorization, the same service as over tRPC. Throws `AppError` for everything that is refused.
 */
export async function answerRest(request: Request, url: URL, host: RestHost): Promise<Response> {
  const match = find(url.pathname.slice(REST_ROOT.length));
  if (!match) throw new AppError("not_found", "There is nothing under this address");
  const { method } = request;
  if (method === "OPTIONS") return allowed(match.place);
  const operation = choose(match.place, method, url.searchParams);
  const ctx = await host.enter(request);
  const record = { ...fromPath(operation, match), ...fromQuery(operation, url.searchParams) };
  if (operation.body || mayCarryBody(method))
    Object.assign(record, await fromBody(operation, request, host.maxBody));
  const data = await callTRPCProcedure({
    router: appRouter,
    path: operation.procedure,
    getRawInput: () => Promise.resolve(operation.wrap(record)),
    ctx,
    type: operation.type,
    signal: request.signal,
    batchIndex: 0,
  }).catch((error: unknown) => {
    throw operation.unwraps ? asOfOne(toAppError(error), error) : error;
  });
  return answer(operation, data, request, ctx);
}

/** What is wrong with a list of one, told as of the one that was sent. */
function asOfOne(known: AppError, error: unknown): unknown {
  if (known.details.length === 0) return error;
  const fieldOf = (field: string) => field.replace(/^0\./, "").replace(/^ids(\.0)?$/, "id");
  const details = known.details.map(({ field, issue }) => ({ field: fieldOf(field), issue }));
  const [first] = known.details;
  // The message may begin with the field.
  const message = known.message.startsWith(`${first?.field}: `)
    ? `${details[0]?.field}: ${known.message.slice(`${first?.field}: `.length)}`
    : known.message;
  const { code, retryAfterSeconds } = known;
  return new AppError(code, message, {
    details,
    cause: error,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** The methods of an address, with those that follow from others. */
const methodsOf = (place: Place): string =>
  [...place.keys(), ...(place.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");

const allowed = (place: Place) =>
  new Response(null, { status: 204, headers: { allow: methodsOf(place) } });

function choose(place: Place, method: string, query: URLSearchParams): Operation {
  const asked = (method === "HEAD" ? "GET" : method) as RestMethod;
  const there = place.get(asked);
  const found = there?.find(({ when }) => when === undefined || query.has(when));
  if (!found) throw new MethodError(methodsOf(place));
  return found;
}

function fromPath({ pathFields }: Operation, { parts }: Match): Record<string, unknown> {
  return Object.fromEntries(
    pathFields.map((field, at) => {
      try {
        return [field, decodeURIComponent(parts[at] ?? "")];
      } catch {
        throw refused([{ field, issue: "Has a % that stands for nothing" }]);
      }
    }),
  );
}

function fromQuery({ queryFields }: Operation, query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  const unknown = names.filter((name) => !queryFields.has(name));
  if (unknown.length > 0)
    throw refused(unknown.slice(0, 20).map(notKnownTo([...queryFields.keys()])));
  return Object.fromEntries(
    names.map((name) => [name, queryFields.get(name)?.(query.getAll(name))]),
  );
}

const mayCarryBody = (method: string) => method !== "GET" && method !== "HEAD";

async function fromBody(
  { body, method }: Operation,
  request: Request,
  maxBody: number,
): Promise<Record<string, unknown>> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBody) throw new AppError("too_large", "The body is too large");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("validation", "The body is not UTF-8");
  }
  if (text === "" && (!body || body.required.length === 0)) return {};
  const type = request.headers.get("content-type") ?? "";
  if (text !== "" && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError(
      "unsupported_media_type",
      "Send JSON, and say so: Content-Type: application/json",
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError(
      "validation",
      text === "" ? "Send a body of JSON" : "The body is not well-formed JSON",
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AppError("validation", "The body must be a JSON object");
  const known = body?.names ?? new Set<string>();
  const unknown = Object.keys(value).filter((name) => !known.has(name));
  if (unknown.length > 0) throw refused(unknown.slice(0, 20).map(notKnownTo([...known])));
  const missing = (body?.required ?? []).filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0) {
    const issue = method === "PUT" ? "Required: PUT replaces the whole" : "Required";
    throw refused(missing.map((field) => ({ field, issue })));
  }
  const decoded = body ? body.decode(value) : value;
  // What a parameter says of the address stands; a body cannot name another record.
  return decoded as Record<string, unknown>;
}

const notKnownTo = (known: readonly string[]) => (field: string) => ({
  field: field.slice(0, 100),
  issue: known.length > 0 ? `Not known here; there are: ${known.join(", ")}` : "Not known here",
});

function refused(details: readonly ErrorDetail[]): AppError {
  const [first] = details;
  return new AppError("validation", `${first?.field}: ${first?.issue}`, { details });
}

function answer(operation: Operation, output: unknown, request: Request, ctx: Ctx): Response {
  if (operation.status === 204) return new Response(null, { status: 204 });
  const { data, beside } = partsOf(operation, output);
  const text = JSON.stringify(data) ?? "null";
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (operation.status === 201 && operation.location !== undefined)
    headers["location"] = REST_ROOT + filled(operation.location, data);
  // A credential makes the answer somebody's own, also where anybody would get the same: nobody keeps it.
  if (operation.method === "GET" && operation.access === "public" && ctx.credential === "none") {
    const etag = `W/"${createHash("sha1").update(text).update(JSON.stringify(beside)).digest("base64url")}"`;
    headers["etag"] = etag;
    headers["cache-control"] = "public, max-age=0, must-revalidate";
    headers["vary"] = "cookie, authorization, x-api-key";
    if (isKnown(request.headers.get("if-none-match"), etag))
      return new Response(null, { status: 304, headers });
  } else headers["cache-control"] = "private, no-store";
  const meta = JSON.stringify({ ...answerMeta(), ...beside });
  const body = `{"success":true,"data":${text},"meta":${meta}}`;
  if (request.method === "HEAD") headers["content-length"] = String(Buffer.byteLength(body));
  return new Response(request.method === "HEAD" ? null : body, {
    status: operation.status,
    headers,
  });
}

/** The answer itself, and what stands beside a list: its cursors and whatever it counts. */
function partsOf(
  operation: Operation,
  output: unknown,
): { data: unknown; beside: Readonly<Record<string, unknown>> } {
  if (operation.unwraps) {
    const [one] = output as readonly unknown[];
    return { data: one ?? null, beside: {} };
  }
  if (typeof output === "object" && output !== null && "items" in output) {
    const { items, ...beside } = output;
    return { data: items, beside };
  }
  return { data: output, beside: {} };
}

const filled = (location: string, data: unknown) =>
  location.replace(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String((data as Record<string, unknown>)[field])),
  );

/** Weakly, as RFC 9110 compares for a GET. */
const isKnown = (given: string | null, etag: string) =>
  given !== null &&
  (given.trim() === "*" ||
    given.split(",").some((one) => one.trim().replace(/^W\//, "") === etag.slice(2)));
