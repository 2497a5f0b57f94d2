import { createServer, type Server } from "node:http";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expectWithinSecond } from "../src/freshness.ts";
import { mailsTo } from "../src/mail.ts";
import {
  ownerClient,
  type RunningPublication,
  startPublication,
  startSupervisor,
} from "../src/publication.ts";
import { cutListeners, databaseAnswers, ownDatabaseOf, serviceOf } from "../src/service.ts";
import { expect, test, word } from "../src/test.ts";

test.describe.configure({ mode: "serial", timeout: 600_000 });

// These look into the system's table of processes, which every system keeps in another way.
const onLinux = process.platform === "linux";

/** What the web app has logged as its own failures, for whoever looks for the reason. */
function errorsOf({ dataDir }: RunningPublication): string {
  return readFileSync(path.join(dataDir, "logs", "web.log"), "utf8")
    .split("\n")
    .filter((line) => !/"level":"(?:info|debug)"/.test(line))
    .slice(-40)
    .join("\n");
}

test("a port in use is named, with the way to choose another", async () => {
  const taken: Server = createServer((_request, response) => response.end("somebody else"));
  await new Promise<void>((done) => taken.listen(0, done));
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-e2e-"));
  try {
    const supervisor = startSupervisor({
      WEB_PORT: String(port),
      QUOIN_DATA_DIR: path.join(folder, "data"),
    });
    const { code } = await supervisor.ended;
    expect(code).not.toBe(0);
    expect(supervisor.output()).toContain(`Port ${port} is in use`);
    expect(supervisor.output()).toMatch(/WEB_PORT=\d+/);
    expect(await (await fetch(`http://localhost:${port}`)).text()).toBe("somebody else");
  } finally {
    await new Promise((done) => taken.close(done));
    rmSync(folder, { recursive: true });
  }
});

