import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf } from "./digest.ts";

const backwards = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(backwards)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([name, field]) => [name, backwards(field)]),
        )
      : value;

test("the order of fields says nothing, everything else does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(textOf(backwards(one))).toBe(textOf(one));
      if (textOf(one) === textOf(other)) expect(backwards(other)).toEqual(backwards(one));
    }),
  );
  expect(textOf([1, 2])).not.toBe(textOf([2, 1]));
});

test("a time is the same whether it came as a date or as text", () => {
  const at = new Date("2026-11-21T06:00:00Z");
  expect(textOf({ at })).toBe(textOf({ at: at.toISOString() }));
});

test("takes whatever can be sent", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
      (value) => {
        expect(typeof textOf(value)).toBe("string");
      },
    ),
  );
  expect(textOf(undefined)).toBe("");
  expect(textOf(JSON.parse('{"__proto__":{"role":"admin"}}'))).not.toBe(textOf({}));
  expect(textOf(new Set([1]))).not.toBe(textOf(new Set([2])));
});

test("what holds itself is refused as what is nested too deeply", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  expect(() => textOf(loop)).toThrow(RangeError);
});
