import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createLogger, type LoggerOptions, withRequest } from "./index.ts";

/** Strings with the characters that break things. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom(...Array.from('aé👋 \0\n\r\t"\\<&@.:;\u2028'), "\ud800", "\udfff"),
  }),
);

const parse = (line: string): Record<string, unknown> => JSON.parse(line);

function recorded(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ name: "test", destination, ...options });
  return { log, lines: () => lines.map(parse) };
}

test("a line is JSON with level, time, name and message", () => {
  const { log, lines } = recorded();
  log.info({ posts: 3 }, "published");
  expect(lines()).toEqual([
    {
      level: "info",
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      name: "test",
      posts: 3,
      message: "published",
    },
  ]);
});

test("every line of a request carries its id, child loggers included", async () => {
  const { log, lines } = recorded();
  await withRequest({ requestId: "request-1" }, async () => {
    log.info("one");
    await Promise.resolve();
    log.child({ part: "mail" }).warn("two");
  });
  log.info("three");
  expect(lines().map((line) => line["requestId"])).toEqual(["request-1", "request-1", undefined]);
  expect(lines()[1]).toMatchObject({ level: "warn", part: "mail" });
});

test("a line may name another request", () => {
  const { log, lines } = recorded();
  withRequest({ requestId: "request-1" }, () => log.info({ requestId: "request-2" }, "resumed"));
  expect(lines()[0]).toMatchObject({ requestId: "request-2" });
});

test("messages, fields, errors and child fields are scrubbed", () => {
  const { log, lines } = recorded();
  const err = new Error("cannot reach postgres://u:hunter2@db/quoin");
  log.child({ token: "hunter2" }).error({ err, password: "hunter2" }, "mail to jo@example.com");
  log.error(err);
  log.error({ err });
  expect(JSON.stringify(lines())).not.toMatch(/hunter2|jo@/);
  expect(lines().map((line) => line["message"])).toEqual([
    "mail to [email]",
    "cannot reach postgres://[redacted]@db/quoin",
    "cannot reach postgres://[redacted]@db/quoin",
  ]);
});

test("lines below the level are dropped", () => {
  const { log, lines } = recorded({ level: "warn" });
  for (const level of ["trace", "debug", "info", "warn", "error", "fatal"] as const)
    log[level](level);
  expect(lines().map((line) => line["level"])).toEqual(["warn", "error", "fatal"]);
});

test("silent writes nothing", () => {
  const { log, lines } = recorded({ level: "silent" });
  log.fatal("x");
  expect(lines()).toEqual([]);
});

test("any message and any fields make one line of JSON", () => {
  fc.assert(
    fc.property(anyText, fc.jsonValue(), (message, fields) => {
      const { log, lines } = recorded();
      log.info({ fields }, message);
      expect(lines()).toHaveLength(1);
    }),
  );
});
