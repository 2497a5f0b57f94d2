import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import type { Role } from "@quoin/auth";
import { entryOf, fieldsOf, jsonDecoder, textDecoder, type Decode } from "./decode.ts";
import type { Meta, RestMethod, RestRoute } from "./meta.ts";

/** One address and method, compiled from a procedure's meta, input and output. */
export interface Operation {
  /** The procedure, such as `post.publish`. */
  readonly procedure: string;
  readonly type: "query" | "mutation";
  readonly access: Role | "public";
  readonly closedTo: NonNullable<Meta["closedTo"]>;
  readonly method: RestMethod;
  readonly path: string;
  readonly summary: string;
  readonly status: 200 | 201 | 204;
  readonly location: string | undefined;
  readonly when: string | undefined;
  /** Where the fields of the input come from, by name. */
  readonly pathFields: readonly string[];
  readonly queryFields: ReadonlyMap<string, (texts: readonly string[]) => unknown>;
  /** The schemas of the fields of one record, wherever they come from. */
  readonly fields: Readonly<Record<string, z.core.$ZodType>>;
  /** The fields that the body may have; null when there is no body. */
  readonly body: BodyFields | null;
  /** How one record becomes the procedure's input. */
  readonly wrap: (record: Record<string, unknown>) => unknown;
  /** True when the answer is a list of one that leaves as the one. */
  readonly unwraps: boolean;
  /** True when the one may be missing, because nothing had to be done. */
  readonly mayBeNothing: boolean;
  /** Of the procedure, before the one is taken out. */
  readonly output: z.core.$ZodType;
}

export interface BodyFields {
  readonly names: ReadonlySet<string>;
  /** Those that must be there; the method PUT asks for all. */
  readonly required: readonly string[];
  readonly decode: Decode;
}

interface Described {
  readonly name: string;
  readonly type: "query" | "mutation";
  readonly meta: Meta;
  readonly input: z.core.$ZodType | undefined;
  readonly output: z.core.$ZodType | undefined;
}

/** A procedure as tRPC keeps it; the parts that are read here. */
const procedureShape = z.object({
  _def: z.object({
    type: z.enum(["query", "mutation", "subscription"]),
    meta: z.custom<Meta>().optional(),
    inputs: z.array(z.custom<z.core.$ZodType>()),
    output: z.custom<z.core.$ZodType>().optional(),
  }),
});

/** Every procedure of a router with what it says about itself, subscriptions left out. */
export function proceduresOf(router: AnyRouter): Described[] {
  return Object.entries(router._def.procedures).flatMap(([name, procedure]) => {
    // A procedure is a function that carries `_def`.
    const { type, meta, inputs, output } = procedureShape.parse({
      _def: (procedure as { _def: unknown })._def,
    })._def;
    return type === "subscription"
      ? []
      : [{ name, type, meta: meta ?? {}, input: inputs.at(-1), output }];
  });
}

/**
 * Every address of the REST API. Throws for meta that does not fit its procedure: a defect of ours that
 * no request may be the first to find.
 */
export function operationsOf(router: AnyRouter): Operation[] {
  return proceduresOf(router).flatMap((procedure) => {
    const { rest = [] } = procedure.meta;
    const routes: readonly RestRoute[] = Array.isArray(rest) ? rest : [rest as RestRoute];
    return routes.map((route) => compile(procedure, route));
  });
}

function compile(procedure: Described, route: RestRoute): Operation {
  const { name, type, meta, input, output } = procedure;
  if (!output) throw new Error(`${name} has a REST address, so it needs an output`);
  const pathFields = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field ?? "");
  const { fields, wrap, unwraps, mayBeNothing } = shapeOf(name, input, pathFields);
  for (const field of pathFields) {
    if (!Object.hasOwn(fields, field)) throw new Error(`${name} has no input called ${field}`);
  }
  const others = Object.keys(fields).filter((field) => !pathFields.includes(field));
  const inQuery = route.method === "GET" || route.method === "DELETE";
  return {
    procedure: name,
    type,
    access: meta.access ?? "public",
    closedTo: meta.closedTo ?? [],
    method: route.method,
    path: route.path,
    summary: route.summary,
    status: route.status ?? 200,
    location: route.location,
    when: route.when,
    pathFields,
    queryFields: new Map(
      inQuery
        ? others.map((field) => [field, textDecoder(fields[field] ?? z.unknown())] as const)
        : [],
    ),
    fields,
    body: inQuery || others.length === 0 ? null : bodyOf(route, fields, others),
    wrap,
    unwraps,
    mayBeNothing,
    output,
  };
}

function bodyOf(
  route: RestRoute,
  fields: Operation["fields"],
  names: readonly string[],
): BodyFields {
  const picked = z.object(
    Object.fromEntries(names.map((name) => [name, fields[name] ?? z.unknown()])),
  );
  const mayLack = (name: string) =>
    route.method === "PUT"
      ? (route.optional ?? []).includes(name)
      : z.safeParse(fields[name] ?? z.unknown(), undefined).success;
  return {
    names: new Set(names),
    required: names.filter((name) => !mayLack(name)),
    decode: jsonDecoder(picked),
  };
}

/** What one record has for fields, and how it becomes the input: as it is, as `{ ids }`, as a list. */
function shapeOf(name: string, input: z.core.$ZodType | undefined, pathFields: readonly string[]) {
  const asItIs = (record: Record<string, unknown>): unknown => record;
  if (!input)
    return { fields: {}, wrap: (): unknown => undefined, unwraps: false, mayBeNothing: false };
  const entry = entryOf(input);
  if (entry) {
    const fields = fieldsOf(entry);
    if (!fields) throw new Error(`${name} takes a list of something that has no fields`);
    return {
      fields,
      wrap: (record: Record<string, unknown>): unknown => [record],
      unwraps: true,
      mayBeNothing: false,
    };
  }
  const fields = fieldsOf(input);
  if (!fields) throw new Error(`${name} takes something that has no fields`);
  const id = fields["ids"] && entryOf(fields["ids"]);
  if (id && pathFields.includes("id")) {
    const { ids: _ids, ...others } = fields;
    return {
      fields: { ...others, id },
      wrap: ({ id: one, ...rest }: Record<string, unknown>): unknown => ({ ...rest, ids: [one] }),
      unwraps: true,
      mayBeNothing: true,
    };
  }
  return { fields, wrap: asItIs, unwraps: false, mayBeNothing: false };
}
