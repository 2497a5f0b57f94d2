import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Trouble } from "../door/trouble.mjs";
import { environment, readSettings } from "./settings.ts";

const read = (env: Record<string, string>) => readSettings(env, "/repo");

function problemsOf(env: Record<string, string>): string {
  try {
    read(env);
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
  return "";
}

test("nothing has to be set", () => {
  expect(read({})).toEqual({
    webPort: 3000,
    adminPort: 3001,
    webUrl: "http://localhost:3000",
    adminUrl: "http://localhost:3001",
    dataDir: "/repo/.quoin",
    database: undefined,
    authSecret: undefined,
    owner: { email: "owner@localhost.test", password: undefined },
    seed: "sample",
  });
});

test("an empty variable is an unset one", () => {
  const empty = {
    WEB_PORT: "",
    AUTH_SECRET: "",
    DATABASE_URL: "",
    QUOIN_DATA_DIR: "",
    SMTP_URL: "",
  };
  expect(read(empty)).toEqual(read({}));
});

test("the addresses follow the ports unless they are given", () => {
  expect(read({ WEB_PORT: "4000", ADMIN_URL: "https://desk.example.com/" })).toMatchObject({
    webPort: 4000,
    webUrl: "http://localhost:4000",
    adminUrl: "https://desk.example.com",
  });
});

test("a relative data folder starts at the repository, an absolute one does not", () => {
  expect(read({ QUOIN_DATA_DIR: "../else where" }).dataDir).toBe("/else where");
  expect(read({ QUOIN_DATA_DIR: "/var/lib/quoin" }).dataDir).toBe("/var/lib/quoin");
});

test("a given database is migrated at its own address unless another is given", () => {
  const url = "postgres://app:x@db/quoin";
  const migrationUrl = "postgres://owner:y@db/quoin";
  expect(read({ DATABASE_URL: url }).database).toEqual({ url, migrationUrl: url });
  expect(read({ DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl }).database).toEqual({
    url,
    migrationUrl,
  });
  expect(read({ DATABASE_URL: url, QUOIN_DATABASE_DRIVER: "embedded" }).database).toBeUndefined();
});

test("all problems are named at once, and no value is repeated", () => {
  const message = problemsOf({
    WEB_PORT: "70000",
    ADMIN_PORT: "port",
    WEB_URL: "https://example.com/blog",
    DATABASE_URL: "mysql://root:hunter2@db",
    AUTH_SECRET: "hunter2",
    QUOIN_SEED: "lots",
    TRUSTED_PROXIES: "999",
  });
  for (const name of [
    "WEB_PORT",
    "ADMIN_PORT",
    "WEB_URL",
    "DATABASE_URL",
    "AUTH_SECRET",
    "QUOIN_SEED",
    "TRUSTED_PROXIES",
  ])
    expect(message).toContain(name);
  expect(message).not.toContain("hunter2");
});

test("two services cannot share a port", () => {
  expect(problemsOf({ WEB_PORT: "3001" })).toMatch(/ADMIN_PORT must differ/);
});

test("a driver for a given database needs its address", () => {
  expect(problemsOf({ QUOIN_DATABASE_DRIVER: "neon" })).toMatch(/DATABASE_URL must be set/);
});

test("a port is accepted exactly when it can be listened on", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -10, max: 70_000 }).map(String), fc.string()),
      (text) => {
        const ok = /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
        const problems = problemsOf({ WEB_PORT: text, ADMIN_PORT: text === "2" ? "3" : "2" });
        expect(problems === "").toBe(ok || text === "");
      },
    ),
  );
});

test("the example names every setting, and setting all it names is accepted", () => {
  const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
  const named = Object.fromEntries(
    [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
  for (const name of Object.keys(environment.shape)) expect(named).toHaveProperty(name);
  expect(problemsOf(named)).toBe("");
});
