import type { Role } from "@quoin/auth";
import { errorCodes } from "../errors.ts";
import { exampleOf } from "./example.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { answerOf, commonHeaders, mayBeKept } from "./openapi-answer.ts";
import { parametersOf, requestBodyOf } from "./openapi-parameters.ts";
import { refusalResponses, refusalsOf } from "./openapi-refusals.ts";
import { audience, featureOf } from "./openapi-tags.ts";
import type { Operation } from "./operations.ts";
import type { StreamAddress } from "./streams.ts";

/** One method of an address: what stands there by default, and what a parameter asks for instead. */
export function operationOf(group: readonly Operation[], all: readonly Operation[]) {
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
      ...first.closedTo.map((kind) => closed[kind]),
      ...(first.mayBeNothing && first.status !== 204
        ? ["`data` is null where nothing had to be done."]
        : []),
    ].join("\n\n"),
    security: securityOf(first.access, first.closedTo),
    parameters: parametersOf(group),
    ...(first.body && { requestBody: requestBodyOf(first) }),
    responses: {
      [first.status]: first.status === 204 ? { description: "Done." } : answerOf(group),
      ...(mayBeKept(group) && { 304: { description: "As known by `If-None-Match`." } }),
      ...refusalResponses(codes),
    },
  };
}

const credentials = [{ session: [] }, { bearer: [] }, { apiKey: [] }];
const securityOf = (access: Role | "public", closedTo: Operation["closedTo"] = []) => {
  const open = credentials.filter((one) => !("apiKey" in one && closedTo.includes("key")));
  return access === "public" ? [{}, ...open] : open;
};

const closed = {
  token: "Not with a token of `POST /api/auth/token`.",
  key: "Not with an API key.",
};

/** An address whose answer goes on. */
export function streamOf(stream: StreamAddress) {
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
        headers: commonHeaders,
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
