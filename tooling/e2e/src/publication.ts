import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@quoin/client/node";
import { createScratchDatabase } from "./given-database.ts";
import { familyOf, freePorts, type Process, survivorsOf } from "./processes.ts";

export const repository = path.resolve(import.meta.dirname, "../../..");

/** What a test has to know of a publication that runs. */
export interface Publication {
  readonly webUrl: string;
  readonly adminUrl: string;
  readonly dataDir: string;
  readonly ownerEmail: string;
  readonly ownerPassword: string;
  /** False when it runs on a PostgreSQL that somebody else keeps. */
  readonly ownDatabase: boolean;
}

/** How a publication ended after it was asked to. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly milliseconds: number;
  /** Of its processes, those that outlived it. */
  readonly survivors: readonly Process[];
  /** Whether its database wrote everything out; null when it is not its own. */
  readonly databaseClean: boolean | null;
}

export interface RunningPublication extends Publication {
  /** The supervisor, which a person starts by `npm start`. */
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /** Asks it to end, waits, and says how it went. The data folder stays. */
  stop(): Promise<Ending>;
  /** Ends it and takes away all that it has left. */
  remove(): Promise<void>;
}

export interface PublicationOptions {
  readonly seed?: "sample" | "none";
  /** Variables on top. */
  readonly env?: Readonly<Record<string, string>>;
}

const startTimeout = 600_000;

/**
 * Starts a whole publication by the front door's own program, on free ports and a data folder of its
 * own, and waits until it says that it runs. A `DATABASE_URL` of the environment names a server to make
 * a fresh database on; without one the publication brings its own.
 */
export async function startPublication(
  options: PublicationOptions = {},
): Promise<RunningPublication> {
  const given = process.env["DATABASE_URL"];
  const database = given ? await createScratchDatabase(given) : undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-e2e-"));
  // Root's PostgreSQL runs under another account, which has to pass through.
  chmodSync(folder, 0o755);
  const dataDir = path.join(folder, "data");
  const [webPort = 0, adminPort = 0] = await freePorts(2);
  const facts: Publication = {
    webUrl: `http://localhost:${webPort}`,
    adminUrl: `http://localhost:${adminPort}`,
    dataDir,
    ownerEmail: "owner@example.com",
    ownerPassword: "correct horse battery staple",
    ownDatabase: database === undefined,
  };
  const supervisor = startSupervisor({
    WEB_PORT: String(webPort),
    ADMIN_PORT: String(adminPort),
    QUOIN_DATA_DIR: dataDir,
    QUOIN_OWNER_EMAIL: facts.ownerEmail,
    QUOIN_OWNER_PASSWORD: facts.ownerPassword,
    QUOIN_SEED: options.seed ?? "sample",
    // Every test speaks from an address of its own, so that none uses up another's limits.
    TRUSTED_PROXIES: "127.0.0.1,::1",
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...options.env,
  });
  const running: RunningPublication = {
    ...facts,
    process: supervisor.process,
    output: supervisor.output,
    stop: () => stop(supervisor, facts),
    async remove() {
      await stop(supervisor, facts);
      await database?.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await supervisor.prints(/Stop +Ctrl-C/, startTimeout);
  } catch (error) {
    await running.remove();
    throw error;
  }
  return running;
}

export interface Supervisor {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  output(): string;
  /** Waits until it has printed this. Throws with all that it printed when it ends without. */
  prints(pattern: RegExp, milliseconds: number): Promise<void>;
}

// What decides how a publication runs must not leak in from the shell of whoever runs the tests.
const ours =
  /^(QUOIN_|DATABASE_|REDIS_|S3_|SMTP_|MAIL_|AUTH_|RATE_LIMIT_|OIDC_|STRIPE_|WEB_|ADMIN_|NEXT_|TEST_|PLAYWRIGHT_|PW_|NODE_OPTIONS|LOG_LEVEL|OTEL_)/;

/** The environment of whoever tests, without any setting of Quoin, and with these. */
export function cleanEnv(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(rest), NODE_ENV: "production", ...settings };
}

/** Starts the program behind `npm start` with these settings and no others. */
export function startSupervisor(settings: Readonly<Record<string, string>>): Supervisor {
  // Not `npm start` itself: that reads a person's own `.env`.
  const main = path.join(repository, "tooling/bootstrap/src/main.ts");
  const child = spawn(process.execPath, [main, "start"], {
    cwd: repository,
    env: cleanEnv(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const watchers = new Set<() => void>();
  const notice = () => {
    for (const watch of watchers) watch();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
      notice();
    });
  }
  let hasEnded = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => {
      hasEnded = true;
      notice();
      resolve({ code, signal });
    });
  });
  return {
    process: child,
    ended,
    output: () => text,
    prints: (pattern, milliseconds) =>
      new Promise((resolve, reject) => {
        const done = (error?: Error) => {
          clearTimeout(timer);
          watchers.delete(watch);
          if (error) reject(error);
          else resolve();
        };
        const watch = () => {
          if (pattern.test(text)) done();
          else if (hasEnded) done(new Error(`It ended without saying ${pattern}:\n${text}`));
        };
        const timer = setTimeout(
          () => done(new Error(`It has not said ${pattern} in time:\n${text}`)),
          milliseconds,
        );
        watchers.add(watch);
        watch();
      }),
  };
}

async function stop(
  supervisor: Supervisor,
  { dataDir, ownDatabase }: Publication,
): Promise<Ending> {
  const { process: child, ended } = supervisor;
  const family = child.pid === undefined ? [] : familyOf(child.pid);
  const began = performance.now();
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const { code, signal } = await ended;
  const milliseconds = performance.now() - began;
  return {
    code,
    signal,
    milliseconds,
    survivors: survivorsOf(family),
    databaseClean: ownDatabase ? wasShutDown(path.join(dataDir, "postgres")) : null,
  };
}

/** Whether the last server there has written everything out and said so. */
function wasShutDown(folder: string): boolean {
  const lines = readFileSync(path.join(folder, "server.log"), "utf8").trimEnd().split("\n");
  return (
    !existsSync(path.join(folder, "cluster", "data", "postmaster.pid")) &&
    /database system is shut down/.test(lines.at(-1) ?? "")
  );
}

/** Where the command line finds the publication, and the owner's local key. */
const cliAccess = ({ dataDir }: Pick<Publication, "dataDir">) =>
  JSON.parse(readFileSync(path.join(dataDir, "cli.json"), "utf8")) as { url: string; key: string };

/** The owner's local key. */
export const ownerKey = (site: Pick<Publication, "dataDir">): string => cliAccess(site).key;

/** The API as the owner's local key opens it. */
export function ownerClient(site: Pick<Publication, "dataDir">) {
  const { url, key } = cliAccess(site);
  return createClient({ url, apiKey: key });
}
