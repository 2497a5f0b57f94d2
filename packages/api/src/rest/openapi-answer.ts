import { exampleOf } from "./example.ts";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import { limitHeaders } from "./openapi-limits.ts";
import { metaSchema } from "./openapi-refusals.ts";
import type { Operation } from "./operations.ts";

/** What every answer to a call says in its headers. */
export const commonHeaders = {
  "x-request-id": {
    description: "Finds the request in the log.",
    schema: { type: "string" },
    example: "0192f0c1-7b1e-7cc2-9d5a-3f1a2b4c5d6e",
  },
  ...limitHeaders,
};

/** Whether anybody may keep the answer, to ask whether it still stands. */
export const mayBeKept = (group: readonly Operation[]): boolean =>
  group.some(({ method, access }) => method === "GET" && access === "public");

/** What operations that share an address answer when all went well. */
export function answerOf(group: readonly Operation[]) {
  const shapes = group.map(envelopeOf);
  const [only] = shapes;
  const schema: JsonSchema = only && shapes.length === 1 ? only : { anyOf: shapes };
  const [first] = group;
  return {
    description: first?.status === 201 ? "Made." : "As asked for.",
    headers: {
      ...commonHeaders,
      ...(mayBeKept(group) && {
        ETag: {
          description: "Hand it back in `If-None-Match`. Only without a credential.",
          schema: { type: "string" },
          example: 'W/"Jk3vQ0"',
        },
      }),
      ...(first?.location && {
        Location: {
          description: "Where it is found.",
          schema: { type: "string" },
          example: `/api/v1${first.location.replace(/\{(\w+)\}/g, (_, field: string) => String(exampleOf({ type: "string" }, field)))}`,
        },
      }),
    },
    content: { "application/json": { schema, example: exampleOf(schema) } },
  };
}

/** The schema of a whole answer: a list's entries are its data, and what is beside them its meta. */
function envelopeOf({ output, unwraps, mayBeNothing }: Operation): JsonSchema {
  const schema = jsonSchemaOf(output, "output");
  const { items: list, ...beside } = schema.properties ?? {};
  const isPage = list !== undefined && schema.type === "object";
  const one = unwraps ? (schema.items ?? {}) : schema;
  const data = isPage ? list : mayBeNothing ? { anyOf: [one, { type: "null" }] } : one;
  const meta: JsonSchema = {
    type: "object",
    properties: { ...metaSchema.properties, ...(isPage && beside) },
    required: [...(metaSchema.required ?? []), ...(isPage ? Object.keys(beside) : [])],
    additionalProperties: false,
  };
  return {
    type: "object",
    properties: { success: { const: true }, data, meta },
    required: ["success", "data", "meta"],
    additionalProperties: false,
  };
}
