import { createLogger } from "@quoin/log";
import fc from "fast-check";
import { expect, test } from "vitest";
import { forTerminal } from "./log-line.ts";

/** The line that a service would write. */
function lineOf(write: (log: ReturnType<typeof createLogger>) => void): string {
  let line = "";
  const destination = { write: (text: string) => (line = text.trimEnd()) };
  write(createLogger({ name: "web", level: "debug", destination }));
  return line;
}

test("quietly, only warnings and worse are shown", () => {
  expect(
    forTerminal(
      "web",
      lineOf((log) => log.info("listening")),
      "quiet",
    ),
  ).toBeUndefined();
  expect(
    forTerminal(
      "web",
      lineOf((log) => log.warn("slow query")),
      "quiet",
    ),
  ).toBe("web     warn   slow query");
});

test("an error names its cause and its request", () => {
  const line = lineOf((log) =>
    log.error({ err: new Error("boom"), requestId: "r-1" }, "post.publish failed"),
  );
  expect(forTerminal("worker", line, "quiet")).toBe(
    "worker  error  post.publish failed: boom (request r-1)",
  );
  expect(
    forTerminal(
      "web",
      lineOf((log) => log.error(new Error("boom"))),
      "quiet",
    ),
  ).toBe("web     error  boom");
});

test("a request is told in a line", () => {
  const line = lineOf((log) =>
    log.info({ method: "GET", path: "/posts/a", status: 200, ms: 12.4, requestId: "r" }, "request"),
  );
  expect(forTerminal("web", line, "all")).toBe("web     info   GET /posts/a 200 in 12 ms");
  expect(forTerminal("web", " GET /posts/a 200 in 9ms (next.js: 2ms)", "all")).toBeUndefined();
});

test("with everything shown, plain lines are shown as they are, blank and very quiet ones are not", () => {
  expect(forTerminal("web", "  ✓ Compiled / in 120ms", "all")).toBe(
    "web       ✓ Compiled / in 120ms",
  );
  expect(forTerminal("web", "   ", "all")).toBeUndefined();
  expect(
    forTerminal(
      "web",
      lineOf((log) => log.debug("cache miss")),
      "all",
    ),
  ).toBeUndefined();
});

test("no line, however odd, makes it throw", () => {
  const odd = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"level":"error","err":${json}}`),
  );
  fc.assert(
    fc.property(odd, (text) => {
      expect(["string", "undefined"]).toContain(typeof forTerminal("web", text, "all"));
    }),
  );
});
