import fc from "fast-check";
import { expect, test } from "vitest";
import { payloadsOf, topicsOf, withoutPooler } from "./listen.ts";

test("what is sent is what is heard, in payloads that PostgreSQL takes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 400 }), { maxLength: 80 }),
      (topics) => {
        const payloads = payloadsOf(topics);
        const longest = Math.max(0, ...payloads.map((payload) => Buffer.byteLength(payload)));
        expect(longest).toBeLessThan(8_000);
        const heard = payloads.map(topicsOf);
        if (!heard.includes("all")) expect(heard.flat()).toEqual([...new Set(topics)]);
      },
    ),
    { numRuns: 50 },
  );
});

test("too many topics, or one that is too long, mean everything", () => {
  const many = Array.from({ length: 20_000 }, (_, n) => `post:${n}`);
  expect(payloadsOf(many).map(topicsOf)).toEqual(["all"]);
  expect(payloadsOf(["short", "x".repeat(8_000)]).map(topicsOf)).toEqual(["all"]);
  expect(payloadsOf(["x".repeat(8_000)]).map(topicsOf)).toEqual(["all"]);
  expect(payloadsOf("all").map(topicsOf)).toEqual(["all"]);
  expect(payloadsOf([])).toEqual([]);
});

test("a payload that is not ours means everything", () => {
  fc.assert(
    fc.property(fc.string(), (payload) => {
      expect(() => topicsOf(payload)).not.toThrow();
    }),
  );
  expect(topicsOf("nonsense")).toBe("all");
  expect(topicsOf("[1]")).toBe("all");
  expect(topicsOf(undefined)).toBe("all");
});

test("listening goes around Neon's pooler", () => {
  expect(
    withoutPooler("postgres://a:b@ep-cool-1-pooler.eu.aws.neon.tech/quoin?sslmode=require"),
  ).toBe("postgres://a:b@ep-cool-1.eu.aws.neon.tech/quoin?sslmode=require");
  const plain = "postgres://a:b@127.0.0.1:5432/quoin";
  expect(withoutPooler(plain)).toBe(plain);
});
