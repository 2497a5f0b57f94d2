import path from "node:path";
import { pathToFileURL } from "node:url";
import { seconds, type Steps } from "../door/steps.mjs";
import { Trouble } from "../door/trouble.mjs";
import { ensureBuild, type Build } from "./build.ts";
import { makeKey, makePassword, openDataFolder, type DataFolder } from "./data-folder.ts";
import { startDatabase, type OwnDatabase } from "./database.ts";
import { openLogFile, type LogFile } from "./log-file.ts";
import { forTerminal } from "./log-line.ts";
import { requireFreePorts } from "./ports.ts";
import { prepareDatabase } from "./preparation.ts";
import { answersInTime } from "./readiness.ts";
import { leash, startService, type Service } from "./service.ts";
import type { Settings } from "./settings.ts";
import { welcome } from "./welcome.ts";

export type Mode = "start" | "dev";

export interface SupervisorOptions {
  readonly mode: Mode;
  readonly root: string;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: Steps;
  readonly print: (text: string) => void;
  /** Aborted when everything is to stop. */
  readonly stop: AbortSignal;
}

const bootTime = { start: 60_000, dev: 180_000 };
// All of it has to fit into the ten seconds that a service manager grants.
const serviceGrace = 8_000;
const wholeGrace = 9_500;

/**
 * Runs the publication until `stop`: database, then migrations and seed, then build, then web,
 * newsroom and worker. Stops in the opposite order, the database last. Throws Trouble when something
 * does not start or keeps dying; whatever was started is stopped first.
 */
export async function supervise(options: SupervisorOptions): Promise<void> {
  const { settings, mode, steps } = options;
  const began = performance.now();
  const command = mode === "dev" ? "npm run dev" : "npm start";
  const data = openDataFolder(settings.dataDir, command);
  const running = createRunning(data, options);
  try {
    await requireFreePorts(
      [
        { variable: "WEB_PORT", port: settings.webPort },
        { variable: "ADMIN_PORT", port: settings.adminPort },
      ],
      command,
    );
    const owner = {
      email: settings.owner.email,
      password: settings.owner.password ?? data.secret("owner-password", makePassword),
    };
    const env = serviceEnv(options, data, await running.database());
    const prepared = await steps.step("Preparing the database", () =>
      prepareDatabase(
        {
          ...env,
          ...(settings.database ? { DATABASE_MIGRATION_URL: settings.database.migrationUrl } : {}),
          QUOIN_OWNER_EMAIL: owner.email,
          QUOIN_OWNER_PASSWORD: owner.password,
          QUOIN_SEED: settings.seed,
        },
        options.stop,
      ),
    );
    if (mode === "start") await running.build(env);
    if (options.stop.aborted) return;
    await steps.step("Starting web, newsroom and worker", () => running.services(env));
    if (options.stop.aborted) return;

    data.note("instance.json", {
      pid: process.pid,
      webUrl: settings.webUrl,
      adminUrl: settings.adminUrl,
    });
    const isOurs = settings.owner.password === undefined;
    options.print(
      welcome({
        mode,
        webUrl: settings.webUrl,
        adminUrl: settings.adminUrl,
        ownerEmail: owner.email,
        password: prepared.ownerCreated && isOurs ? owner.password : undefined,
        dataDir: data.path,
        root: options.root,
        elapsed: seconds(performance.now() - began),
      }),
    );
    await running.untilStopped();
  } finally {
    await running.stop();
  }
}

