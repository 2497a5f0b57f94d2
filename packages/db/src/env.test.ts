import fc from "fast-check";
import { expect, test } from "vitest";
import { driverFor, readDatabaseEnv } from "./env.ts";

test("reads what is set, and takes an empty variable for an unset one", () => {
  expect(readDatabaseEnv({})).toEqual({});
  expect(readDatabaseEnv({ DATABASE_URL: "", QUOIN_DATABASE_DRIVER: "", OTHER: "x" })).toEqual({});
  expect(
    readDatabaseEnv({
      DATABASE_URL: "postgresql://app:p%40ss@db.example.test/quoin",
      DATABASE_MIGRATION_URL: "postgres://owner@db.example.test/quoin",
      QUOIN_DATABASE_DRIVER: "neon",
      DATABASE_POOL_MAX: "25",
    }),
  ).toEqual({
    url: "postgresql://app:p%40ss@db.example.test/quoin",
    migrationUrl: "postgres://owner@db.example.test/quoin",
    driver: "neon",
    max: 25,
  });
});

test("names every bad variable, and never its value", () => {
  const env = {
    DATABASE_URL: "mysql://root:hunter2@localhost/x",
    QUOIN_DATABASE_DRIVER: "oracle",
    DATABASE_POOL_MAX: "0",
  };
  expect(() => readDatabaseEnv(env)).toThrow(
    /DATABASE_URL.*QUOIN_DATABASE_DRIVER.*DATABASE_POOL_MAX/,
  );
  expect(() => readDatabaseEnv(env)).not.toThrow(/hunter2/);
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (secret) => {
      try {
        readDatabaseEnv({ DATABASE_URL: `x${secret}` });
        expect.unreachable();
      } catch (error) {
        expect(String(error)).toBe(
          "Error: The environment is not usable: DATABASE_URL must look like postgres://user:password@host:5432/name",
        );
      }
    }),
  );
});

test.each([
  ["postgres://a:b@ep-cool-1.eu-central-1.aws.neon.tech/quoin", "neon"],
  ["postgres://a:b@db.localhost/quoin", "pg"],
  ["postgres://a:b@neon.tech.example.test/quoin", "pg"],
  ["postgres://a:b@127.0.0.1:5432/neon.tech", "pg"],
] as const)("%s means %s", (url, driver) => {
  expect(driverFor(url)).toBe(driver);
  expect(driverFor(url, "embedded")).toBe("embedded");
});
