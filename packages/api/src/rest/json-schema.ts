import { z } from "zod";

/** The part of JSON Schema 2020-12 that zod writes. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
}

/**
 * A zod schema as JSON meets it: dates are texts. For `input` what may be sent, for `output` what
 * arrives, with no field more.
 */
export function jsonSchemaOf(schema: z.core.$ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date")
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
      // A record of known names is an object like any other, to tools that read nothing else.
      const names: unknown = Object(jsonSchema.propertyNames).enum;
      if (Array.isArray(names)) {
        const value = jsonSchema.additionalProperties ?? {};
        jsonSchema.properties = Object.fromEntries(names.map((name) => [String(name), value]));
        jsonSchema.additionalProperties = false;
        delete jsonSchema.propertyNames;
      }
    },
  });
  return json as JsonSchema;
}
