import fc from "fast-check";
import { expect, test } from "vitest";
import { forTerminal } from "./log-line.ts";

const line = (fields: object) => JSON.stringify({ level: 30, msg: "listening", ...fields });

test("quietly, only warnings and worse are shown", () => {
  expect(forTerminal("web", line({}), "quiet")).toBeUndefined();
  expect(forTerminal("web", line({ level: 40, msg: "slow query" }), "quiet")).toBe(
    "web     warn   slow query",
  );
});

test("an error names its cause and its request", () => {
  const fields = {
    level: 50,
    msg: "post.publish failed",
    requestId: "r-1",
    err: { message: "boom" },
  };
  expect(forTerminal("worker", line(fields), "quiet")).toBe(
    "worker  error  post.publish failed: boom (request r-1)",
  );
});

test("with everything shown, plain lines are shown as they are and blank ones are not", () => {
  expect(forTerminal("web", "  ✓ Compiled / in 120ms", "all")).toBe(
    "web       ✓ Compiled / in 120ms",
  );
  expect(forTerminal("web", "   ", "all")).toBeUndefined();
  expect(forTerminal("web", line({ level: 20 }), "all")).toBeUndefined();
});

test("no line, however odd, makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `{"level":50,"err":${json}}`),
      ),
      (text) => {
        expect(["string", "undefined"]).toContain(typeof forTerminal("web", text, "all"));
      },
    ),
  );
});
