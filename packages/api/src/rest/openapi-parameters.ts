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
  for (const name of new Set(group.flatMap(({ queryFields }) => [...queryFields.keys()])))
    parameters.set(name, queryParameter(name, group));
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

/** One parameter, in the words of all operations that take it. */
function queryParameter(name: string, group: readonly Operation[]) {
  const takers = group.filter(({ queryFields }) => queryFields.has(name));
  const variants = takers.map((taker) => ({
    ...described(taker.fields[name]),
    when: taker.when,
    summary: taker.summary,
  }));
  const schema = anyOf(variants.map((variant) => variant.schema));
  const isRequired = takers.some(
    ({ fields, when }) =>
      when === undefined && !z.safeParse(fields[name] ?? z.unknown(), undefined).success,
  );
  const others = variants.filter(({ when }) => when !== name);
  const description = [
    ...variants.flatMap(({ when, summary }) => (when === name ? [`${summary}.`] : [])),
    ...(others.length === takers.length && takers.length < group.length
      ? [`Only with ${others.map(({ when }) => `\`${when}\``).join(" or ")}.`]
      : []),
    ...others.flatMap(({ when, words }) =>
      words === undefined ? [] : [when === undefined ? words : `With \`${when}\`: ${words}`],
    ),
  ];
  return {
    name,
    in: "query",
    required: isRequired,
    ...(description.length > 0 && { description: description.join("\n\n") }),
    schema,
    // The page that shows the document sends examples: of what may be left out there is none.
    ...(isRequired && { example: exampleOf(schema, name) }),
  };
}

/** What a field says of itself apart from what it takes. */
function described(field: z.core.$ZodType | undefined) {
  const { description: words, ...schema } = parameterSchema(field);
  return { words, schema };
}

/** One schema for what several take. What one of them fills in by itself is no default of all. */
function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const texts = new Set(schemas.map((schema) => JSON.stringify(schema)));
  const [first = {}] = schemas;
  if (texts.size === 1) return first;
  const options = schemas.flatMap(({ default: _, ...schema }) => schema.anyOf ?? [schema]);
  const different = new Map(options.map((option) => [JSON.stringify(option), option]));
  const [only, ...others] = different.values();
  return only && others.length === 0 ? only : { anyOf: [...different.values()] };
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
