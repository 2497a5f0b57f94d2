import { openDoor, type Settings } from "@quoin/api/server";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "./proxy.ts";

/** Nobody listens there. */
const settings: Settings = {
  databaseUrl: "postgres://quoin:quoin@127.0.0.1:9/quoin",
  databaseDriver: "pg",
  databasePoolMax: 2,
  dataDir: "/nonexistent",
  webPort: 3000,
  adminPort: 3001,
  urls: { web: "http://localhost:3000", admin: "http://localhost:3001" },
  authSecret: "a-secret-for-tests-of-at-least-32-characters",
  redisUrl: undefined,
  limitsStore: "postgres",
  smtpUrl: undefined,
  mailFrom: "quoin@localhost",
  oidc: undefined,
  logLevel: "silent",
  trustedProxies: [],
  production: false,
};

test("while the database is away pages say so, complete without script", async () => {
  const open = await openDoor(settings, { name: "web", fronted: true });
  const answer = await proxy(new NextRequest("http://localhost:3000/posts/a"));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const html = await answer.text();
  expect(html).toContain("Back in a moment");
  expect(html).not.toContain("<script");
  await open.close();
});
