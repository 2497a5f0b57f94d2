import { z } from "zod";
import { appRouter } from "../root.ts";
import type { Meta } from "../rest/meta.ts";
import { type Operation, operationsOf, proceduresOf } from "../rest/operations.ts";

/** A JSON Schema. */
export interface Schema {
  readonly [key: string]: unknown;
}

/** One thing that callers can do: a procedure, or an address of the REST API. */
export interface Entry {
  readonly type: "query" | "mutation" | "subscription";
  /** The least that one must be: `public` for anyone. */
  readonly access: string;
  /** True where an `Idempotency-Key` is honoured. */
  readonly idempotent?: boolean;
  /** The HTTP status of success; for REST alone. */
  readonly status?: number;
  /** Where each field of the input is given; for REST alone. */
  readonly places?: Readonly<Record<string, string>>;
  /** Null when it takes nothing. */
  readonly input: Schema | null;
  /** Null when it answers nothing. */
  readonly output: Schema | null;
}

/** All that a kind of callers can do, by name: `post.list`, `GET /posts`. */
export type Surface = Readonly<Record<string, Entry>>;

/** What the API promises, as data: what is committed under `contract/`, and what a change is held against. */
export function readSurfaces(): { readonly trpc: Surface; readonly rest: Surface } {
  const procedures = proceduresOf(appRouter);
  const once = new Set(procedures.filter(({ meta }) => meta.idempotent).map(({ name }) => name));
  return {
    trpc: sorted([...procedures.map(entryOfProcedure), ...subscriptions()]),
    rest: sorted(
      operationsOf(appRouter).map((operation) => [nameOf(operation), entryOf(operation, once)]),
    ),
  };
}

type Described = ReturnType<typeof proceduresOf>[number];

const entryOfProcedure = (procedure: Described): readonly [string, Entry] => {
  const { name, type, meta, input, output } = procedure;
  return [
    name,
    {
      type,
      access: meta.access ?? "public",
      ...(meta.idempotent && { idempotent: true }),
      input: input ? schemaOf(input, "input") : null,
      output: output ? schemaOf(output, "output") : null,
    },
  ];
};

interface Defined {
  readonly type: string;
  readonly meta?: Meta;
  readonly inputs: readonly z.core.$ZodType[];
}

/** Streams of events; what they carry is in the types alone. */
function subscriptions(): [string, Entry][] {
  return Object.entries<unknown>(appRouter._def.procedures).flatMap(([name, procedure]) => {
    // A procedure is a function that carries more about itself than its type tells.
    const { type, meta, inputs } = (procedure as { _def: Defined })._def;
    if (type !== "subscription") return [];
    const input = inputs.at(-1);
    const entry = {
      type,
      access: meta?.access ?? "public",
      input: input ? schemaOf(input, "input") : null,
      output: null,
    } as const;
    return [[name, entry]];
  });
}

const nameOf = ({ method, path, when }: Operation) =>
  `${method} ${path}${when === undefined ? "" : `?${when}`}`;

function entryOf(operation: Operation, once: ReadonlySet<string>): Entry {
  const { type, access, status, fields, pathFields, queryFields, body } = operation;
  const { required, ...input } = schemaOf(z.object(fields), "input");
  const needed = body ? [...pathFields, ...body.required] : required;
  const place = (field: string) => {
    if (pathFields.includes(field)) return "path";
    return queryFields.has(field) ? "query" : "body";
  };
  return {
    type,
    access,
    ...(once.has(operation.procedure) && { idempotent: true }),
    status,
    places: Object.fromEntries(Object.keys(fields).map((field) => [field, place(field)])),
    input: Object.keys(fields).length === 0 ? null : { ...input, required: needed ?? [] },
    output: status === 204 ? null : answerOf(operation),
  };
}

function answerOf({ output, unwraps, mayBeNothing }: Operation): Schema {
  const schema = schemaOf(output, "output");
  if (!unwraps) return schema;
  const one = (schema["items"] ?? {}) as Schema;
  return mayBeNothing ? { anyOf: [one, { type: "null" }] } : one;
}

/** On the wire a date is a text; what has no JSON Schema, such as a check in code, promises nothing here. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): Schema {
  const { $schema: _dialect, ...written } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") {
        jsonSchema.type = "string";
        jsonSchema.format = "date-time";
      }
      // Callers overlook fields that they do not know.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return written;
}

const sorted = (entries: readonly (readonly [string, Entry])[]): Surface =>
  Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
