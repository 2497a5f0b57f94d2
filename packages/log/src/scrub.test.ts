import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scrubFields, scrubText } from "./scrub.ts";

test.each([
  ["sent to Jo.Bloggs+x@mail.example.co.uk today", "sent to [email] today"],
  ["user owner@localhost.test", "user [email]"],
  ["user jo@localhost", "user [email]"],
  ["/verify?email=jo%40example.com&x=1", "/verify?email=[email]&x=1"],
  ["jürgen@büro.example", "[email]"],
  ["postgres://app:s3cret@db:5432/quoin", "postgres://[redacted]@db:5432/quoin"],
  ["postgresql://app:p@ss/w@rd@db/quoin", "postgresql://[redacted]@db/quoin"],
  ["redis://:pw@127.0.0.1", "redis://[redacted]@127.0.0.1"],
  ["smtp://u:p@mail.example.com:25", "smtp://[redacted]@mail.example.com:25"],
  ["https://user:pw@example.com/x", "https://[redacted]@example.com/x"],
  ["Authorization: Bearer abc.def-123", "Authorization: [redacted] [redacted]"],
  ["password=hunter2&x=1", "password=[redacted]&x=1"],
  ["GET /reset-password?token=abcdef", "GET /reset-password?token=[redacted]"],
  [`{"password":"hunter2"}`, `{"password":"[redacted]"}`],
  ["x-api-key: qn_12345", "x-api-key: [redacted]"],
])("%s", (dirty, clean) => {
  expect(scrubText(dirty)).toBe(clean);
});

test.each([
  "node_modules/.pnpm/pg@8.23.1/node_modules/pg/lib/client.js:12",
  "https://example.com/@someone/post",
  "published 3 posts in 12 ms",
  "the password was wrong",
  "unexpected token < in JSON",
])("leaves alone: %s", (text) => {
  expect(scrubText(text)).toBe(text);
});

test("a long hostile string costs linear time", () => {
  const started = performance.now();
  scrubText("a".repeat(200_000));
  scrubText("a.".repeat(100_000));
  scrubText(`postgres://${"x:".repeat(100_000)}`);
  scrubText("token ".repeat(30_000));
  // Quadratic behaviour takes minutes here; the margin is for a busy machine.
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("fields named like secrets are redacted at any depth, whatever they hold", () => {
  expect(
    scrubFields({
      user: {
        newPassword: { deep: 1 },
        "x-api-key": "k",
        sessionToken: 7,
        email: "jo@example.com",
      },
      headers: new Headers({ cookie: "a=b", "set-cookie": "c=d", accept: "text/html" }),
      list: [new Map([["clientSecret", "s"]])],
      DATABASE_URL: "postgres://u:p@h/d",
      emailVerified: true,
      hasPassword: true,
      token: null,
    }),
  ).toEqual({
    user: {
      newPassword: "[redacted]",
      "x-api-key": "[redacted]",
      sessionToken: "[redacted]",
      email: "[email]",
    },
    headers: { accept: "text/html", cookie: "[redacted]", "set-cookie": "[redacted]" },
    list: [{ clientSecret: "[redacted]" }],
    DATABASE_URL: "[redacted]",
    emailVerified: true,
    hasPassword: true,
    token: null,
  });
});

test("errors become plain, with code, cause and scrubbed text", () => {
  const cause = Object.assign(new Error("Key (email)=(jo@example.com) already exists"), {
    code: "23505",
  });
  const fields = scrubFields({ err: new TypeError("cannot reach redis://:pw@cache", { cause }) });
  expect(fields).toMatchObject({
    err: {
      type: "TypeError",
      message: "cannot reach redis://[redacted]@cache",
      cause: { code: "23505", message: "Key (email)=([email]) already exists" },
    },
  });
  expect(JSON.stringify(fields)).not.toMatch(/pw@|jo@/);
});

test("an aggregate error keeps the errors it holds", () => {
  const errors = [new Error("one"), new Error("two")];
  expect(scrubFields({ err: new AggregateError(errors, "all failed") })).toMatchObject({
    err: { message: "all failed", errors: [{ message: "one" }, { message: "two" }] },
  });
});

test("unusual values are written as something readable", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(
    scrubFields({
      at: new Date(0),
      never: new Date(Number.NaN),
      url: new URL("https://u:p@example.com/"),
      bytes: new Uint8Array(3),
      big: 2n ** 70n,
      fn: () => 1,
      set: new Set([1]),
      symbol: Symbol("x"),
    }),
  ).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    never: null,
    url: "https://[redacted]@example.com/",
    bytes: "[3 bytes]",
    big: "1180591620717411303424",
    fn: "[function]",
    set: [1],
    symbol: "[symbol]",
  });
  expect(JSON.stringify(scrubFields(circle))).toContain("[object]");
  expect(JSON.stringify(scrubFields({ a: [[[[[[[[[[1]]]]]]]]]] }))).toContain("[array]");
});

test("large values are cut", () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
  expect(Object.keys(scrubFields(many))).toHaveLength(101);
  expect(String(scrubFields({ text: "x".repeat(100_000) })["text"])).toHaveLength(16_385);
});

test("a throwing getter does not lose the line", () => {
  const hostile = Object.defineProperty({}, "x", {
    enumerable: true,
    get() {
      throw new Error("no");
    },
  });
  expect(scrubFields(hostile)).toEqual({ unloggable: "Error: no" });
});

test("never throws, and what comes out is JSON", () => {
  fc.assert(
    fc.property(fc.object({ withBigInt: true, withDate: true, withMap: true }), (fields) => {
      expect(() => JSON.parse(JSON.stringify(scrubFields(fields)))).not.toThrow();
    }),
  );
});

const anyUrl = fc
  .tuple(fc.string(), fc.string())
  .map(([user, path]) => `postgres://${user}:pw@db/${path}?token=${user}`);

test("scrubbing twice is scrubbing once", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.emailAddress(), anyUrl), (text) => {
      const once = scrubText(text);
      expect(scrubText(once)).toBe(once);
    }),
  );
});

test("no generated address survives", () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.string(), fc.string(), (address, before, after) => {
      // A slash is legal in an address, but "/@name.blog" is the path of a profile page.
      fc.pre(!address.includes("/@"));
      expect(scrubText(`${before} ${address} ${after}`)).not.toContain(address);
    }),
  );
});
