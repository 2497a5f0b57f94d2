import * as fc from "fast-check";
import { expect, test } from "vitest";
import { withoutParameters } from "./database-error.ts";
import { createLogger, scrubFields, scrubText } from "./index.ts";

const statement = 'insert into "posts" ("title", "body") values ($1, $2)';

/** In the form of drizzle's own: the statement and its parameters in the message, the stack and as fields. */
class FailedQuery extends Error {
  readonly query = statement;
  readonly params: readonly unknown[];
  constructor(params: readonly unknown[], cause?: Error) {
    super(`Failed query: ${statement}\nparams: ${String(params)}`, cause && { cause });
    this.params = params;
  }
}

/** In the form of the driver's own. */
const said = (code: string, message: string) =>
  Object.assign(new Error(message), {
    severity: "ERROR",
    code,
    table: "users",
    constraint: "users_email_key",
    detail: "Failing row contains (the-secret).",
    hint: "Perhaps the-secret.",
    where: "unnamed portal parameter $1 = 'the-secret'",
    internalQuery: "select 'the-secret'",
  });

/** The one line that logging this makes. */
function lineOf(...given: [object, string?]): string {
  const lines: string[] = [];
  const log = createLogger({
    name: "test",
    destination: { write: (line) => void lines.push(line) },
  });
  log.error(...given);
  return lines.join("");
}

test("of a failed statement the line has statement, cause and stack, and no parameter", () => {
  const cause = said("23505", 'duplicate key value violates unique constraint "users_email_key"');
  const error = new FailedQuery(
    ["$argon2id$the-secret", "A text.\n    at the-secret (x.ts:1)"],
    cause,
  );
  const lines = [
    lineOf(error),
    lineOf({ err: error }),
    lineOf({ err: error }, "call failed"),
    lineOf({ err: new Error("wrapped", { cause: error }) }),
    lineOf({ err: new AggregateError([error], `all failed: ${error.message}`) }),
    lineOf({ detail: error.message, output: { message: String(error) } }, error.message),
    lineOf({ err: JSON.stringify({ message: error.message }) }),
  ];
  for (const line of lines) {
    expect(line).not.toMatch(/argon2id|the-secret|A text/);
  }
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({
    message: `Failed query: ${statement}`,
    err: {
      message: `Failed query: ${statement}`,
      stack: expect.stringMatching(/\n +at .*database-error\.test\.ts/),
      cause: { code: "23505", table: "users", constraint: "users_email_key" },
    },
  });
});

test.each([
  [
    "22P02",
    'invalid input syntax for type uuid: "the-secret"',
    "invalid input syntax for type uuid",
  ],
  [
    "22003",
    'value "the-secret" is out of range for type integer',
    "is out of range for type integer",
  ],
  ["42601", 'syntax error in tsquery: "the-secret\n"&"', "syntax error in tsquery"],
  ["42P01", 'relation "posts" does not exist', 'relation \\"posts\\" does not exist'],
])("what PostgreSQL says with %s is written without values", (code, message, kept) => {
  for (const line of [lineOf(said(code, message)), lineOf({ err: said(code, message) })]) {
    expect(line).not.toContain("the-secret");
    expect(line).toContain(kept);
    expect(line).toContain("users_email_key");
  }
});

test("other errors keep their fields and words", () => {
  const error = Object.assign(new Error('no "file" here'), { code: "ENOENT", detail: "path" });
  expect(scrubFields({ error })).toMatchObject({
    error: { message: 'no "file" here', code: "ENOENT", detail: "path" },
  });
  expect(scrubText("query string\nparams: a=b")).toBe("query string\nparams: a=b");
});

test("whatever the parameters are, nothing of them is written", () => {
  const anyParameters = fc.array(
    fc.string({ minLength: 8 }).map((text) => `§${text}§`),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(anyParameters, (parameters) => {
      const error = new FailedQuery(parameters);
      expect(lineOf({ err: error })).not.toContain("§");
      expect(withoutParameters(error.message)).toBe(`Failed query: ${statement}`);
    }),
  );
});

test("a statement of a thousand rows is cut, and its stack is kept", () => {
  const error = new FailedQuery(["the-secret"]);
  const long = error.message.replace("\nparams", `${", ($1, $2)".repeat(2_000)}\nparams`);
  error.stack = (error.stack ?? "").replace(error.message, long);
  error.message = long;
  const { err } = JSON.parse(lineOf({ err: error })) as { err: { message: string; stack: string } };
  expect(err.message).toHaveLength(2_001);
  expect(err.stack).toMatch(/\n +at /);
  expect(JSON.stringify(err)).not.toContain("the-secret");
});
