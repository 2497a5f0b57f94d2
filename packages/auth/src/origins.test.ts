import { expect, test } from "vitest";
import { checkOrigin, originOf } from "./origins.ts";

const ours = ["https://quoin.example", "https://admin.quoin.example"];
const cookie = { cookie: "quoin.session_token=x" };

function allows(headers: Record<string, string>, method = "POST"): boolean {
  return checkOrigin({ method, headers: new Headers(headers) }, ours).ok;
}

test.each([
  ["from a page of ours", { ...cookie, origin: "https://quoin.example" }],
  ["from the newsroom", { ...cookie, origin: "https://admin.quoin.example" }],
  [
    "from the newsroom, which a browser may call another site",
    { ...cookie, origin: "https://admin.quoin.example", "sec-fetch-site": "cross-site" },
  ],
  ["from the same origin without an Origin", { ...cookie, "sec-fetch-site": "same-origin" }],
  [
    "from a form on a page of ours that sends no referrer",
    { ...cookie, origin: "null", "sec-fetch-site": "same-origin" },
  ],
  [
    "at another name of this machine, from a page under that name",
    {
      ...cookie,
      origin: "http://127.0.0.1:3000",
      host: "127.0.0.1:3000",
      "sec-fetch-site": "same-origin",
    },
  ],
  ["by an old browser's referrer", { ...cookie, referer: "https://quoin.example/sign-in?x=1" }],
  ["by a program that sends no cookie", {}],
])("a write %s is let in", (_case, headers) => {
  expect(allows(headers)).toBe(true);
});

test.each([
  ["from another site", { ...cookie, origin: "https://evil.example" }],
  ["from another site without a cookie", { origin: "https://evil.example" }],
  [
    "from another site as text/plain",
    { ...cookie, origin: "https://evil.example", "content-type": "text/plain" },
  ],
  ["from a sandboxed frame", { ...cookie, origin: "null" }],
  [
    "from a sandboxed frame in a new browser",
    { ...cookie, origin: "null", "sec-fetch-site": "cross-site" },
  ],
  ["without an Origin", cookie],
  ["without an Origin as text/plain", { ...cookie, "content-type": "text/plain" }],
  ["without an Origin, from another site", { ...cookie, "sec-fetch-site": "cross-site" }],
  ["without an Origin, from a sister site", { ...cookie, "sec-fetch-site": "same-site" }],
  ["from a sister site", { ...cookie, origin: "https://blog.quoin.example" }],
  ["from the same name over http", { ...cookie, origin: "http://quoin.example" }],
  ["from the same name on another port", { ...cookie, origin: "https://quoin.example:8443" }],
  ["from a name that begins like ours", { ...cookie, origin: "https://quoin.example.evil" }],
  [
    "that contradicts itself",
    {
      ...cookie,
      origin: "https://evil.example",
      host: "quoin.example",
      "sec-fetch-site": "same-origin",
    },
  ],
  ["by another site's referrer", { ...cookie, referer: "https://evil.example/" }],
  ["by a referrer that is no address", { ...cookie, referer: "x" }],
])("a write %s is refused", (_case, headers) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "post"]) {
    expect(allows(headers, method)).toBe(false);
  }
});

test("reading is free", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    expect(allows({ ...cookie, origin: "https://evil.example" }, method)).toBe(true);
  }
});

test("an origin is read from an address, or there is none", () => {
  expect(originOf("https://quoin.example/a?b#c")).toBe("https://quoin.example");
  expect(originOf("data:text/plain,x")).toBeNull();
  expect(originOf("quoin")).toBeNull();
});
