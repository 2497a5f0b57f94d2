import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assign } from "./assign.ts";
import { buckets, experiment } from "./experiment.ts";
import { experiments } from "./running.ts";

const lead = experiment({
  name: "lead",
  variants: { small: 1, large: 1 },
  addresses: /^\/$/,
});
const notes = experiment({
  name: "notes",
  variants: { below: 1, beside: 1 },
  addresses: /^\/(?:posts\/.*)?$/,
  countries: ["DE", "AT"],
});
const running = [lead, notes];
const visit = (
  visitor: { path?: string; cookie?: string; country?: string },
  { secure = false, draw = () => 7 } = {},
) =>
  assign(
    running,
    { path: visitor.path ?? "/", cookie: visitor.cookie, country: visitor.country },
    { secure, draw },
  );

test("while no experiment runs nobody is told apart", () => {
  expect(experiments).toEqual([]);
  const visitor = { path: "/", cookie: undefined, country: "DE" };
  expect(assign(experiments, visitor, { secure: false })).toBeNull();
});

test("nobody is told apart on other pages, or when they come from elsewhere", () => {
  expect(visit({ path: "/archive" })).toBeNull();
  expect(visit({ path: "/posts/a" })).toBeNull();
  expect(visit({ path: "/posts/a", country: "FR" })).toBeNull();
  expect(visit({ path: "/posts/a", country: "AT" })?.variants).toBe(`notes=${notes.byBucket[7]}`);
});

test("several experiments on one page are held at once", () => {
  expect(visit({ country: "DE" })?.variants).toBe(
    `lead=${lead.byBucket[7]},notes=${notes.byBucket[7]}`,
  );
});

test("who comes first gets a bucket, and who has one keeps it", () => {
  expect(visit({})).toEqual({
    variants: `lead=${lead.byBucket[7]}`,
    setCookie: "quoin.bucket=7; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax",
  });
  expect(visit({}, { secure: true })?.setCookie).toMatch(/; Secure$/);
  for (let bucket = 0; bucket < buckets; bucket++)
    expect(visit({ cookie: `theme=dark; quoin.bucket=${bucket}` })).toEqual({
      variants: `lead=${lead.byBucket[bucket]}`,
    });
});

test.each(["100", "-1", "07", "7.5", "1e1", "", "x", "7 8", "\u0667"])(
  "a bucket that we never gave (%j) is replaced",
  (value) => {
    expect(visit({ cookie: `quoin.bucket=${value}` })?.setCookie).toContain("quoin.bucket=7;");
  },
);

test("a bucket is drawn of all there are", () => {
  const draws = Array.from({ length: 200 }, () => {
    const visitor = { path: "/", cookie: undefined, country: undefined };
    const { setCookie } = assign(running, visitor, { secure: false }) ?? {};
    return Number(/quoin\.bucket=(\d+);/.exec(setCookie ?? "")?.[1]);
  });
  expect(draws.every((bucket) => bucket >= 0 && bucket < buckets)).toBe(true);
  expect(new Set(draws).size).toBeGreaterThan(20);
});

test("whatever is sent as a cookie, only what was declared is shown", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, value) => {
      const cookie = `${name}=${value}; quoin.bucket=${value}`;
      expect(visit({ cookie })?.variants).toMatch(/^lead=(?:small|large)$/);
    }),
  );
});
