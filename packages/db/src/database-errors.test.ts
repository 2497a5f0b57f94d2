import { DrizzleQueryError } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  constraintOf,
  DatabaseUnavailableError,
  isConnectionLoss,
  isContended,
  isForeignKeyViolation,
  isOutOfTime,
  isUnavailable,
  isUniqueViolation,
  isUnstorable,
  sqlStateOf,
  summarizeDatabaseError,
  withoutPasswords,
} from "./database-errors.ts";

const fromServer = (code: string, more: object = {}) =>
  Object.assign(new Error("said the server"), { code, severity: "ERROR", ...more });
const wrapped = (cause: Error) =>
  new DrizzleQueryError("insert into users", ["ann@example.test", "hash"], cause);

describe("what PostgreSQL refused", () => {
  test("is seen through every wrapper", () => {
    const duplicate = fromServer("23505", { constraint: "users_email_key", table: "users" });
    for (const error of [
      duplicate,
      wrapped(duplicate),
      new Error("outer", { cause: wrapped(duplicate) }),
    ]) {
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, "users_email_key")).toBe(true);
      expect(isUniqueViolation(error, "users_handle_key")).toBe(false);
      expect(isForeignKeyViolation(error)).toBe(false);
      expect(constraintOf(error)).toBe("users_email_key");
      expect(sqlStateOf(error)).toBe("23505");
      expect(isUnavailable(error)).toBe(false);
    }
  });

  test("is told apart by kind", () => {
    expect(isForeignKeyViolation(wrapped(fromServer("23503")))).toBe(true);
    expect(isContended(wrapped(fromServer("40001")))).toBe(true);
    expect(isContended(wrapped(fromServer("40P01")))).toBe(true);
    expect(isContended(wrapped(fromServer("55P03")))).toBe(true);
    expect(isContended(wrapped(fromServer("23505")))).toBe(false);
    expect(isUnstorable(wrapped(fromServer("22021")))).toBe(true);
    expect(isUnstorable(wrapped(fromServer("42601")))).toBe(false);
    expect(isOutOfTime(wrapped(fromServer("57014")))).toBe(true);
    expect(isOutOfTime(wrapped(fromServer("57P01")))).toBe(false);
  });
});

describe("a connection that is not there", () => {
  test.each(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "57P01", "57P03", "08006"])(
    "%s is unavailable and worth another try",
    (code) => {
      const error = wrapped(fromServer(code));
      expect(isUnavailable(error)).toBe(true);
      expect(isConnectionLoss(error)).toBe(true);
    },
  );

  test.each(["Query read timeout", "timeout exceeded when trying to connect"])(
    "%s is unavailable, and has waited long enough",
    (message) => {
      expect(isUnavailable(wrapped(new Error(message)))).toBe(true);
      expect(isConnectionLoss(wrapped(new Error(message)))).toBe(false);
    },
  );

  test.each([
    "Connection terminated unexpectedly",
    "fetch failed",
    "Error connecting to database: x",
  ])("%s is unavailable", (message) =>
    expect(isUnavailable(wrapped(new Error(message)))).toBe(true),
  );

  test("too many connections are no reason to open another at once", () => {
    expect(isUnavailable(fromServer("53300"))).toBe(true);
    expect(isConnectionLoss(fromServer("53300"))).toBe(false);
  });

  test("is known by its name, also from another bundle, and with one error for each address", () => {
    expect(isUnavailable(new DatabaseUnavailableError("silent"))).toBe(true);
    expect(isUnavailable({ name: "DatabaseUnavailableError", message: "" })).toBe(true);
    expect(isUnavailable(new AggregateError([fromServer("ECONNREFUSED")]))).toBe(true);
  });

  test("is nothing that someone's own error could be taken for", () => {
    for (const error of [
      undefined,
      null,
      "57P01",
      new Error("boom"),
      { code: 57 },
      new TypeError("x"),
    ]) {
      expect(isUnavailable(error)).toBe(false);
      expect(sqlStateOf(error)).toBeUndefined();
    }
    const loop = new Error("loop");
    loop.cause = loop;
    expect(isUnavailable(loop)).toBe(false);
  });
});

describe("what may be logged", () => {
  test("says what failed, and neither statement nor values", () => {
    const error = wrapped(
      fromServer("23505", {
        constraint: "users_email_key",
        table: "users",
        detail: "Key (email)=(ann@example.test) already exists.",
      }),
    );
    expect(summarizeDatabaseError(error)).toEqual({
      message: "said the server",
      code: "23505",
      constraint: "users_email_key",
      table: "users",
    });
    expect(
      JSON.stringify(summarizeDatabaseError(new DrizzleQueryError("select", ["ann@example.test"]))),
    ).not.toContain("ann");
  });

  test("says of a value only that it is wrong", () => {
    const said = (code: string, message: string) =>
      summarizeDatabaseError(wrapped(Object.assign(new Error(message), { code }))).message;
    expect(said("22P02", 'invalid input syntax for type uuid: "ann\n"s secret"')).toBe(
      'invalid input syntax for type uuid: "…"',
    );
    expect(said("42601", 'syntax error in tsquery: "secret &"')).toBe(
      'syntax error in tsquery: "…"',
    );
    const name = 'relation "posts" does not exist';
    expect(said("42P01", name)).toBe(name);
  });

  test("blanks passwords in addresses", () => {
    expect(withoutPasswords("no postgres://quoin:s3c:r3t@db:5432/x or wss://a:b@h")).toBe(
      "no postgres://quoin:***@db:5432/x or wss://a:***@h",
    );
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const password = fc.string({ minLength: 3, maxLength: 20 }).map(encodeURIComponent);
    fc.assert(
      fc.property(name, password, name, (user, secret, host) => {
        expect(withoutPasswords(`cannot reach postgres://${user}:${secret}@${host}/db`)).toBe(
          `cannot reach postgres://${user}:***@${host}/db`,
        );
      }),
    );
  });
});
