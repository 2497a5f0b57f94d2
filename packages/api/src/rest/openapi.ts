import type { Role } from "@quoin/auth";
import { z } from "zod";
import { type ErrorCode, errorCodes, transport } from "../errors.ts";
import { exampleOf } from "./example.ts";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import type { Operation } from "./operations.ts";
import { type StreamAddress, streams } from "./streams.ts";

/** An OpenAPI 3.1 document, as JSON. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

const tags: Readonly<Record<string, string>> = {
  post: "Posts: read by anyone, written by authors, moved through their life by their owners and by editors",
  comment: "Comments under posts, and their moderation",
  category: "Sections of the publication",
  tag: "Words under which posts are filed",
  user: "People: who I am, and for admins everyone",
  key: "Keys with which machines call this API",
  settings: "Facts of the publication",
  audit: "What was done, by whom, and when",
  dashboard: "Figures of the newsroom",
  outbox: "Mails that were kept in the data folder instead of sent",
};

const audience: Readonly<Record<Role | "public", string>> = {
  public: "For anyone.",
  reader: "For everyone who is signed in.",
  author: "For authors, editors and admins; authors reach what is their own.",
  editor: "For editors and admins.",
  admin: "For admins.",
};

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

const metaSchema: JsonSchema = {
  type: "object",
  properties: {
    requestId: { type: ["string", "null"], description: "Finds the request in the log." },
    timestamp: { type: "string", format: "date-time" },
  },
  required: ["requestId", "timestamp"],
};

const errorSchema = {
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

const responseName = (code: ErrorCode) =>
  code.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** The document of an API. `version` is the contract's, not the software's. */
export function openApiOf(operations: readonly Operation[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const group of grouped(operations)) {
    const [first] = group;
    if (!first) continue;
    const path = (paths[first.path] ??= {});
    path[first.method.toLowerCase()] = operationOf(group, operations);
  }
  for (const stream of streams) (paths[stream.path] ??= {})["get"] = streamOf(stream);
  const used = new Set(operations.map(({ procedure }) => featureOf(procedure)));
  return {
    openapi: "3.1.0",
    info: {
      title: "Quoin",
      version,
      summary: "A publication's public API",
      description:
        "Every answer comes in one envelope: `data` and `meta` when it went well, `error` and `meta` when not. " +
        "Lists take `limit` and `cursor`; `meta.nextCursor` leads to the next page and is null at the end. " +
        "Each answer carries an `x-request-id`.",
      license: { name: "MIT", identifier: "MIT" },
      contact: { name: "The publication" },
    },
    servers: [{ url: "/api/v1" }],
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "quoin.session_token",
          description: "The cookie of a browser that is signed in.",
        },
        bearer: { type: "http", scheme: "bearer", description: "The token of a session." },
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "x-api-key",
          description: "A key for machines; made in the newsroom under Keys.",
        },
      },
      schemas: { Meta: metaSchema, Error: errorSchema },
      responses: Object.fromEntries(
        errorCodes
          .filter((code) => code !== "method_not_allowed")
          .map((code) => [responseName(code), refusalResponse(code)]),
      ),
    },
  };
}

