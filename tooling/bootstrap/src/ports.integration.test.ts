import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Trouble } from "../door/trouble.mjs";
import { requireFreePorts } from "./ports.ts";

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

function occupy(host?: string): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    servers.push(server);
    server.listen({ port: 0, host }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

async function freePort(): Promise<number> {
  const port = await occupy();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

async function troubleOf(web: number, admin: number): Promise<string> {
  const wanted = [
    { variable: "WEB_PORT", port: web },
    { variable: "ADMIN_PORT", port: admin },
  ];
  try {
    await requireFreePorts(wanted, "npm start");
  } catch (error) {
    if (error instanceof Trouble) return error.message;
    throw error;
  }
  return "";
}

test("free ports are accepted and left free", async () => {
  const [web, admin] = [await freePort(), await freePort()];
  expect(await troubleOf(web, admin)).toBe("");
  expect(await troubleOf(web, admin)).toBe("");
});

test.each([undefined, "127.0.0.1", "::1"])(
  "a port that is taken on %s is named, with a free one to choose instead",
  async (host) => {
    const taken = await occupy(host);
    const message = await troubleOf(taken, await freePort());
    expect(message).toContain(`Port ${taken} is in use`);
    expect(message).not.toContain("ADMIN_PORT");
    const choice = Number(/WEB_PORT=(\d+) npm start/.exec(message)?.[1]);
    expect(await troubleOf(choice, await freePort())).toBe("");
  },
);

test("both ports are named when both are taken, with two different choices", async () => {
  const message = await troubleOf(await occupy(), await occupy());
  const [, web, admin] = /WEB_PORT=(\d+) ADMIN_PORT=(\d+) npm start/.exec(message) ?? [];
  expect(web).toBeDefined();
  expect(admin).not.toBe(web);
});
