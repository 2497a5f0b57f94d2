import { z } from "zod";

// What is not JSON's own arrives as text: dates in bodies, everything in addresses. It becomes what the
// schema asks for here, and nothing is judged: what cannot be read stays a text, and zod refuses it.

/** Turns what came over the wire into what a schema takes. */
export type Decode = (value: unknown) => unknown;

const asIs: Decode = (value) => value;

/** RFC 3339, and no more: `Date` would read nearly anything. */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const toDate: Decode = (value) => {
  if (typeof value !== "string" || !timestamp.test(value)) return value;
  const date = new Date(value);
  // `Date` takes 30 February for 2 March; only a day that its month has is one.
  const [year, month, day] = value.slice(0, 10).split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return Number.isNaN(date.getTime()) || (day ?? 0) > last ? value : date;
};

/** The schema below whatever makes a field optional, gives it a default or refines it. */
export function coreOf(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  if ("innerType" in def && isSchema(def.innerType)) return coreOf(def.innerType);
  if (schema instanceof z.ZodPipe) return coreOf(schema.in);
  return schema;
}

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === "object" && value !== null && "_zod" in value;

/** The fields of an object schema; null for any other. */
export function fieldsOf(
  schema: z.core.$ZodType,
): Readonly<Record<string, z.core.$ZodType>> | null {
  const core = coreOf(schema);
  return core instanceof z.ZodObject ? core.shape : null;
}

/** The schema of a list's entries; null for any other. */
export function entryOf(schema: z.core.$ZodType): z.core.$ZodType | null {
  const core = coreOf(schema);
  return core instanceof z.ZodArray ? core.element : null;
}

/** For JSON: dates are told in text. */
export function jsonDecoder(schema: z.core.$ZodType): Decode {
  const core = coreOf(schema);
  if (core instanceof z.ZodDate) return toDate;
  const entry = entryOf(core);
  if (entry) {
    const each = jsonDecoder(entry);
    if (each === asIs) return asIs;
    return (value) => (Array.isArray(value) ? value.map(each) : value);
  }
  const fields = fieldsOf(core);
  if (!fields) return asIs;
  const decoders = Object.entries(fields)
    .map(([name, field]) => [name, jsonDecoder(field)] as const)
    .filter(([, decode]) => decode !== asIs);
  if (decoders.length === 0) return asIs;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const decoded: Record<string, unknown> = { ...value };
    for (const [name, decode] of decoders) {
      if (Object.hasOwn(decoded, name)) decoded[name] = decode(decoded[name]);
    }
    return decoded;
  };
}

/** For one parameter of an address, which is a text, or several where it is repeated. */
export function textDecoder(schema: z.core.$ZodType): (texts: readonly string[]) => unknown {
  const entry = entryOf(schema);
  if (entry) {
    const each = textDecoder(entry);
    return (texts) => texts.map((text) => each([text]));
  }
  const one = oneTextDecoder(coreOf(schema));
  // Said twice, it is left for the schema to refuse.
  return (texts) => (texts.length === 1 ? one(texts[0] ?? "") : [...texts]);
}

function oneTextDecoder(core: z.core.$ZodType): (text: string) => unknown {
  if (core instanceof z.ZodNumber)
    return (text) => (/^-?\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : text);
  if (core instanceof z.ZodBoolean)
    return (text) => (text === "true" ? true : text === "false" ? false : text);
  if (core instanceof z.ZodDate) return toDate;
  return (text) => text;
}
