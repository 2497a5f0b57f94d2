import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  currentRequest,
  identifyRequest,
  isRequestId,
  requestIdFrom,
  withRequest,
} from "./request.ts";

test("the context follows awaits and timers and ends with the request", async () => {
  const seen = await withRequest({ requestId: "request-1" }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return currentRequest()?.requestId;
  });
  expect(seen).toBe("request-1");
  expect(currentRequest()).toBeUndefined();
});

const see = (requestId: string) =>
  withRequest({ requestId }, async () => {
    await Promise.resolve();
    identifyRequest(`user of ${requestId}`);
    await Promise.resolve();
    return currentRequest();
  });

test("requests side by side do not see each other", async () => {
  expect(await Promise.all([see("request-1"), see("request-2")])).toEqual([
    { requestId: "request-1", userId: "user of request-1" },
    { requestId: "request-2", userId: "user of request-2" },
  ]);
});

test("identifying outside of a request does nothing", () => {
  identifyRequest("user-1");
  expect(currentRequest()).toBeUndefined();
});

test("a well-formed id is kept", () => {
  expect(requestIdFrom("01JABCDEF.web:1_a-b")).toBe("01JABCDEF.web:1_a-b");
});

test.each([
  [null],
  [undefined],
  [""],
  ["short"],
  ["has space in it"],
  ["line\nbreak-in-it"],
  ["x".repeat(129)],
  ["ünïcödé-id"],
  [["request-1", "request-2"]],
])("%j is replaced by a new id", (header) => {
  const id = requestIdFrom(header);
  expect(id).not.toBe(header);
  expect(isRequestId(id)).toBe(true);
  expect(requestIdFrom(header)).not.toBe(id);
});

test("whatever the header, the id is safe to write anywhere", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(requestIdFrom(header)).toMatch(/^[A-Za-z0-9._:-]{8,128}$/);
    }),
  );
});
