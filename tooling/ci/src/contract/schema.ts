import type { Schema } from "@quoin/api/contract";

/** From whose side a schema is looked at: what callers send, or what they receive. */
export type Side = "input" | "output";

/**
 * What breaks for callers when a schema becomes another, one line each; empty when nothing does. Input breaks
 * when something that was taken is refused or ignored now; output, when something comes that could not come
 * before, or does not come any more. New fields in an output break nobody: callers overlook them.
 */
export function breaksOf(before: Schema, after: Schema, side: Side): string[] {
  const [sent, taken] = side === "input" ? [before, after] : [after, before];
  const compare: Comparison = {
    side,
    sent: sent["$defs"] as Definitions,
    taken: taken["$defs"] as Definitions,
    seen: new Set(),
  };
  return [...new Set(misfits(sent, taken, "", compare))];
}

type Definitions = Readonly<Record<string, Schema>> | undefined;

interface Comparison {
  readonly side: Side;
  readonly sent: Definitions;
  readonly taken: Definitions;
  /** Pairs of references that are being compared: a schema may contain itself. */
  readonly seen: Set<string>;
}

/** Why not everything that `sent` allows is allowed by `taken`. */
function misfits(sent: Schema, taken: Schema, at: string, compare: Comparison): string[] {
  const pair = `${String(sent["$ref"])} ${String(taken["$ref"])}`;
  if (sent["$ref"] !== undefined || taken["$ref"] !== undefined) {
    if (compare.seen.has(pair)) return [];
    compare.seen.add(pair);
  }
  const source = resolve(sent, compare.sent);
  const target = resolve(taken, compare.taken);
  const choices = variantsOf(target);
  return variantsOf(source).flatMap((variant) => {
    const reasons = choices.map((choice) => misfitsOfOne(variant, choice, at, compare));
    // Where there are several, the nearest tells the most.
    return reasons.toSorted((one, other) => one.length - other.length)[0] ?? [];
  });
}

function misfitsOfOne(source: Schema, target: Schema, at: string, compare: Comparison): string[] {
  const here = at === "" ? "it" : `\`${at}\``;
  const values = valuesOf(source);
  const allowed = valuesOf(target);
  if (allowed) {
    const foreign = values?.filter((value) => !allowed.includes(value));
    if (!foreign)
      return [`${here} ${say(compare, "may not be any", "may be any")} ${kind(source)}`];
    return foreign.map(
      (value) => `${here} ${say(compare, "may no longer be", "may now be")} ${value}`,
    );
  }
  if (!fitsType(source, target))
    return [
      `${here} ${say(compare, "must now be", "may now be")} ${kind(compare.side === "input" ? target : source)}`,
    ];
  if (values) return [];
  return [
    ...limitsBroken(source, target, here, compare),
    ...patternsBroken(source, target, here),
    ...objectsBroken(source, target, at, compare),
    ...(["items", "additionalProperties", "propertyNames"] as const).flatMap((part) => {
      const inner = schemaOf(source[part]);
      const wanted = schemaOf(target[part]);
      if (!wanted) return [];
      return misfits(inner ?? {}, wanted, `${at}[]`, compare);
    }),
    ...(same(source["prefixItems"], target["prefixItems"]) ? [] : [`${here} has other places`]),
    ...(compare.side === "output" ||
    source["default"] === undefined ||
    same(source["default"], target["default"])
      ? []
      : [`${here} means something else when it is left out`]),
  ];
}

