import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as audit from "./audit/input.ts";
import * as category from "./category/input.ts";
import * as comment from "./comment/input.ts";
import * as key from "./key/input.ts";
import * as outbox from "./outbox/input.ts";
import * as post from "./post/input.ts";
import * as settings from "./settings/input.ts";
import * as tag from "./tag/input.ts";
import * as user from "./user/input.ts";

// What strangers may send: near misses of what is asked for, and things that nobody asked for.

const features = { audit, category, comment, key, outbox, post, settings, tag, user };
const schemas = Object.entries(features).flatMap(([feature, module]) =>
  Object.entries(module).flatMap(([name, value]) =>
    value instanceof z.ZodType ? [[`${feature}.${name}`, value] as const] : [],
  ),
);

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("wax", "de", "UTC", "Europe/Vienna", "constructor", "a-b"),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  fc.constantFrom(
    "a\0b",
    "\ud800",
    "x\udc00",
    "x\ufffe",
    "\uffff",
    "\u0007",
    "\r\n",
    "",
    " ",
    "\u200b",
    "../..",
    "%zz",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("ash@example.com", "__proto__"),
);
const junk = fc.oneof(
  text,
  fc.double(),
  fc.constantFrom(
    null,
    undefined,
    2 ** 31,
    2 ** 53,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [],
    {},
    true,
  ),
  fc.date({ noInvalidDate: false }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.array(text, { maxLength: 3 }),
);

/** Values that a schema may well accept. */
function likely(schema: unknown): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries<unknown>(schema.shape);
    const model = Object.fromEntries(fields.map(([name, field]) => [name, near(field)]));
    return fc.oneof(
      { weight: 8, arbitrary: fc.record(model) },
      fc.record(model, { requiredKeys: [] }),
    );
  }
  if (schema instanceof z.ZodArray) return fc.array(near(schema.element), { maxLength: 3 });
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return fc.option(likely(schema.unwrap()), { nil: undefined });
  if (schema instanceof z.ZodDefault) return likely(schema.unwrap());
  if (schema instanceof z.ZodPipe && schema.out instanceof z.ZodEmail)
    return fc.oneof(fc.emailAddress(), fc.constant(" Ash@Example.com "));
  if (schema instanceof z.ZodPipe) return likely(schema.in);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.integer({ min: 1, max: 100 });
  if (schema instanceof z.ZodDate) return fc.date({ noInvalidDate: false });
  if (schema instanceof z.ZodUUID) return fc.uuid();
  return text;
}

const near = (schema: unknown): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: likely(schema) }, junk);

/** Every value inside a parsed input, but for cursors: those are opaque until they are decoded. */
function* leaves(value: unknown, at = ""): Generator<readonly [name: string, leaf: unknown]> {
  if (typeof value !== "object" || value === null || value instanceof Date)
    return yield [at, value];
  for (const [name, inner] of Object.entries(value))
    if (name !== "cursor") yield* leaves(inner, name);
}

describe.each(schemas)("%s", (_, schema) => {
  test("never throws, and lets nothing through that cannot be stored or told in XML", () => {
    fc.assert(
      fc.property(near(schema), (value) => {
        const parsed = schema.safeParse(value);
        if (!parsed.success) return;
        for (const [name, leaf] of leaves(parsed.data)) {
          if (typeof leaf === "string") {
            expect(leaf).not.toContain("\0");
            expect(leaf.isWellFormed()).toBe(true);
            // What is looked for is never told to anybody.
            if (name !== "q") expect(leaf).not.toMatch(/[\ufffe\uffff]/);
          }
          if (typeof leaf === "number") expect(Math.abs(leaf)).toBeLessThan(2 ** 31);
          if (leaf instanceof Date) {
            expect(leaf.getUTCFullYear()).toBeGreaterThanOrEqual(1);
            expect(leaf.getUTCFullYear()).toBeLessThanOrEqual(9_999);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ["a title", post.newPosts.element.shape.title],
  ["an imported title", post.importPosts.shape.posts.element.shape.title],
  ["a tag", tag.newTags.element.shape.name],
  ["a section", category.newCategories.element.shape.name],
  ["a name", user.profileEdit.shape.name],
])("%s can be seen, and reads as it is written", (_, schema) => {
  const odd = fc.constantFrom(
    "\u200b",
    "\u2060",
    "\u3164",
    "\u2800",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    " ",
  );
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 5 }), (parts) => {
      expect(schema.safeParse(parts.join("")).success).toBe(false);
      const taken = schema.parse(`${parts.join("")}Wax${parts.join("")}`);
      expect(taken).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      expect(schema.parse(taken)).toBe(taken);
    }),
  );
});

test("the same words are the same comment, however their lines end", () => {
  const { body } = comment.newComment.shape;
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "*"), maxLength: 40 }),
      (text) => {
        const unix = body.safeParse(text);
        const windows = body.safeParse(text.replaceAll("\n", "\r\n"));
        expect(windows.data).toEqual(unix.data);
        if (unix.success) expect(body.parse(unix.data)).toBe(unix.data);
      },
    ),
  );
});

test("a language or time zone that is taken can be written in", () => {
  const { locale, timeZone } = settings.settingsEdit.shape;
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "utc", "GMT+1", "+01:00");
  fc.assert(
    fc.property(zones, fc.string({ unit: "grapheme-ascii", maxLength: 8 }), (zone, language) => {
      const known = timeZone.safeParse(zone);
      const spoken = locale.safeParse(language);
      expect(() =>
        new Intl.DateTimeFormat(spoken.data ?? "en", { timeZone: known.data ?? "UTC" }).format(),
      ).not.toThrow();
      if (known.data) expect(timeZone.parse(known.data)).toBe(known.data);
    }),
  );
});
