import { type ErrorCode, errorCodes, transport } from "../errors.ts";
import { exampleOf } from "./example.ts";
import type { JsonSchema } from "./json-schema.ts";
import { limitHeaders } from "./openapi-limits.ts";
import type { Operation } from "./operations.ts";

/** What each kind of refusal means, for the reference. */
const refusals: Readonly<Record<ErrorCode, string>> = {
  validation: "Something in the request is not as it must be; `details` says what and where.",
  unauthenticated: "Nobody is signed in, or the credential is not good any more.",
  not_allowed: "The one who asks may not do this.",
  not_found: "There is nothing under this address, or nothing that the caller may see.",
  conflict: "Somebody else was quicker, or the name is taken.",
  method_not_allowed: "Not with this method; `Allow` lists the others.",
  too_large: "The body is larger than 5 MB.",
  unsupported_media_type: "The body is not JSON, or does not say so.",
  unprocessable: "The idempotency key was used for another request.",
  rate_limited: "Too many calls; `Retry-After` says for how many seconds to wait.",
  unavailable: "The database does not answer; try again in a moment.",
  internal: "Something went wrong on our side; the request id finds it in the log.",
};

/** What stands beside every answer. */
export const metaSchema: JsonSchema = {
  type: "object",
  properties: {
    requestId: { type: ["string", "null"], description: "Finds the request in the log." },
    timestamp: { type: "string", format: "date-time" },
  },
  required: ["requestId", "timestamp"],
};

/** The body of every refusal. */
export const errorSchema = {
  type: "object",
  properties: {
    success: { const: false },
    error: {
      type: "object",
      properties: {
        code: { type: "string", enum: errorCodes },
        message: { type: "string", description: "For people." },
        details: {
          type: "array",
          items: {
            type: "object",
            properties: {
              field: { type: "string", description: "A dotted path into the request, or empty." },
              issue: { type: "string" },
            },
            required: ["field", "issue"],
            additionalProperties: false,
          },
        },
      },
      required: ["code", "message", "details"],
      additionalProperties: false,
    },
    meta: { $ref: "#/components/schemas/Meta" },
  },
  required: ["success", "error", "meta"],
  additionalProperties: false,
};

export const responseName = (code: ErrorCode) =>
  code.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** What is said once of a refusal, for all operations that may meet it. */
export function refusalResponse(code: ErrorCode) {
  const details = code === "validation" ? [{ field: "limit", issue: "Too big" }] : [];
  return {
    description: refusals[code],
    ...((code === "rate_limited" || code === "unavailable") && {
      headers: {
        ...(code === "rate_limited" && limitHeaders),
        "Retry-After": {
          description: "Seconds to wait.",
          schema: { type: "integer" },
          example: 30,
        },
      },
    }),
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/Error" },
        example: {
          success: false,
          error: { code, message: refusals[code].replace(/[`;].*$/, ""), details },
          meta: exampleOf(metaSchema),
        },
      },
    },
  };
}

/** The refusals of an operation, by their status. */
export const refusalResponses = (codes: readonly ErrorCode[]) =>
  Object.fromEntries(
    codes.map((code) => [
      transport[code].status,
      { $ref: `#/components/responses/${responseName(code)}` },
    ]),
  );

/** What may be refused of operations that share an address. */
export function refusalsOf(group: readonly Operation[]): ErrorCode[] {
  const [first] = group;
  const maySend = first?.method !== "GET";
  const is: Readonly<Record<ErrorCode, boolean>> = {
    // What is not known is refused, so anything can be.
    validation: true,
    // A credential that is not good, or too narrow, is refused also where none is needed.
    unauthenticated: true,
    not_allowed: true,
    not_found:
      first?.type === "mutation" ||
      group.some(({ pathFields, fields }) => pathFields.length > 0 || "category" in fields),
    conflict: first?.type === "mutation",
    method_not_allowed: false,
    too_large: maySend,
    unsupported_media_type: maySend,
    unprocessable: first?.status === 201,
    rate_limited: true,
    unavailable: true,
    internal: true,
  };
  return errorCodes.filter((code) => is[code]);
}
