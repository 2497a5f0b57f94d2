import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countryOf } from "./country.ts";

test("a country is known by its two letters, however they are written", () => {
  expect(["DE", "de", " Fr "].map(countryOf)).toEqual(["DE", "DE", "FR"]);
});

test.each([undefined, null, "", "XX", "T1", "ZZ", "EU", "UK", "DEU", "D", "DE, FR", "ſa"])(
  "%j is no country",
  (value) => {
    expect(countryOf(value)).toBeUndefined();
  },
);

test("there are 249", () => {
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const pairs = letters.flatMap((one) => letters.map((two) => one + two));
  expect(pairs.filter((pair) => countryOf(pair) === pair)).toHaveLength(249);
});

test("whatever is sent, what comes out is two capitals or nothing", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(countryOf(value) ?? "DE").toMatch(/^[A-Z]{2}$/);
    }),
  );
});
