import fc from "fast-check";
import superjson from "superjson";
import { expect } from "vitest";
import { appRouter } from "../root.ts";
import { test, type TestApi } from "../testing/index.ts";
import { exampleOf } from "./example.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { type Operation, operationsOf, proceduresOf } from "./operations.ts";

// Whatever is sent, the answer is one that the document describes, and never a failure of ours: the
// handler under test throws for the first, the property looks for the second.

const CALLS = 10_000;
const AT_ONCE = 10;

const operations = operationsOf(appRouter);
const procedures = proceduresOf(appRouter);
const roles = ["reader", "author", "editor", "admin"] as const;

/** Values that have broken programs before. */
const nasty = fc.constantFrom<unknown>(
  null,
  "",
  " ",
  "\0",
  "\ud800",
  "'; drop table posts; --",
  "../../etc/passwd",
  "%00",
  "9".repeat(400),
  -1,
  0,
  0.5,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  1e308,
  true,
  [],
  {},
  [[[[]]]],
  { toString: "x" },
  "0000-00-00T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "__proto__",
  "constructor",
  { prototype: 1 },
  { constructor: { prototype: 1 } },
  JSON.parse('{"__proto__":{"role":"admin"}}'),
);
const anything = fc.oneof(nasty, fc.jsonValue(), fc.string({ unit: "binary", maxLength: 40 }));

/** The same, but about a record that is there. */
const placed = (value: unknown, ids: readonly string[]) =>
  fc
    .constantFrom(...ids)
    .map(
      (id) =>
        JSON.parse(
          JSON.stringify(value ?? null).replaceAll(/"[0-9a-f]{8}-[^"]{27}"/g, `"${id}"`),
        ) as unknown,
    );

/** An instance of the schema in which some fields are something else. */
const nearly = (example: Record<string, unknown>, ids: readonly string[]) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(example).map(([name, value]) => [
          name,
          fc.oneof({ weight: 3, arbitrary: placed(value, ids) }, fc.constant(value), anything),
        ]),
      ),
      { requiredKeys: [] },
    )
    .chain((record) =>
      fc.oneof(
        { weight: 5, arbitrary: fc.constant<Record<string, unknown>>(record) },
        anything.map((value) => ({ ...record, surprise: value })),
      ),
    );

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly type: string;
  readonly key: (typeof roles)[number] | "none" | "forged";
}

const who = fc.constantFrom<Call["key"]>(...roles, "admin", "editor", "none", "forged");
const type = fc.oneof(
  { weight: 20, arbitrary: fc.constant("application/json") },
  fc.constantFrom("text/plain", "application/x-www-form-urlencoded", "application/json; a=é", ""),
);
const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const restCall = (ids: readonly string[]) =>
  fc.constantFrom(...operations).chain((operation: Operation) => {
    const example = Object.fromEntries(
      Object.entries(operation.fields).map(([name, field]) => [
        name,
        exampleOf(jsonSchemaOf(field, "input"), name),
      ]),
    );
    const pick = (names: Iterable<string>) =>
      Object.fromEntries([...names].map((name) => [name, example[name]]));
    const part = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ids, "drawer") },
      anything.map((value) => encodeURIComponent(asText(value).toWellFormed())),
      fc.constantFrom("%", "%zz", "%E0%A4%A", "..", "%2f"),
    );
    return fc
      .record({
        parts: fc.array(part, { minLength: 3, maxLength: 3 }),
        query: nearly(pick(operation.queryFields.keys()), ids),
        body: operation.body ? nearly(pick(operation.body.names), ids) : fc.constant(null),
        raw: fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, fc.string({ maxLength: 30 })),
        method: fc.oneof(
          { weight: 20, arbitrary: fc.constant(operation.method as string) },
          fc.constantFrom("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"),
        ),
        key: who,
        type,
      })
      .map(({ parts, query, body, raw, method, key, type }): Call => {
        let at = 0;
        const path = operation.path.replace(/\{\w+\}/g, () => parts[at++] ?? "x");
        const search = new URLSearchParams(
          Object.entries(query).map(([name, value]) => [name, asText(value).toWellFormed()]),
        );
        const mayHaveBody = method !== "GET" && method !== "HEAD";
        return {
          method,
          url: `/api/v1${path}?${search}`,
          body: mayHaveBody ? (raw ?? (body && JSON.stringify(body))) : null,
          type,
          key,
        };
      });
  });

