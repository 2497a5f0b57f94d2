import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = (port: number) => `
import { createLogger } from ${JSON.stringify(import.meta.resolve("@quoin/log"))};
import { runApp, serveApp } from ${JSON.stringify(new URL("index.ts", import.meta.url).href)};
const log = createLogger({ name: "child" });
const handler = async (req, res) => {
  if (req.url === "/reject") void Promise.reject(new Error("forgotten"));
  if (req.url === "/crash") setTimeout(() => { throw new Error("crashed"); }, 1);
  if (req.url === "/slow") await new Promise((resolve) => setTimeout(resolve, 300));
  res.end("done");
};
await runApp(
  () => serveApp({
    next: () => ({ prepare: async () => {}, getRequestHandler: () => handler, close: async () => {} }),
    dir: ".", port: ${port}, hostname: "127.0.0.1", publicUrl: "http://localhost", log,
    api: async () => new Response("ok"), sessionCookieNames: [], portVariable: "WEB_PORT",
  }),
  { log, onClosed: async () => log.info("services closed") },
);`;

let dir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "quoin-run-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(dir, { recursive: true });
});

async function start(port = 0) {
  const file = join(dir, "main.mjs");
  await writeFile(file, program(port));
  const child = fork(file, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  children.push(child);
  const exited = once(child, "exit").then(([code]: unknown[]) => code);
  const out: string[] = [];
  const stderr = child.stderr ? readText(child.stderr) : Promise.resolve("");
  const listening = Promise.withResolvers<number>();
  child.stdout?.on("data", (chunk: Buffer) => {
    out.push(String(chunk));
    const port = /"port":(\d+)/.exec(out.join(""))?.[1];
    if (port) listening.resolve(Number(port));
  });
  return { child, exited, stderr, listening: listening.promise, out: () => out.join("") };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s answers what has begun, then ends well",
  async (signal) => {
    const app = await start();
    const port = await app.listening;
    const slow = fetch(`http://127.0.0.1:${port}/slow`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    app.child.kill(signal);
    app.child.kill(signal);
    expect(await (await slow).text()).toBe("done");
    expect(await app.exited).toBe(0);
    expect(app.out()).toContain("services closed");
  },
);

test("it ends when the process that started it is gone", async () => {
  const app = await start();
  await app.listening;
  app.child.disconnect();
  expect(await app.exited).toBe(0);
});

test("a port in use ends it with one line that helps", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const app = await start(port);
  expect(await app.exited).toBe(69);
  expect(await app.stderr).toBe(
    `Port ${port} is in use by another program. Stop that, or choose another port with WEB_PORT.\n`,
  );
  other.close();
});

test("a forgotten promise is logged and ends nothing", async () => {
  const app = await start();
  const port = await app.listening;
  await fetch(`http://127.0.0.1:${port}/reject`);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  expect(app.out()).toContain("unhandled rejection");
});

test("what nobody catches is logged before the process ends", async () => {
  const app = await start();
  const port = await app.listening;
  await fetch(`http://127.0.0.1:${port}/crash`);
  expect(await app.exited).toBe(1);
  expect(app.out()).toContain("uncaught exception");
});
