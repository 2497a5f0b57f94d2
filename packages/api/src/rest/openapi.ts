import { errorCodes } from "../errors.ts";
import { limitHeaderComponents } from "./openapi-limits.ts";
import { operationOf, streamOf } from "./openapi-operation.ts";
import { errorSchema, metaSchema, refusalResponse, responseName } from "./openapi-refusals.ts";
import { featureOf, tags } from "./openapi-tags.ts";
import type { Operation } from "./operations.ts";
import { streams } from "./streams.ts";

/** An OpenAPI 3.1 document, as JSON. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/**
 * The document of an API. `version` is the contract's, not the software's; `sessionCookie` is the name under
 * which the site that serves the document keeps its sessions.
 */
export function openApiOf(
  operations: readonly Operation[],
  version: string,
  sessionCookie = "quoin.session_token",
): OpenApiDocument {
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
          name: sessionCookie,
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
      headers: limitHeaderComponents,
      responses: Object.fromEntries(
        errorCodes
          .filter((code) => code !== "method_not_allowed")
          .map((code) => [responseName(code), refusalResponse(code)]),
      ),
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
