import { z } from "zod";
import { exampleOf } from "./example.ts";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import type { Operation } from "./operations.ts";

/** What operations that share an address take in it and in headers. */
export function parametersOf(group: readonly Operation[]) {
  const [first] = group;
  const parameters = new Map<string, object>();
  for (const name of first?.pathFields ?? []) {
    const schema = parameterSchema(first?.fields[name]);
    const example = exampleOf(schema, name);
    parameters.set(name, { name, in: "path", required: true, schema, example });
  }
  for (const { queryFields, fields, when } of group) {
    for (const name of queryFields.keys()) {
      if (parameters.has(name)) continue;
      const schema = parameterSchema(fields[name]);
      const field = fields[name];
      const isRequired =
        when === undefined && field !== undefined && !z.safeParse(field, undefined).success;
      // The page that shows the document sends examples: of what may be left out there is none.
      const example = isRequired && { example: exampleOf(schema, name) };
      parameters.set(name, { name, in: "query", required: isRequired, schema, ...example });
    }
  }
  if (first?.status === 201)
    parameters.set("Idempotency-Key", {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: "Of your choice: the same call with the same key happens once, for 24 hours.",
      schema: { type: "string", maxLength: 255 },
      example: "9f1c2d3e-order-42",
    });
  return [...parameters.values()];
}

/** In an address there is no null: what may be null may be absent. */
function parameterSchema(field: z.core.$ZodType | undefined): JsonSchema {
  const schema = jsonSchemaOf(field ?? z.unknown(), "input");
  const options = schema.anyOf?.filter(({ type }) => type !== "null");
  if (options?.length === 1 && options[0]) return options[0];
  const [type, ...others] = Array.isArray(schema.type)
    ? schema.type.filter((one) => one !== "null")
    : [];
  return type !== undefined && others.length === 0 ? { ...schema, type } : schema;
}

/** What an operation takes as its body. */
export function requestBodyOf({ body, fields }: Operation) {
  const names = [...(body?.names ?? [])];
  const schema: JsonSchema = {
    type: "object",
    properties: Object.fromEntries(
      names.map((name) => [name, jsonSchemaOf(fields[name] ?? z.unknown(), "input")]),
    ),
    ...(body?.required.length && { required: body.required }),
    additionalProperties: false,
  };
  return {
    required: (body?.required.length ?? 0) > 0,
    content: { "application/json": { schema, example: exampleOf(schema) } },
  };
}
