import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../database.ts";
import { layoutOf } from "./embedded/folder.ts";
import { type EmbeddedOptions, type EmbeddedPostgresError, ensurePostgres } from "./embedded.ts";

const isRoot = process.getuid?.() === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-embedded-"));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

async function start(options: Partial<EmbeddedOptions> = {}) {
  const settings = { fsync: "off" };
  const server = await ensurePostgres({ dataDir: path.join(folder, "db"), settings, ...options });
  onTestFinished(async () => {
    await server.stop();
  });
  return server;
}

async function withDb<Result>(url: string, statement: string): Promise<Result[]> {
  const handle = openDatabase({ url, max: 1 });
  try {
    return (await handle.db.execute(sql.raw(statement))).rows as Result[];
  } finally {
    await handle.close();
  }
}

function shell(script: string): void {
  execFileSync("sh", ["-c", script], { stdio: "ignore" });
}

const failure = (options: Partial<EmbeddedOptions> = {}) =>
  start(options).then(
    () => expect.unreachable("it started"),
    (error: unknown) => error as EmbeddedPostgresError,
  );

test("is a real PostgreSQL 18 on this machine alone, with the extensions we build on", async () => {
  const server = await start({ settings: {} });
  expect(server.started).toBe(true);
  const [answer] = await withDb<Record<string, unknown>>(
    server.url,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('listen_addresses') as on,
       current_setting('fsync') as fsync, current_setting('TimeZone') as zone, current_setting('server_encoding') as encoding,
       (select count(*)::int from pg_available_extensions where name in ('pg_trgm', 'unaccent', 'citext')) as extensions`,
  );
  expect(answer).toEqual({
    major: 18,
    on: "127.0.0.1",
    fsync: "on",
    zone: "UTC",
    encoding: "UTF8",
    extensions: 3,
  });
  expect(statSync(layoutOf(server.dataDir).password).mode & 0o077).toBe(0);
  expect(new URL(server.url).password.length).toBeGreaterThan(20);
  const guessing = new URL(server.url);
  guessing.password = "quoin";
  await expect(withDb(guessing.href, "select 1")).rejects.toMatchObject({
    cause: { code: "28P01" },
  });
});

test("is joined while it runs, and keeps its rows and its port over a restart", async () => {
  const first = await start();
  await withDb(first.url, "create table kept as select 42 as n");
  const guest = await start();
  expect(guest).toMatchObject({ started: false, port: first.port, pid: first.pid, url: first.url });

  expect(await first.stop()).toEqual({ clean: true });
  expect(await guest.stop()).toEqual({ clean: true });
  const layout = layoutOf(first.dataDir);
  expect(existsSync(path.join(layout.data, "postmaster.pid"))).toBe(false);
  expect(readFileSync(layout.log, "utf8").trim()).toMatch(/database system is shut down$/);

  const second = await start();
  expect(second).toMatchObject({ started: true, port: first.port, url: first.url });
  expect(await withDb(second.url, "select n from kept")).toEqual([{ n: 42 }]);
});

test("loses nothing to kill -9, says that it is gone, and comes back on the same port", async () => {
  const server = await start();
  await withDb(server.url, "create table kept as select 42 as n");
  const gone = server.exited();
  process.kill(server.pid, "SIGKILL");
  const staysAwake = setInterval(() => {}, 100);
  await gone;
  clearInterval(staysAwake);
  const again = await start({ port: server.port });
  expect(again).toMatchObject({ started: true, url: server.url });
  expect(await withDb(again.url, "select n from kept")).toEqual([{ n: 42 }]);
  expect(await again.stop()).toEqual({ clean: true });
});

test("six processes that start at once share one server", async () => {
  const launcher = fileURLToPath(new URL("embedded.ts", import.meta.url));
  const program = `import { ensurePostgres } from ${JSON.stringify(launcher)};
    const { port, pid, started } = await ensurePostgres({ dataDir: ${JSON.stringify(path.join(folder, "db"))} });
    console.log(JSON.stringify({ port, pid, started }));`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      output(spawn(process.execPath, ["--input-type=module", "-e", program])),
    ),
  );
  const servers = answers.map(
    (answer) => JSON.parse(answer) as { port: number; pid: number; started: boolean },
  );
  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
  expect(servers.filter(({ started }) => started)).toHaveLength(1);
  const guest = await start();
  expect(guest).toMatchObject({ started: false, pid: servers[0]?.pid });
}, 60_000);

async function output(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The child has no output");
  const [said, complained] = await Promise.all([text(stdout), text(stderr)]);
  expect(complained).toBe("");
  return said;
}

test("two folders are two servers that do not disturb each other", async () => {
  const [one, two] = await Promise.all([
    start({ dataDir: path.join(folder, "one") }),
    start({ dataDir: path.join(folder, "two") }),
  ]);
  expect(one.port).not.toBe(two.port);
  await withDb(one.url, "create table only_here ()");
  await expect(withDb(two.url, "select * from only_here")).rejects.toMatchObject({
    cause: { code: "42P01" },
  });
  await one.stop();
  expect(await withDb(two.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("starts though an unrelated process has the number that a dead server left behind", async () => {
  const server = await start();
  const file = path.join(layoutOf(server.dataDir).data, "postmaster.pid");
  const left = readFileSync(file, "utf8");
  await server.stop();
  writeFileSync(file, left.replace(/^\d+/, String(process.pid)), { mode: 0o600 });
  if (isRoot) chownSync(file, statSync(path.dirname(file)).uid, statSync(path.dirname(file)).gid);
  expect((await start()).started).toBe(true);
});

test("clears away what a killed first start left, and not what another is making", async () => {
  const [abandoned, working] = [
    path.join(folder, "db", ".new-999999-x"),
    path.join(folder, "db", `.new-${process.pid}-x`),
  ];
  for (const half of [abandoned, working]) mkdirSync(path.join(half, "data"), { recursive: true });
  await start();
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(working)).toBe(true);
});

test("settings are taken, and another free port when the last one is in use", async () => {
  const first = await start({ settings: { max_connections: "17" } });
  expect(await withDb(first.url, "show max_connections")).toEqual([{ max_connections: "17" }]);
  await first.stop();
  const other = net.createServer().listen(first.port, "127.0.0.1");
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const second = await start();
  expect(second.port).not.toBe(first.port);

  await second.stop();
  const refused = await failure({ port: first.port });
  expect(refused).toMatchObject({ name: "EmbeddedPostgresError", code: "port-taken" });
  expect(refused.message).toContain(`Port ${first.port} on 127.0.0.1 is in use`);
});

describe("says what is wrong, where, and what to do", () => {
  test("with a database of another version, which it leaves alone", async () => {
    const server = await start();
    await server.stop();
    const file = path.join(layoutOf(server.dataDir).data, "PG_VERSION");
    writeFileSync(file, "17\n");
    const error = await failure();
    expect(error.code).toBe("version-mismatch");
    expect(error.message).toContain(`${server.dataDir} holds a PostgreSQL 17 database`);
    writeFileSync(file, "18\n");
    expect((await start()).started).toBe(true);
  });

  test("with a folder that cannot be made", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const error = await failure({ dataDir: path.join(folder, "file", "db") });
    expect(error.code).toBe("folder-unreachable");
    expect(error.message).toContain(path.join(folder, "file", "db"));
  });

  test("with a cluster that is broken, pointing at the log", async () => {
    const server = await start();
    await server.stop();
    rmSync(path.join(layoutOf(server.dataDir).data, "global", "pg_control"));
    const error = await failure();
    expect(error.code).toBe("start-failed");
    expect(error.message).toContain(layoutOf(server.dataDir).log);
  });

  // What follows can only be set up by root.
  test.runIf(isRoot)("with a folder that the database's account cannot enter", async () => {
    const closed = path.join(folder, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const error = await failure({ dataDir: path.join(closed, "deep", "db") });
    expect(error.code).toBe("folder-unreachable");
    expect(error.message).toContain(`cannot enter ${closed}, which holds`);
    expect(error.remedy).toContain(`chmod o+x ${closed}`);
    chmodSync(closed, 0o711);
    expect((await start({ dataDir: path.join(closed, "deep", "db") })).started).toBe(true);
  });

  test.runIf(isRoot)(
    "with a cluster that belongs to root, and never touches a folder of other things",
    async () => {
      const server = await start();
      await server.stop();
      const { cluster } = layoutOf(server.dataDir);
      shell(`chown -R 0:0 ${cluster}`);
      const error = await failure();
      expect(error.code).toBe("folder-foreign");
      expect(error.remedy).toContain(`chown -R`);

      const full = path.join(folder, "full");
      mkdirSync(full);
      writeFileSync(path.join(full, "letter.txt"), "");
      expect((await failure({ dataDir: full })).code).toBe("folder-unreachable");
      expect(statSync(full).uid).toBe(0);
    },
  );

  test.runIf(isRoot)("with a cluster of another account, it runs as that account", async () => {
    const server = await start();
    await server.stop();
    shell(`chown -R 65534:65534 ${server.dataDir}`);
    const again = await start();
    expect(statSync(`/proc/${again.pid}`).uid).toBe(65_534);
  });

  test.runIf(isRoot && process.platform === "linux")(
    "with a full disk, at first and later",
    async (context) => {
      const disk = path.join(folder, "disk");
      mkdirSync(disk);
      try {
        shell(`mount -t tmpfs -o size=160m,mode=755 tmpfs ${disk}`);
      } catch {
        context.skip("mounting is not allowed here");
      }
      onTestFinished(() => shell(`umount -l ${disk}`));
      const filler = path.join(disk, "filler");
      const fill = (megabytes: number) =>
        shell(`head -c ${megabytes}M /dev/zero > ${filler} || true`);

      fill(150);
      const first = await failure({ dataDir: path.join(disk, "db") });
      expect(first.code).toBe("disk-full");
      expect(first.message).toContain(path.join(disk, "db"));
      expect(existsSync(path.join(disk, "db", "cluster"))).toBe(false);

      rmSync(filler);
      const server = await start({ dataDir: path.join(disk, "db") });
      await server.stop();
      fill(200);
      expect((await failure({ dataDir: path.join(disk, "db") })).code).toBe("disk-full");
      rmSync(filler);
      expect((await start({ dataDir: path.join(disk, "db") })).started).toBe(true);
    },
  );
});