/** What superjson is told beside the value: that a part of it was a Date, a Map, a prototype … */
const annotation = fc.constantFrom<unknown>(
  null,
  7,
  { values: ["Date"] },
  { values: { ids: ["set"], "posts.0.at": ["Date"], missing: ["map"] } },
  { values: { title: ["bigint"], id: ["regexp"], limit: ["number"] } },
  { values: { "__proto__.role": ["Date"], "constructor.prototype": ["undefined"] } },
  { values: [["class", "Object"], { "0": ["URL"] }] },
  { referentialEqualities: { title: ["slug", "__proto__"] } },
  { referentialEqualities: [["a.b.c"]], v: 99 },
);

const trpcCall = (ids: readonly string[]) =>
  fc.constantFrom(...procedures).chain(({ name, type: kind, input }) => {
    const example = input ? exampleOf(jsonSchemaOf(input, "input")) : undefined;
    const close =
      typeof example === "object" && example !== null && !Array.isArray(example)
        ? nearly(example as Record<string, unknown>, ids)
        : placed(example, ids);
    return fc
      .record({
        value: fc.oneof({ weight: 3, arbitrary: close }, anything),
        meta: fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, annotation),
        key: who,
      })
      .map(({ value, meta, key }): Call => {
        // Written by hand: superjson's own serializer refuses to send what an attacker would.
        const text =
          value === undefined
            ? JSON.stringify(superjson.serialize(value))
            : JSON.stringify({ json: value, ...(meta !== undefined && { meta }) });
        const query = kind === "query";
        const path = `/api/trpc/${name}`;
        return {
          method: query ? "GET" : "POST",
          url: query ? `${path}?input=${encodeURIComponent(text.toWellFormed())}` : path,
          body: query ? null : text,
          type: "application/json",
          key,
        };
      });
  });

async function keysOf(api: TestApi): Promise<Map<string, string>> {
  const keys = new Map([["forged", "qn_forged"]]);
  for (const role of roles) {
    const people = api.make.user();
    const user = await (role === "reader" ? people : people[role]()).create();
    keys.set(role, (await api.as(user).key.create({ name: "Fuzz", role })).key);
  }
  return keys;
}

test(
  `${CALLS.toLocaleString("en")} random calls are all answered, none with a failure of ours`,
  {
    timeout: 600_000,
  },
  async ({ api }) => {
    const keys = await keysOf(api);
    const posts = await api.make.post().published().createMany(5);
    const drafts = await api.make.post().createMany(5);
    const comments = await api.make.comment().createMany(3);
    const categories = await api.make.category().createMany(2);
    const tags = await api.make.tag().createMany(2);
    const people = await api.make.user().createMany(2);
    const ids = [...posts, ...drafts, ...comments, ...categories, ...tags, ...people].map(
      ({ id }) => id,
    );
    const seen = new Map<number, number>();
    const call = fc.oneof({ weight: 3, arbitrary: restCall(ids) }, trpcCall(ids));
    const batches = fc.array(call, { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        await Promise.all(
          batch.map(async ({ method, url, body, type, key }) => {
            const secret = keys.get(key);
            const response = await api.handler(
              new Request(`http://localhost:3000${url}`, {
                method,
                headers: {
                  ...(type !== "" && { "content-type": encodeURI(type) }),
                  ...(secret !== undefined && { "x-api-key": secret }),
                },
                ...(body !== null && { body }),
              }),
            );
            await response.arrayBuffer();
            seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
            expect(response.status, `${method} ${url} ${body ?? ""}`).toBeLessThan(500);
          }),
        );
      }),
      { numRuns: CALLS / AT_ONCE, endOnFailure: true },
    );
    // It must have got through as well: a wall that refuses everything proves nothing.
    for (const status of [200, 400, 401, 403, 404, 405, 415])
      expect(seen.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0);
  },
);
