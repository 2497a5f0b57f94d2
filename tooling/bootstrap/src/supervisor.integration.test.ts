import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "@quoin/db/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSteps } from "../door/steps.mjs";
import { answersInTime } from "./readiness.ts";
import type { Settings } from "./settings.ts";
import { supervise } from "./supervisor.ts";

// Apps in miniature: they answer, write into a log, and can be told to die.
const site = `
  import { createServer } from "node:http";
  const port = Number(process.env[process.cwd().endsWith("web") ? "WEB_PORT" : "ADMIN_PORT"]);
  const server = createServer((request, response) => {
    if (request.url === "/die") process.exit(3);
    if (request.url === "/env") response.end(JSON.stringify(process.env));
    else response.end("ok " + process.pid);
  }).listen(port);
  console.log(JSON.stringify({ level: "warn", message: "a word of warning" }));
  process.on("SIGTERM", () => { server.close(() => process.exit()); server.closeAllConnections(); });
`;
const worker = `
  const timer = setInterval(() => {}, 1000);
  process.on("SIGTERM", () => clearInterval(timer));
`;

let root: string;
let database: TestDatabase;
let settings: Settings;
let shown: string;
let stop: AbortController;
let running: Promise<void> | undefined;

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), "quoin supervisor "));
  for (const app of ["web", "admin", "worker"]) {
    mkdirSync(path.join(root, "apps", app, "src"), { recursive: true });
    writeApp(app, app === "worker" ? worker : site);
  }
  database = await createTestDatabase();
  const [webPort, adminPort] = [await freePort(), await freePort()];
  settings = {
    webPort,
    adminPort,
    webUrl: `http://localhost:${webPort}`,
    adminUrl: `http://localhost:${adminPort}`,
    dataDir: path.join(root, "data"),
    database: { url: database.url, migrationUrl: database.url },
    authSecret: undefined,
    owner: { email: "owner@localhost.test", password: undefined },
    seed: "none",
  };
  shown = "";
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await running?.catch(() => {});
  running = undefined;
  await database.close();
  rmSync(root, { recursive: true, force: true });
});

function writeApp(app: string, source: string): void {
  writeFileSync(path.join(root, "apps", app, "src", "main.ts"), source);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function start(): Promise<void> {
  const print = (text: string) => {
    shown += text;
  };
  // `dev`, so that nothing has to be built.
  running = supervise({
    mode: "dev",
    root,
    settings,
    env: { PATH: process.env["PATH"] ?? "", QUOIN_OWNER_PASSWORD: "not for services" },
    steps: createSteps({ write: print }),
    print,
    stop: stop.signal,
  });
  running.catch(() => {});
  return running;
}

/** Whether a process does anything; one that is dead and not yet buried does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

async function shows(pattern: RegExp): Promise<void> {
  await expect.poll(() => shown, { timeout: 20_000, interval: 50 }).toMatch(pattern);
}

const read = async (url: string) => (await fetch(url)).text();

test("everything starts, is announced, and stops when asked", async () => {
  const ended = start();
  await shows(/Stop +Ctrl-C/);
  expect(shown).toContain(settings.webUrl);
  expect(await read(settings.adminUrl)).toMatch(/^ok/);

  stop.abort();
  await ended;
  await expect(fetch(settings.webUrl)).rejects.toThrow("fetch failed");
  expect(readFileSync(path.join(settings.dataDir, "logs", "web.log"), "utf8")).toContain("warning");
});

test("services learn what they need and no more", async () => {
  void start();
  await shows(/Ctrl-C/);
  const env = JSON.parse(await read(`${settings.webUrl}/env`)) as Record<string, string>;
  expect(env).toMatchObject({
    DATABASE_URL: settings.database?.url,
    QUOIN_DATA_DIR: settings.dataDir,
    WEB_URL: settings.webUrl,
  });
  expect(env["AUTH_SECRET"]).toHaveLength(43);
  expect(env).not.toHaveProperty("QUOIN_OWNER_PASSWORD");
  expect(env).not.toHaveProperty("DATABASE_MIGRATION_URL");
});

test("a second instance on the same data folder is refused and disturbs nothing", async () => {
  void start();
  await shows(/Ctrl-C/);
  writeFileSync(
    path.join(settings.dataDir, "lock"),
    JSON.stringify({ pid: process.ppid, birth: "" }),
  );
  await expect(
    supervise({
      mode: "start",
      root,
      settings,
      env: {},
      steps: createSteps({ write: () => {} }),
      print: () => {},
      stop: new AbortController().signal,
    }),
  ).rejects.toThrow(`process ${process.ppid}`);
  expect(await read(settings.webUrl)).toMatch(/^ok/);
});

test("a service that dies is started again, alone", async () => {
  void start();
  await shows(/Ctrl-C/);
  const admin = await read(settings.adminUrl);
  await fetch(`${settings.webUrl}/die`).catch(() => {});
  await shows(/web +ended with exit code 3; starting it again/);
  expect(await answersInTime(settings.webUrl, 10_000, stop.signal)).toBe(true);
  expect(await read(settings.adminUrl)).toBe(admin);
});

test("a service that cannot start ends the start, with its last lines", async () => {
  writeApp("admin", `console.log("the reason why"); process.exit(1);`);
  await expect(start()).rejects.toMatchObject({
    message: expect.stringContaining("admin ended with exit code 1"),
    log: expect.stringContaining("the reason why"),
  });
  await expect(fetch(settings.webUrl)).rejects.toThrow("fetch failed");
});

test("a service that does not stop in time is ended, with all that it has started", async () => {
  writeApp(
    "worker",
    `import { spawn } from "node:child_process";
     const child = spawn("sleep", ["600"]);
     console.log("child " + child.pid);
     process.on("SIGTERM", () => {});
     setInterval(() => {}, 1000);`,
  );
  const ended = start();
  await shows(/worker +child \d+/);
  await shows(/Ctrl-C/);
  const child = Number(/child (\d+)/.exec(shown)?.[1]);
  const since = performance.now();
  stop.abort();
  await ended;
  expect(performance.now() - since).toBeLessThan(10_000);
  await expect.poll(() => isRunning(child)).toBe(false);
});

test("without a database it brings its own, which the services outlive by nothing", async () => {
  // Root's PostgreSQL runs under another account, which has to pass through.
  chmodSync(root, 0o755);
  settings = { ...settings, database: undefined };
  const ended = start();
  await shows(/Ctrl-C/);
  const env = JSON.parse(await read(`${settings.webUrl}/env`)) as Record<string, string>;
  const client = new URL(env["DATABASE_URL"] ?? "");
  expect(env["QUOIN_DATABASE_DRIVER"]).toBe("embedded");

  stop.abort();
  await ended;
  expect(shown).not.toContain("cut short");
  await expect(fetch(`http://${client.host}`)).rejects.toThrow("fetch failed");
});

test.runIf(process.getuid?.() === 0)(
  "a data folder that the database's account cannot enter is named, with what to do",
  async () => {
    chmodSync(root, 0o700);
    settings = { ...settings, database: undefined };
    await expect(start()).rejects.toMatchObject({
      name: "Trouble",
      message: expect.stringMatching(new RegExp(`cannot enter ${root}[^]*chmod`)),
    });
  },
);