/** What is running, in the order in which it was started. */
function createRunning(data: DataFolder, options: SupervisorOptions) {
  const { mode, root, settings, steps, print } = options;
  const logs: LogFile[] = [];
  const services: Service[] = [];
  const failure = Promise.withResolvers<never>();
  // Awaited by whoever waits at that moment; nobody may be.
  failure.promise.catch(() => {});
  let own: OwnDatabase | undefined;
  let build: Build | undefined;

  const openLog = (name: string) => {
    const log = openLogFile(path.join(data.logs, `${name}.log`));
    logs.push(log);
    return log;
  };

  const start = (name: string, env: Readonly<Record<string, string>>) => {
    const log = openLog(name);
    const giveUp = new AbortController();
    const service = startService({
      name,
      command: process.execPath,
      args: [
        ...(mode === "dev" ? [] : heapOf(name, env)),
        "--import",
        leash(),
        "--import",
        pathToFileURL(path.join(import.meta.dirname, "lean.ts")).href,
        path.join("src", "main.ts"),
      ],
      cwd: path.join(root, "apps", name),
      env,
      log,
      onLine: (line) => {
        const text = forTerminal(name, line, mode === "dev" ? "all" : "quiet");
        if (text !== undefined) steps.note(text);
      },
      onRestart: (how, delay) => {
        steps.note(`${name.padEnd(6)}  ${how}; starting it again in ${seconds(delay)}`);
      },
      onGiveUp: (how) => {
        giveUp.abort();
        failure.reject(
          new Trouble(`${name} ${how} and is not started again. Its log is ${log.path}.`, {
            log: log.tail().join("\n"),
          }),
        );
      },
    });
    services.push(service);
    return giveUp.signal;
  };

  return {
    async database(): Promise<string> {
      if (settings.database) return settings.database.url;
      const log = openLog("database");
      own = await steps.step("Starting PostgreSQL", async (detail) => {
        const database = await startDatabase(data.postgres, (line) => log.write(line));
        if (database.joined) detail("it was running already");
        return database;
      });
      return own.url;
    },

    async build(env: Readonly<Record<string, string>>): Promise<void> {
      build = await ensureBuild({
        root,
        env,
        onWait: (pid) => steps.note(`Another run is building (process ${pid}); waiting for it.`),
        onBuild: (work) => steps.step("Building web and newsroom", work),
      });
    },

    async services(env: Readonly<Record<string, string>>): Promise<void> {
      const ports = { web: settings.webPort, admin: settings.adminPort };
      const ready = Object.entries(ports).map(async ([name, port]) => {
        const signal = AbortSignal.any([options.stop, start(name, env)]);
        const url = `http://localhost:${port}/readyz`;
        if (!(await answersInTime(url, bootTime[mode], signal)) && !signal.aborted) {
          const file = path.join(data.logs, `${name}.log`);
          throw new Trouble(`${name} did not answer ${url} in time. Its log is ${file}.`);
        }
      });
      start("worker", env);
      await Promise.race([Promise.all(ready), failure.promise]);
      for (const service of services) service.settle();
    },

    /** Resolves when `stop` is asked for, rejects when a service gives up. */
    untilStopped(): Promise<void> {
      return Promise.race([
        failure.promise,
        new Promise<void>((resolve) => {
          if (options.stop.aborted) resolve();
          else options.stop.addEventListener("abort", () => resolve(), { once: true });
        }),
      ]);
    },

    async stop(): Promise<void> {
      const began = performance.now();
      const left = () => Math.max(1_000, wholeGrace - (performance.now() - began));
      if (services.length > 0) print("\n  Stopping …\n");
      await Promise.all(services.map((service) => service.stop(serviceGrace)));
      const clean = own ? await own.stop(left()) : true;
      if (!clean) print("  PostgreSQL had to be cut short; it recovers at the next start.\n");
      build?.release();
      for (const log of logs) log.close();
      data.release();
      if (services.length > 0) print(`  Stopped after ${seconds(performance.now() - began)}\n`);
    },
  };
}

/**
 * V8 takes the memory that it finds and gives little back: by itself it makes room for 48 MB of new
 * objects in each process. A server needs some of that to be quick, the worker next to none.
 */
function heapOf(name: string, env: Readonly<Record<string, string>>): readonly string[] {
  if (name === "worker") return ["--max-semi-space-size=2", "--optimize-for-size"];
  // Who has much to serve may give more; what stands on the command line would win over it.
  if (/max[-_]old[-_]space[-_]size/.test(env["NODE_OPTIONS"] ?? "")) return [];
  return ["--max-semi-space-size=16", "--max-old-space-size=384"];
}

/** What a service finds in its environment: no more than it needs to do its work. */
function serviceEnv(
  { env, mode, settings }: SupervisorOptions,
  data: DataFolder,
  databaseUrl: string,
): Record<string, string> {
  const {
    DATABASE_MIGRATION_URL: _migration,
    QUOIN_OWNER_PASSWORD: _password,
    NODE_CHANNEL_FD: _channel,
    NODE_CHANNEL_SERIALIZATION_MODE: _serialization,
    ...rest
  } = env;
  return {
    ...rest,
    NODE_ENV: mode === "dev" ? "development" : "production",
    WEB_PORT: String(settings.webPort),
    ADMIN_PORT: String(settings.adminPort),
    WEB_URL: settings.webUrl,
    ADMIN_URL: settings.adminUrl,
    QUOIN_DATA_DIR: data.path,
    DATABASE_URL: databaseUrl,
    ...(settings.database ? {} : { QUOIN_DATABASE_DRIVER: "embedded" }),
    AUTH_SECRET: settings.authSecret ?? data.secret("auth-secret", makeKey),
  };
}
