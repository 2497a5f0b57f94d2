import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import {
  cookieNames,
  isPersonal,
  isUnder,
  methodsInstead,
  readTarget,
  rewriteHeaders,
} from "./request.ts";
import { hasBody, refusedBody } from "./body.ts";

const status = (url: string) => {
  const target = readTarget(url);
  return "path" in target ? target.path : target.refusal.status;
};

test.each([
  ["/", "/"],
  ["/posts/a?x=%zz", "/posts/a"],
  ["/gr%C3%BC%C3%9Fe", "/gr%C3%BC%C3%9Fe"],
  ["/%zz", 400],
  ["/%", 400],
  ["/%ff", 400],
  ["/%C3", 400],
  ["/a%00b", 400],
  ["/a\\b", 400],
  ["http://evil.example/", 400],
  ["*", 400],
  ["", 400],
  [`/${"x".repeat(8_192)}`, 414],
])("%j", (url, expected) => {
  expect(status(url)).toBe(expected);
});

test("a path that is let through can be decoded", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const target = readTarget(`/${text}`);
      if ("path" in target) expect(() => decodeURIComponent(target.path)).not.toThrow();
      else expect(target.refusal.status).toBeGreaterThanOrEqual(400);
    }),
  );
});

test.each([
  ["/api", true],
  ["/api?x=/y", true],
  ["/api/%zz", true],
  [`/api/${"x".repeat(9_000)}`, true],
  ["/apiary", false],
  ["/?next=/api/v1", false],
  ["http://evil.example/api/v1", false],
  ["", false],
])("%j is for the API: %j", (url, expected) => {
  expect(isUnder("/api", url)).toBe(expected);
});

test("pages take what browsers send, the API the rest too", () => {
  expect(methodsInstead("DELETE", true)).toBeUndefined();
  expect(methodsInstead("DELETE", false)).toBe("GET, HEAD, POST");
  expect(methodsInstead("OPTIONS", false)).toBe("GET, HEAD, POST");
  expect(methodsInstead("OPTIONS", true)).toBeUndefined();
  expect(methodsInstead("TRACE", true)).toContain("PATCH");
});

test("cookies are found by their plain names", () => {
  expect(cookieNames("a=1; __Secure-b=2;__Host-c=3; d; =e")).toEqual(["a", "b", "c", "d", ""]);
  expect(cookieNames(undefined)).toEqual([]);
});

function request(headers: Record<string, string>): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.headers = headers;
  req.rawHeaders = Object.entries(headers).flat();
  return req;
}

test("an answer is personal with a session, a token or a key", () => {
  const names = ["session"];
  expect(isPersonal(request({ cookie: "theme=dark" }), names)).toBe(false);
  expect(isPersonal(request({ cookie: "theme=dark; __Secure-session=x" }), names)).toBe(true);
  expect(isPersonal(request({ authorization: "Bearer x" }), names)).toBe(true);
  expect(isPersonal(request({ "x-api-key": "x" }), names)).toBe(true);
  expect(isPersonal(request({ cookie: "mysession=x" }), names)).toBe(false);
});

test("headers are rewritten in both forms that Node keeps", () => {
  const req = request({ "X-Forwarded-For": "1.1.1.1", accept: "*/*" });
  req.headers = { "x-forwarded-for": "1.1.1.1", accept: "*/*" };
  rewriteHeaders(req, (name) => name.startsWith("x-forwarded"), { "x-forwarded-for": "2.2.2.2" });
  expect(req.headers).toEqual({ accept: "*/*", "x-forwarded-for": "2.2.2.2" });
  expect(req.rawHeaders).toEqual(["accept", "*/*", "x-forwarded-for", "2.2.2.2"]);
});

test.each([
  [{}, undefined],
  [{ "content-length": "10" }, undefined],
  [{ "content-length": "11" }, 413],
  [{ "content-length": "1e9" }, 413],
  [{ "content-encoding": "gzip", "content-length": "1" }, 415],
  [{ "content-encoding": "identity", "content-length": "1" }, undefined],
  [{ "transfer-encoding": "chunked" }, 411],
])("a body announced by %j", (headers, expected) => {
  expect(refusedBody(headers, 10, true)?.status).toBe(expected);
});

test("the API may take a body of unknown length, which is counted while it comes", () => {
  expect(refusedBody({ "transfer-encoding": "chunked" }, 10, false)).toBeUndefined();
  expect(hasBody(request({ "transfer-encoding": "chunked" }))).toBe(true);
  expect(hasBody(request({ "content-length": "0" }))).toBe(false);
});