function refusalResponse(code: ErrorCode) {
  const details = code === "validation" ? [{ field: "limit", issue: "Too big" }] : [];
  return {
    description: refusals[code],
    ...((code === "rate_limited" || code === "unavailable") && {
      headers: {
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

/** Operations that share an address and a method: one by default, others by a parameter. */
function grouped(operations: readonly Operation[]): Operation[][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path}`;
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return [...groups.values()].map((group) =>
    group.toSorted(
      (one, other) => Number(one.when !== undefined) - Number(other.when !== undefined),
    ),
  );
}

const featureOf = (procedure: string) => procedure.split(".")[0] ?? procedure;

function operationOf(group: readonly Operation[], all: readonly Operation[]) {
  const [first] = group;
  if (!first) throw new Error("A group has at least one operation");
  const alternatives = group.slice(1);
  const codes = refusalsOf(group);
  return {
    operationId: operationIdOf(first, all),
    tags: [featureOf(first.procedure)],
    summary: first.summary,
    description: [
      audience[first.access],
      ...alternatives.map(
        ({ when, summary, access }) => `With \`${when}\`: ${summary}. ${audience[access]}`,
      ),
      ...(first.mayBeNothing && first.status !== 204
        ? ["`data` is null where nothing had to be done."]
        : []),
    ].join("\n\n"),
    security: securityOf(first.access),
    parameters: parametersOf(group),
    ...(first.body && { requestBody: requestBodyOf(first) }),
    responses: {
      [first.status]: first.status === 204 ? { description: "Done." } : answerOf(group),
      ...(first.method === "GET" && { 304: { description: "As known by `If-None-Match`." } }),
      ...refusalResponses(codes),
    },
  };
}

const credentials = [{ session: [] }, { bearer: [] }, { apiKey: [] }];
const securityOf = (access: Role | "public") =>
  access === "public" ? [{}, ...credentials] : credentials;

const refusalResponses = (codes: readonly ErrorCode[]) =>
  Object.fromEntries(
    codes.map((code) => [
      transport[code].status,
      { $ref: `#/components/responses/${responseName(code)}` },
    ]),
  );

function streamOf(stream: StreamAddress) {
  const { name, summary, description, access, type, pathFields, query, line } = stream;
  return {
    operationId: camel(name),
    tags: [featureOf(name)],
    summary,
    description: `${audience[access]}\n\n${description}`,
    security: securityOf(access),
    parameters: [
      ...Object.entries(pathFields).map(([field, given]) => {
        const schema = jsonSchemaOf(given, "input");
        return {
          name: field,
          in: "path",
          required: true,
          schema,
          example: exampleOf(schema, field),
        };
      }),
      ...Object.entries(query).map(([field, about]) => ({
        name: field,
        in: "query",
        required: false,
        description: about,
        schema: { type: "string", pattern: "^[0-9]{1,15}$" },
      })),
      ...Object.entries(stream.headers).map(([field, about]) => ({
        name: field,
        in: "header",
        required: false,
        description: about,
        schema: { type: "string", pattern: "^[0-9]{1,15}$" },
      })),
    ],
    responses: {
      200: {
        description: "As asked for, bit by bit.",
        content: { [type]: { schema: line ? jsonSchemaOf(line, "output") : { type: "string" } } },
      },
      ...refusalResponses(
        errorCodes.filter(
          (code) => !["method_not_allowed", "conflict", "unprocessable"].includes(code),
        ),
      ),
    },
  };
}

/** `post.update` as `postUpdate`. */
const camel = (procedure: string) =>
  procedure.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `postUpdate`; a second address of the same procedure adds its method. */
function operationIdOf(operation: Operation, all: readonly Operation[]): string {
  const name = camel(operation.procedure);
  const main = all.find(({ procedure }) => procedure === operation.procedure);
  return main === operation
    ? name
    : `${name}By${operation.method.charAt(0)}${operation.method.slice(1).toLowerCase()}`;
}

function refusalsOf(group: readonly Operation[]): ErrorCode[] {
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

function parametersOf(group: readonly Operation[]) {
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

function requestBodyOf({ body, fields }: Operation) {
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

function answerOf(group: readonly Operation[]) {
  const shapes = group.map(envelopeOf);
  const [only] = shapes;
  const schema: JsonSchema = only && shapes.length === 1 ? only : { anyOf: shapes };
  const [first] = group;
  return {
    description: first?.status === 201 ? "Made." : "As asked for.",
    headers: {
      "x-request-id": {
        description: "Finds the request in the log.",
        schema: { type: "string" },
        example: "0192f0c1-7b1e-7cc2-9d5a-3f1a2b4c5d6e",
      },
      ...(first?.method === "GET" && {
        ETag: {
          description: "Hand it back in `If-None-Match`.",
          schema: { type: "string" },
          example: 'W/"Jk3vQ0"',
        },
      }),
      ...(first?.location && {
        Location: {
          description: "Where it is found.",
          schema: { type: "string" },
          example: `/api/v1${first.location}`,
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
