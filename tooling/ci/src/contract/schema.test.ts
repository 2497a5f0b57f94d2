import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { breaksOf } from "./schema.ts";

const breaks = (side: "input" | "output", before: z.ZodType, after: z.ZodType) =>
  breaksOf(z.toJSONSchema(before, { io: side }), z.toJSONSchema(after, { io: side }), side);

const object = z.object;
const text = z.string();

// Before, after, and what it breaks as an input and as an output.
const cases: readonly [string, z.ZodType, z.ZodType, input: boolean, output: boolean][] = [
  ["nothing", object({ a: text }), object({ a: text }), false, false],
  [
    "a new optional field",
    object({ a: text }),
    object({ a: text, b: text.optional() }),
    false,
    false,
  ],
  ["a new field", object({ a: text }), object({ a: text, b: text }), true, false],
  ["a field less", object({ a: text, b: text }), object({ a: text }), true, true],
  ["an optional field less", object({ b: text.optional() }), object({}), true, true],
  ["a field that may be missing", object({ a: text }), object({ a: text.optional() }), false, true],
  ["a field that must be there", object({ a: text.optional() }), object({ a: text }), true, false],
  ["null as well", object({ a: text }), object({ a: text.nullable() }), false, true],
  ["null no longer", object({ a: text.nullable() }), object({ a: text }), true, false],
  ["another type", text, z.number(), true, true],
  ["any number", z.int(), z.number(), false, true],
  ["one word more", z.enum(["a", "b"]), z.enum(["a", "b", "c"]), false, true],
  ["one word less", z.enum(["a", "b"]), z.enum(["a"]), true, false],
  ["any word", z.enum(["a", "b"]), text, false, true],
  ["longer texts", text.max(10), text.max(20), false, true],
  ["shorter texts", text.max(20), text.max(10), true, false],
  ["a limit", z.array(text), z.array(text).max(5), true, false],
  ["a higher floor", z.int().min(1), z.int().min(5), true, false],
  ["a form", text, text.regex(/^a/), true, false],
  ["two forms for one", text.regex(/^a/), text.regex(/^a/).regex(/z$/), true, false],
  [
    "another record deep inside",
    z.array(object({ a: object({ b: text }) })),
    z.array(object({ a: object({ b: z.int() }) })),
    true,
    true,
  ],
  ["records of less", z.record(text, z.int()), z.record(text, z.int().min(0)), true, false],
  [
    "one kind of answer more",
    z.union([text, z.int()]),
    z.union([text, z.int(), object({})]),
    false,
    true,
  ],
  [
    "a default where there was none",
    object({ a: text }),
    object({ a: text.default("x") }),
    false,
    false,
  ],
];

describe.each(cases)("%s", (_what, before, after, isInputBroken, isOutputBroken) => {
  test("as what is sent", () => {
    expect(breaks("input", before, after).length > 0).toBe(isInputBroken);
  });
  test("as what is read", () => {
    expect(breaks("output", before, after).length > 0).toBe(isOutputBroken);
  });
});

test("another default breaks callers who leave the field out", () => {
  const limit = (value: number) => object({ limit: z.int().default(value) });
  expect(breaks("input", limit(20), limit(50))).toEqual([
    "`limit` means something else when it is left out",
  ]);
});

test("says where, and what to do", () => {
  const before = object({ posts: z.array(object({ title: text.max(200), body: text })) });
  const after = object({ posts: z.array(object({ title: text.max(100), slug: text })) });
  expect(breaks("input", before, after)).toEqual([
    "`posts[].slug` must now be there",
    "`posts[].body` is no longer taken",
    "`posts[].title` has another maxLength: 200, now 100",
  ]);
  expect(breaks("output", before, after)).toEqual(["`posts[].body` is gone"]);
});

test("a schema that contains itself is compared once", () => {
  interface Tree {
    readonly leaf: string | number;
    readonly children: readonly Tree[];
  }
  const tree = (leaf: z.ZodType<string | number>): z.ZodType<Tree> => {
    const it: z.ZodType<Tree> = z.lazy(() => object({ leaf, children: z.array(it) }));
    return it;
  };
  expect(breaks("input", tree(text), tree(text))).toEqual([]);
  expect(breaks("input", tree(text), tree(z.number()))).not.toEqual([]);
});

const leaf = fc.constantFrom<z.ZodType>(
  text,
  text.max(5),
  text.regex(/^a/),
  z.int(),
  z.number(),
  z.boolean(),
  z.null(),
  z.enum(["a", "b"]),
  z.literal("a"),
  z.uuid(),
  z.unknown(),
);
const { schema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie("schema").map((it) => z.array(it)),
    tie("schema").map((it) => z.record(text, it)),
    tie("schema").map((it) => z.record(z.enum(["a", "b"]), it)),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((several) => z.union(several)),
    fc
      .dictionary(fc.constantFrom("a", "b", "c"), fc.tuple(tie("schema"), fc.boolean()))
      .map((fields) =>
        object(
          Object.fromEntries(
            Object.entries(fields).map(([name, [it, isOptional]]) => [
              name,
              isOptional ? it.optional() : it,
            ]),
          ),
        ),
      ),
  ),
}));

test("what stays as it is breaks nothing", () => {
  fc.assert(
    fc.property(schema, fc.constantFrom("input", "output"), (it, side) => {
      expect(breaks(side, it, it)).toEqual([]);
    }),
  );
});

test("what takes less as an input is what may give less as an output, and the other way round", () => {
  fc.assert(
    fc.property(leaf, leaf, (one, other) => {
      expect(breaks("input", one, other).length).toBe(breaks("output", other, one).length);
    }),
  );
});
