import fc from "fast-check";
import { expect, test } from "vitest";
import { type Contract, contracts } from "./index.ts";
import { open, seal } from "./envelope.ts";
import { withRequest } from "@quoin/log";

const all = Object.entries<Contract>(contracts);
const uuid = fc.uuid({ version: 7 });
const anyMoment = fc.date({
  noInvalidDate: true,
  min: new Date(0),
  max: new Date("9999-12-31T23:59:59.999Z"),
});
/** Strings with the characters that break things. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom(...Array.from('aé👋 \0\n\r\t"\\<&@.:;\u2028'), "\ud800", "\udfff"),
  }),
);

/** Payloads as a caller might give them, for every contract. */
const payloads: Record<keyof typeof contracts, fc.Arbitrary<unknown>> = {
  commentSubmitted: fc.record({ commentId: uuid }),
  housekeepingDue: fc.constant({}),
  mailRequested: fc.record(
    { to: anyText, subject: anyText, text: anyText, html: anyText },
    { requiredKeys: ["to", "subject", "text"] },
  ),
  minutePassed: fc.constant({}),
  postPublished: fc.record({ postId: uuid }),
  postScheduled: fc.record({ postId: uuid, at: anyMoment }),
};

test.each(all)("%s is named as a fact, and its key follows from its name", (key, { name }) => {
  expect(name).toMatch(/^[a-z]+(\.[a-z]+)+$/);
  expect(name.replace(/\.([a-z])/g, (_, letter: string) => letter.toUpperCase())).toBe(key);
});

test("no two contracts share a name", () => {
  expect(new Set(all.map(([, { name }]) => name)).size).toBe(all.length);
});

test("what runs by the clock needs no payload", () => {
  const clocked = all.filter(([, { cron }]) => cron);
  expect(clocked.map(([key]) => key)).toEqual(["housekeepingDue", "minutePassed"]);
  for (const [, { payload }] of clocked) expect(payload.safeParse({}).success).toBe(true);
});

test.each(Object.entries(payloads))("%s comes out of the queue as it went in", (key, arbitrary) => {
  const contract = all.find(([name]) => name === key)?.[1];
  fc.assert(
    fc.property(arbitrary, (payload) => {
      const queued = contract?.payload.parse(payload);
      const stored: unknown = JSON.parse(JSON.stringify(seal(queued)));
      expect(contract?.payload.parse(open(stored).payload)).toEqual(queued);
    }),
  );
});

test("text in a payload is text that PostgreSQL can store", () => {
  fc.assert(
    fc.property(anyText, (written) => {
      const { subject } = contracts.mailRequested.payload.parse({
        to: "jo@example.com",
        subject: written,
        text: "x",
      });
      expect(subject.isWellFormed()).toBe(true);
      expect(subject).not.toContain("\0");
    }),
  );
});

test.each([
  ["postPublished", { postId: "1" }],
  ["postPublished", {}],
  ["postScheduled", { postId: "0199f3a0-0000-7000-8000-000000000000", at: "tomorrow" }],
  ["postScheduled", { postId: "0199f3a0-0000-7000-8000-000000000000", at: new Date(Number.NaN) }],
  ["postScheduled", { postId: "0199f3a0-0000-7000-8000-000000000000", at: new Date(8.64e15) }],
  ["mailRequested", { to: "jo@example.com", subject: "x" }],
] as const)("%s refuses %j", (key, payload) => {
  expect(contracts[key].payload.safeParse(payload).success).toBe(false);
});

test("a job remembers the request that caused it", () => {
  expect(withRequest({ requestId: "request-1" }, () => seal({}))).toEqual({
    payload: {},
    requestId: "request-1",
  });
  expect(seal({})).toEqual({ payload: {} });
});

test("an id that is not well-formed is forgotten, a job that is not ours refused", () => {
  expect(open({ payload: 1, requestId: "x y" }).requestId).toBeUndefined();
  expect(() => open(null)).toThrow("Invalid input");
});
