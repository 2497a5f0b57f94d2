import { connect, createServer, type Socket } from "node:net";
import { openDoor } from "@quoin/api/server";
import { test } from "@quoin/api/testing";
import { NextRequest } from "next/server";
import { expect } from "vitest";
import { proxy } from "./proxy.ts";

const ask = (path: string) => proxy(new NextRequest(`http://localhost:3000${path}`));
const goesOn = (response: Response) => response.headers.get("x-middleware-next") === "1";

/** The way to a database, which can be cut and mended; cut at first. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  const mend = (at: number) =>
    new Promise<number>((resolve) =>
      server.listen(at, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      }),
    );
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const at = await mend(0);
  await cut();
  const relayed = new URL(url);
  relayed.host = `127.0.0.1:${at}`;
  return { url: relayed.href, mend: () => mend(at), cut };
}

async function saysSo(path: string) {
  const answer = await ask(path);
  expect(answer.status, path).toBe(503);
  expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const html = await answer.text();
  expect(html).toContain("Back in a moment");
  expect(html).not.toContain("<script");
}

test("while the database is away pages say so, complete without script", async ({ api }) => {
  const way = await wayTo(api.settings.databaseUrl);
  const settings = { ...api.settings, databaseUrl: way.url };
  const open = await openDoor(settings, { name: "web", fronted: true });
  for (const path of ["/posts/a", "/archive", "/search?q=wax"]) await saysSo(path);

  await way.mend();
  for (const path of ["/archive", "/search?q=wax", "/search"])
    await expect.poll(async () => goesOn(await ask(path)), { timeout: 20_000 }).toBe(true);

  // What every page needs is remembered now; what is searched for never is.
  await way.cut();
  await saysSo("/search?q=wax");
  expect(goesOn(await ask("/search"))).toBe(true);
  expect(goesOn(await ask("/archive"))).toBe(true);
  await open.close();
});