test.describe("a publication in trouble", () => {
  let site: RunningPublication;

  test.beforeAll(async () => {
    // More writes than an honest script makes.
    site = await startPublication({ env: { RATE_LIMIT_CALLS: "1000000" } });
  });
  test.afterAll(async () => {
    await site?.remove();
  });

  test("a second one on the same data folder is refused, and disturbs nothing", async () => {
    const second = startSupervisor({
      WEB_PORT: "1",
      ADMIN_PORT: "2",
      QUOIN_DATA_DIR: site.dataDir,
    });
    const { code } = await second.ended;
    expect(code).not.toBe(0);
    expect(second.output()).toContain(`process ${site.process.pid}`);
    expect(second.output()).toContain("QUOIN_DATA_DIR=");
    expect((await fetch(`${site.webUrl}/readyz`)).status).toBe(200);
  });

  test("a worker that is killed among mails sends each of them once", async () => {
    test.skip(!onLinux, "needs /proc");
    const api = ownerClient(site);
    const mark = word();
    const addresses = Array.from({ length: 60 }, (_, index) => `${mark}.${index}@example.com`);
    const sent = async () => (await mailsTo(site, mark, /./)).length;
    const outbox = path.join(site.dataDir, "outbox");
    const files = () => (existsSync(outbox) ? readdirSync(outbox).length : 0);
    const before = serviceOf(site, "worker");
    expect(before).toBeDefined();
    // Held until all of them wait, and killed at the first one written: with the others in its hands,
    // however quick the machine is.
    process.kill(before!, "SIGSTOP");
    for (let from = 0; from < addresses.length; from += 20) {
      await api.user.create.mutate(
        addresses.slice(from, from + 20).map((email) => ({ name: "Somebody", email })),
      );
    }
    const already = files();
    process.kill(before!, "SIGCONT");
    await expect.poll(files, { intervals: [1], timeout: 60_000 }).toBeGreaterThan(already);
    process.kill(before!, "SIGKILL");
    expect(await sent()).toBeLessThan(addresses.length);

    await expect.poll(() => serviceOf(site, "worker"), { timeout: 60_000 }).not.toBe(before);
    await expect.poll(sent, { intervals: [500], timeout: 240_000 }).toBe(addresses.length);
    const mails = await mailsTo(site, mark, /./);
    expect(mails.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  });

  test("a web app that is killed comes back by itself, and the others stay", async () => {
    test.skip(!onLinux, "needs /proc");
    const before = serviceOf(site, "web");
    const admin = serviceOf(site, "admin");
    process.kill(before!, "SIGKILL");
    await expect
      .poll(async () => (await fetch(`${site.webUrl}/`).catch(() => undefined))?.status, {
        timeout: 60_000,
      })
      .toBe(200);
    expect(serviceOf(site, "web")).not.toBe(before);
    expect(serviceOf(site, "admin")).toBe(admin);
    expect(site.output()).toMatch(/web +was ended by SIGKILL; starting it again/);
  });

  test("what is published while nobody hears of changes shows within a second all the same", async () => {
    test.skip(!onLinux || !site.ownDatabase, "needs /proc, and a database whose address it tells");
    const api = ownerClient(site);
    const { url } = ownDatabaseOf(site);
    for (let round = 0; round < 6; round++) {
      const [post] = await api.post.create.mutate([{ title: `Unheard ${word()}`, body: "x" }]);
      await (await fetch(site.webUrl)).text();
      // Before, while and after they are away: where it strikes is chance.
      await Promise.all([cutListeners(url), api.post.publish.mutate({ ids: [post!.id] })]);
      await expectWithinSecond(
        site.webUrl,
        ({ body }) => body.includes(post!.slug),
        "what nobody heard of",
      );
    }
  });

  test("PostgreSQL killed under writes loses nothing that was acknowledged, and all heals", async () => {
    test.skip(!onLinux || !site.ownDatabase, "needs /proc, and a database that may be killed");
    const api = ownerClient(site);
    const { url } = ownDatabaseOf(site);
    const apps = ["web", "admin", "worker"] as const;
    const pids = apps.map((app) => serviceOf(site, app));
    const written: string[] = [];
    const enough = new AbortController();
    const writers = Array.from({ length: 4 }, async () => {
      while (!enough.signal.aborted) {
        const made = await api.post.create.mutate([{ title: `Kept ${word()}` }]).catch(() => []);
        written.push(...made.map(({ id }) => id));
        if (made.length === 0) await sleep(20);
      }
    });
    await expect.poll(() => written.length, { timeout: 60_000 }).toBeGreaterThan(40);

    // Readers are in the middle of pages when it dies. While it is away they hear so, or get what is
    // remembered.
    const answers = new Set<string>();
    const ask = async (target: string) => {
      const { status, body } = await fetch(site.webUrl + target);
      await body?.cancel();
      answers.add(`${target} ${status}`);
      return status;
    };
    const targets = ["/", "/readyz", "/search?q=ladder", "/search?q=lader", "/tags?x", "/sign-in"];
    const readers = targets.map(async (target) => {
      while (!enough.signal.aborted) await ask(target);
    });
    await expect.poll(() => answers.size).toBeGreaterThanOrEqual(targets.length);
    // Whoever asks two seconds after its return, or sooner, is answered.
    const healed = async (target: string, since: number) => {
      for (;;) {
        const isLast = performance.now() >= since + 2_000;
        if ((await ask(target)) === 200) return;
        if (isLast) throw new Error(`${target} does not answer two seconds after the database`);
        await sleep(50);
      }
    };

    // More than once: where it strikes is chance.
    for (let round = 0; round < 3; round++) {
      process.kill(ownDatabaseOf(site).pid, "SIGKILL");
      const acknowledged = written.length;
      await expect
        .poll(() => databaseAnswers(url), { timeout: 60_000, intervals: [50] })
        .toBe(true);
      const since = performance.now();
      await Promise.all(
        ["/", "/readyz", "/search?q=ladder", "/sign-in"].map((target) => healed(target, since)),
      );
      await expect
        .poll(() => written.length, { timeout: 60_000 })
        .toBeGreaterThan(acknowledged + 10);
    }
    enough.abort();
    await Promise.all([...writers, ...readers]);
    expect(
      [...answers].filter((answer) => !/ (?:200|503)$/.test(answer)),
      errorsOf(site),
    ).toEqual([]);

    const kept = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = await api.post.manage.query({ q: "Kept", limit: 100, cursor });
      for (const { id } of page.items) kept.add(id);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(written.filter((id) => !kept.has(id))).toEqual([]);
    expect(apps.map((app) => serviceOf(site, app))).toEqual(pids);
    // Jobs run again as well.
    const email = `${word()}@example.com`;
    await api.user.create.mutate([{ name: "After", email }]);
    await expect
      .poll(async () => (await mailsTo(site, email, /./)).length, { timeout: 60_000 })
      .toBe(1);
  });

  test("asked to stop, it ends in time, and leaves no process and a clean database", async () => {
    const ending = await site.stop();
    expect(ending).toMatchObject({ code: 0, signal: null, survivors: [] });
    expect(ending.milliseconds).toBeLessThan(10_000);
    expect(ending.databaseClean).not.toBe(false);
    await expect(fetch(site.webUrl)).rejects.toThrow("fetch failed");
  });
});