function objectsBroken(source: Schema, target: Schema, at: string, compare: Comparison): string[] {
  const have = propertiesOf(source);
  const want = propertiesOf(target);
  const sure = new Set(source["required"] as string[] | undefined);
  const needed = new Set(target["required"] as string[] | undefined);
  const isInput = compare.side === "input";
  const name = (field: string) => (at === "" ? field : `${at}.${field}`);
  const unmet = [...new Set([...want.keys(), ...needed])].flatMap((field) => {
    // A record with a closed set of keys requires them and describes none.
    if (sure.has(field)) return [];
    if (have.has(field)) {
      if (!needed.has(field)) return [];
      return [`\`${name(field)}\` ${isInput ? "must now be there" : "may be missing now"}`];
    }
    if (isInput) return needed.has(field) ? [`\`${name(field)}\` must now be there`] : [];
    return [`\`${name(field)}\` is gone`];
  });
  const ignored = [...have.keys()]
    .filter((field) => isInput && !want.has(field) && !schemaOf(target["additionalProperties"]))
    .map((field) => `\`${name(field)}\` is no longer taken`);
  const changed = [...have].flatMap(([field, schema]) => {
    const wanted = want.get(field);
    return wanted ? misfits(schema, wanted, name(field), compare) : [];
  });
  return [...unmet, ...ignored, ...changed];
}

/** Lower bounds, then upper ones. */
const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"] as const;
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"] as const;

function limitsBroken(source: Schema, target: Schema, here: string, compare: Comparison): string[] {
  const broken = (names: readonly string[], isTighter: (has: number, may: number) => boolean) =>
    names.flatMap((name) => {
      const may = numberOf(target[name]);
      const has = numberOf(source[name]);
      if (may === undefined || (has !== undefined && !isTighter(has, may))) return [];
      const [was, is] = compare.side === "input" ? [has, may] : [may, has];
      return [`${here} has another ${name}: ${was ?? "none"}, now ${is ?? "none"}`];
    });
  return [
    ...broken(lower, (has, may) => may > has),
    ...broken(upper, (has, may) => may < has),
    ...(target["multipleOf"] === undefined || same(source["multipleOf"], target["multipleOf"])
      ? []
      : [`${here} goes in other steps`]),
  ];
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" ? value : undefined;

/** A pattern or a format that the other side does not name as well may refuse what the other allows. */
function patternsBroken(source: Schema, target: Schema, here: string): string[] {
  const has = new Set(patternsOf(source));
  return patternsOf(target)
    .filter((pattern) => !has.has(pattern))
    .map((pattern) => `${here} has another form: ${pattern}`);
}

const patternsOf = (schema: Schema): string[] => [
  ...(typeof schema["pattern"] === "string" ? [schema["pattern"]] : []),
  ...(typeof schema["format"] === "string" ? [schema["format"]] : []),
  ...((schema["allOf"] as Schema[] | undefined) ?? []).flatMap(patternsOf),
];

function variantsOf(schema: Schema): readonly Schema[] {
  const several = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
  if (several) return several.flatMap((it) => variantsOf({ ...without(schema), ...it }));
  const { type } = schema;
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...schema, type: one })) : [schema];
}

const without = ({ anyOf: _any, oneOf: _one, ...rest }: Schema): Schema => rest;

function valuesOf(schema: Schema): readonly string[] | undefined {
  if ("const" in schema) return [JSON.stringify(schema["const"])];
  if (schema["type"] === "boolean") return ["true", "false"];
  if (schema["type"] === "null") return ["null"];
  const values = schema["enum"] as unknown[] | undefined;
  return values?.map((value) => JSON.stringify(value));
}

function fitsType(source: Schema, target: Schema): boolean {
  if (target["not"] !== undefined) return source["not"] !== undefined;
  if (target["type"] === undefined) return true;
  if (source["type"] === target["type"]) return true;
  return source["type"] === "integer" && target["type"] === "number";
}

function resolve(schema: Schema, definitions: Definitions): Schema {
  const { $ref: reference } = schema;
  if (typeof reference !== "string") return schema;
  return definitions?.[reference.replace(/^#\/\$defs\//, "")] ?? {};
}

const schemaOf = (value: unknown): Schema | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Schema)
    : undefined;

const propertiesOf = (schema: Schema): ReadonlyMap<string, Schema> =>
  new Map(Object.entries((schema["properties"] as Record<string, Schema> | undefined) ?? {}));

const say = ({ side }: Comparison, input: string, output: string) =>
  side === "input" ? input : output;

const kind = (schema: Schema): string =>
  typeof schema["type"] === "string"
    ? schema["type"]
    : (valuesOf(schema)?.join(" or ") ?? "anything");

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
