import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buckets, experiment } from "./experiment.ts";

const addresses = /^\/$/;

test("each variant gets its share of the buckets, to the hundredth", () => {
  const sharesOf = (variants: Record<string, number>) => {
    const { byBucket } = experiment({ name: "lead", variants, addresses });
    return Object.keys(variants).map((name) => byBucket.filter((each) => each === name).length);
  };
  expect(sharesOf({ small: 1, large: 1 })).toEqual([50, 50]);
  expect(sharesOf({ small: 95, large: 5 })).toEqual([95, 5]);
  expect(sharesOf({ small: 0.2, large: 0.8 })).toEqual([20, 80]);
  expect(sharesOf({ small: 0, large: 3, none: 1 })).toEqual([0, 75, 25]);
});

test("shares hold for any weights, and every bucket is shown something", () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 6 })
    .filter((all) => all.some(Boolean));
  fc.assert(
    fc.property(weights, fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), (all, name) => {
      const variants = Object.fromEntries(all.map((weight, at) => [`v${at}`, weight]));
      const { byBucket } = experiment({ name, variants, addresses });
      expect(byBucket).toHaveLength(buckets);
      const total = all.reduce((sum, weight) => sum + weight, 0);
      for (const [at, weight] of all.entries()) {
        const share = byBucket.filter((each) => each === `v${at}`).length;
        expect(Math.abs(share - (weight / total) * buckets)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("the same is dealt the same, always; another name deals anew", () => {
  const deal = (name: string) =>
    experiment({ name, variants: { a: 1, b: 1 }, addresses }).byBucket.join("");
  expect(deal("lead")).toBe(deal("lead"));
  // Written down, so that no change of the code moves visitors from one variant to the other.
  expect(deal("lead").slice(0, 20)).toBe("bbbabbaaabbbbabababb");
  const together = Array.from(deal("lead")).filter((each, at) => each === deal("toc")[at]).length;
  // Half of the buckets, more or less: being in one experiment says nothing of the other.
  expect(Math.abs(together - 50)).toBeLessThan(20);
});

test("a variant is one of those that were declared, to the compiler too", () => {
  const lead = experiment({ name: "lead", variants: { small: 1, large: 1 }, addresses });
  const usual: "small" | "large" = lead.usual;
  expect(usual).toBe("small");
  // @ts-expect-error -- nobody declared it
  expect(lead.usual === "huge").toBe(false);
});

interface Loose {
  readonly name: string;
  readonly variants: Readonly<Record<string, number>>;
  readonly addresses?: RegExp;
  readonly countries?: readonly string[];
}

test.each<[string, Loose]>([
  ["a bad name", { name: "Lead", variants: { a: 1, b: 1 } }],
  ["a bad name", { name: "lead", variants: { "a,b": 1, c: 1 } }],
  ["fewer than two", { name: "lead", variants: { a: 1 } }],
  ["shares", { name: "lead", variants: { a: 0, b: 0 } }],
  ["shares", { name: "lead", variants: { a: -1, b: 2 } }],
  ["shares", { name: "lead", variants: { a: NaN, b: 2 } }],
  ["shares", { name: "lead", variants: { a: Infinity, b: 2 } }],
  ["remember", { name: "lead", variants: { a: 1, b: 1 }, addresses: /^\/$/g }],
  ["no country", { name: "lead", variants: { a: 1, b: 1 }, countries: ["UK"] }],
])("an experiment that could not be held is refused: %s", (why, declared) => {
  expect(() => experiment({ addresses, ...declared })).toThrow(why);
});
