import { expect, test } from "vitest";
import { inertPolicy, pagePolicy, securityHeaders } from "./headers.ts";

function directives(policy: string): Record<string, string[]> {
  const parts = policy.split("; ").map((part) => part.split(" "));
  return Object.fromEntries(parts.map(([name = "", ...values]) => [name, values]));
}

test("a page runs its own files and the scripts that are named, nothing inline", () => {
  const policy = directives(pagePolicy({ scriptHashes: ["sha256-abc="], nonce: "xyz" }));
  expect(policy["script-src"]).toEqual(["'self'", "'nonce-xyz'", "'sha256-abc='"]);
  expect(policy["style-src"]).toEqual(["'self'"]);
  expect(policy["object-src"]).toEqual(["'none'"]);
  expect(policy["base-uri"]).toEqual(["'self'"]);
  expect(policy["form-action"]).toEqual(["'self'"]);
  expect(policy["frame-ancestors"]).toEqual(["'none'"]);
  expect(pagePolicy({ secure: true })).not.toContain("unsafe");
});

test("only development may evaluate, and it alone", () => {
  expect(pagePolicy({ dev: true, nonce: "x" })).toContain("'unsafe-eval'");
  // A nonce would switch 'unsafe-inline' off again.
  expect(pagePolicy({ dev: true, nonce: "x" })).not.toContain("nonce");
});

test("http is upgraded only where https is served", () => {
  expect(pagePolicy({ secure: true })).toContain("upgrade-insecure-requests");
  expect(pagePolicy({ secure: false })).not.toContain("upgrade-insecure-requests");
  expect(securityHeaders({ secure: true })).toHaveProperty("strict-transport-security");
  expect(securityHeaders({ secure: false })).not.toHaveProperty("strict-transport-security");
});

test("what is not a page loads nothing", () => {
  expect(directives(inertPolicy)["default-src"]).toEqual(["'none'"]);
});
