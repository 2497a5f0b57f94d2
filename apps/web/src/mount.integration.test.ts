import type { IncomingMessage, ServerResponse } from "node:http";
import { door } from "@quoin/api/door";
import { test } from "@quoin/api/testing";
import { serveApp } from "@quoin/server";
import { expect, vi } from "vitest";
import * as api from "./app/api/[...path]/route.ts";
import * as health from "./app/healthz/route.ts";
import * as ready from "./app/readyz/route.ts";
import { openTestDoor } from "./testing/publication.ts";

vi.mock("server-only", () => ({}));

const input = encodeURIComponent(JSON.stringify({ json: {} }));

/** What is asked, and of which Next route. */
const questions = [
  ["GET", "/healthz", health.GET],
  ["GET", "/readyz", ready.GET],
  ["GET", "/api/trpc/settings.get", api.GET],
  ["GET", `/api/trpc/post.list?input=${input}`, api.GET],
  ["GET", `/api/trpc/post.manage?input=${input}`, api.GET],
  ["GET", "/api/trpc/no.such", api.GET],
  ["GET", "/api/auth/no-such", api.GET],
  ["GET", "/api/nowhere", api.GET],
  ["POST", "/api/trpc/post.create", api.POST],
  ["PUT", "/api/nowhere", api.PUT],
] as const;

/** What two answers to one question share; ids and times differ. */
async function gist(answer: Response) {
  const body = (await answer.text())
    .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
    .replaceAll(/"timestamp":"[^"]*"/g, '"timestamp":""');
  return { status: answer.status, type: answer.headers.get("content-type"), body };
}

test("the API answers alike in front of Next and as routes of Next", async ({
  api: publication,
}) => {
  await openTestDoor(publication);
  await publication.make.post().published().create();
  const served = await serveApp({
    next: () => ({
      prepare: async () => {},
      getRequestHandler: () => (_req: IncomingMessage, res: ServerResponse) => void res.end("Next"),
      close: async () => {},
    }),
    dir: import.meta.dirname,
    port: 0,
    hostname: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    api: door().handler,
    log: publication.services.log,
    sessionCookieNames: door().sessionCookieNames,
  });
  try {
    for (const [method, path, route] of questions) {
      const init = {
        method,
        headers: { origin: "http://localhost:3000", "content-type": "application/json" },
        ...(method !== "GET" && { body: '{"json":[]}' }),
      };
      const inFront = await gist(await fetch(`http://127.0.0.1:${served.port}${path}`, init));
      const asRoute = await gist(await route(new Request(`http://localhost:3000${path}`, init)));
      expect(asRoute, `${method} ${path}`).toEqual(inFront);
      expect(inFront.body).not.toBe("Next");
      expect(inFront.status).toBeLessThan(500);
    }
  } finally {
    await served.close();
  }
});
