import { expect, test } from "vitest";
import { EnvironmentError, readEnvironment, readSettings } from "./env.ts";

const needed = {
  DATABASE_URL: "postgres://quoin:geheim@localhost/quoin",
  AUTH_SECRET: "x".repeat(32),
  QUOIN_DATA_DIR: "/data",
};

test("everything has a default but what npm start fills in", () => {
  expect(readSettings(needed)).toMatchObject({
    webPort: 3000,
    adminPort: 3001,
    urls: { web: "http://localhost:3000", admin: "http://localhost:3001" },
    mailFrom: "quoin@localhost",
    logLevel: "info",
    trustedProxies: [],
    production: false,
  });
  expect(() => readSettings({})).toThrow(/DATABASE_URL, AUTH_SECRET, QUOIN_DATA_DIR/);
});

test("an empty variable is an unset one, and addresses lose their slash", () => {
  const settings = readSettings({ ...needed, WEB_PORT: "", WEB_URL: "https://blog.example/" });
  expect(settings).toMatchObject({ webPort: 3000, urls: { web: "https://blog.example" } });
});

test("another place to sign in is named whole, or not at all", () => {
  const oidc = { OIDC_ISSUER: "https://login.example", OIDC_CLIENT_ID: "quoin" };
  expect(readSettings(needed).oidc).toBeUndefined();
  expect(readSettings({ ...needed, ...oidc }).oidc).toEqual({
    issuer: "https://login.example",
    clientId: "quoin",
  });
  const named = { ...oidc, OIDC_CLIENT_SECRET: "geheim", OIDC_NAME: "Harbour" };
  expect(readSettings({ ...needed, ...named }).oidc).toMatchObject({
    clientSecret: "geheim",
    name: "Harbour",
  });
  for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID"] as const) {
    expect(() => readSettings({ ...needed, ...oidc, [name]: "" })).toThrow("together");
  }
});

test("limits are counted in Redis where there is one, unless it is said otherwise", () => {
  const redis = { REDIS_URL: "redis://localhost:6379" };
  const storeOf = (more: Record<string, string>) =>
    readSettings({ ...needed, ...more }).limitsStore;
  expect(storeOf({})).toBe("postgres");
  expect(storeOf(redis)).toBe("redis");
  expect(storeOf({ ...redis, RATE_LIMIT_STORE: "postgres" })).toBe("postgres");
  expect(storeOf({ RATE_LIMIT_STORE: "memory" })).toBe("memory");
  expect(() => storeOf({ RATE_LIMIT_STORE: "redis" })).toThrow("REDIS_URL");
  expect(() => storeOf({ RATE_LIMIT_STORE: "paper" })).toThrow("memory, postgres or redis");
});

test("how many calls there are is a whole number, or left to the default", () => {
  const callsOf = (more: Record<string, string>) => readSettings({ ...needed, ...more }).callsLimit;
  expect(callsOf({})).toBeUndefined();
  expect(callsOf({ RATE_LIMIT_CALLS: "" })).toBeUndefined();
  expect(callsOf({ RATE_LIMIT_CALLS: "50" })).toBe(50);
  for (const wrong of ["0", "-1", "1.5", "many"])
    expect(() => callsOf({ RATE_LIMIT_CALLS: wrong })).toThrow("RATE_LIMIT_CALLS");
});

test("every mistake is named at once, and no value with it", () => {
  const read = () =>
    readEnvironment({
      WEB_PORT: "70000",
      AUTH_SECRET: "short-secret",
      REDIS_URL: "http://x",
      SMTP_URL: "x",
    });
  for (const name of ["WEB_PORT", "AUTH_SECRET", "REDIS_URL", "SMTP_URL"])
    expect(read).toThrow(name);
  expect(read).not.toThrow("short-secret");
});

test("the country's header is a name in lower case", () => {
  const headerOf = (name: string) =>
    readSettings({ ...needed, COUNTRY_HEADER: name }).countryHeader;
  expect(headerOf("CF-IPCountry")).toBe("cf-ipcountry");
  expect(headerOf("")).toBeUndefined();
  expect(() => headerOf("cf ipcountry")).toThrow("COUNTRY_HEADER must be the name of a header");
});

test("proxies are a list", () => {
  const { trustedProxies } = readSettings({ ...needed, TRUSTED_PROXIES: "10.0.0.0/8, ::1 ," });
  expect(trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
});

test("a proxy is an address or a network", () => {
  const read = (TRUSTED_PROXIES: string) =>
    readSettings({ ...needed, TRUSTED_PROXIES }).trustedProxies;
  for (const good of ["127.0.0.1", "::1/128", "fd00::/8", "0.0.0.0/0", "::ffff:10.0.0.1"])
    expect(read(good)).toEqual([good]);
  expect(read("10.0.0.1 10.0.0.2")).toHaveLength(2);
  for (const bad of [
    "999",
    "10.0.0.0/33",
    "::1/129",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "fe80::1%eth0",
    "proxy.example",
    "10.0.0.1;::1",
    "1/-1",
  ]) {
    const refused = () => read(`10.0.0.1, ${bad}`);
    expect(refused, bad).toThrow(EnvironmentError);
    expect(refused, bad).toThrow("TRUSTED_PROXIES must list addresses or networks");
  }
});
