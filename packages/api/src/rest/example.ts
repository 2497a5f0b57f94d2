import type { JsonSchema } from "./json-schema.ts";

/** What a field of this name looks like in real life, where its schema does not say. */
const known: Readonly<Record<string, unknown>> = {
  aliases: "/2019/01/mending",
  action: "post.published",
  bio: "Mends what others throw away.",
  body: "A drawer that sticks wants **wax**, not force.",
  commentCount: 3,
  cursor: "WyJwb3N0cyIsImFmdGVyIl0",
  email: "ada@example.com",
  excerpt: "Why a drawer sticks, and what to do about it.",
  handle: "ada",
  html: "<p>A drawer that sticks wants <strong>wax</strong>, not force.</p>",
  ipAddress: "192.0.2.7",
  issue: "Write something here",
  key: "qn_3kTt9sXv2m",
  label: "On mending a drawer",
  locale: "en",
  message: "title: Write something here",
  name: "Ada",
  nextCursor: "WyJwb3N0cyIsImFmdGVyIl0",
  prefix: "qn_3kTt",
  q: "drawer",
  reason: "Advertises in every comment",
  requestId: "0192f0c1-7b1e-7cc2-9d5a-3f1a2b4c5d6e",
  scopes: "post:read",
  slug: "on-mending-a-drawer",
  sourcePath: "posts/on-mending-a-drawer.md",
  tags: "Repairs",
  categories: "Workshop",
  text: "drawer",
  timeZone: "Europe/Vienna",
  title: "On mending a drawer",
  userAgent: "Mozilla/5.0",
  wordCount: 420,
};

const uuid = "0192f0c1-7b1e-7cc2-9d5a-3f1a2b4c5d6e";
const time = "2026-03-01T12:00:00.000Z";

/** An instance of a schema, as somebody might send or receive it. Holds for what zod's schemas say. */
export function exampleOf(schema: JsonSchema, name = ""): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const real = options.find((option) => typeOf(option) !== "null") ?? options[0];
    return real && exampleOf(real, name);
  }
  if (schema.allOf?.[0]) return exampleOf(schema.allOf[0], name);
  switch (typeOf(schema)) {
    case "object":
      return objectExample(schema);
    case "array":
      return schema.items ? [exampleOf(schema.items, name)] : [];
    case "integer":
    case "number": {
      const value = known[name];
      return typeof value === "number" ? value : Math.max(schema.minimum ?? 1, 1);
    }
    case "boolean":
      return true;
    case "null":
      return null;
    case "string":
      return textExample(schema, name);
    default:
      return {};
  }
}

/** Where several types will do, the first that says something. */
const typeOf = ({ type }: JsonSchema) =>
  typeof type === "string" ? type : type?.find((one) => one !== "null");

function textExample(schema: JsonSchema, name: string): string {
  if (schema.format === "uuid") return uuid;
  if (schema.format === "date-time") return time;
  if (schema.format === "date") return time.slice(0, 10);
  if (schema.format === "email") return "ada@example.com";
  const value = known[name];
  if (typeof value === "string") return value;
  return /id$/i.test(name) ? uuid : "drawer";
}

function objectExample(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, exampleOf(field, name)]),
  );
}
