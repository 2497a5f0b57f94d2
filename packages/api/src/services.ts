import { join } from "node:path";
import { type AuthMail, callLimits, createAuth, createLimits, createVault } from "@quoin/auth";
import { createCache } from "@quoin/cache";
import { handleOf } from "@quoin/content";
import { AuditLogs, type Db, openDatabase } from "@quoin/db";
import { pending } from "@quoin/db/migrate";
import { createJobs } from "@quoin/jobs";
import { createLogger, currentRequest, type Logger } from "@quoin/log";
import { createMailer, type Mailer, readOutbox } from "@quoin/mail";
import { openChanges } from "./changes.ts";
import type { Services } from "./context.ts";
import type { Settings } from "./env.ts";
import { authMail } from "./mails.ts";
import { createRenderer } from "./renderer/renderer.ts";
import { isSignUpOpen, publication } from "./settings/service.ts";

/** The services of a process with what its owner alone may do: ask after their health, and end them. */
export interface OpenServices {
  readonly services: Services;
  /** For the worker, the only one that sends. */
  readonly mailer: Mailer;
  /** Resolves when the database answers and has every migration; throws within 3 s otherwise. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Opens what a process needs. Connects lazily: it succeeds while the database is away, and heals. */
export async function openServices(
  settings: Settings,
  options: { name: string; log?: Logger },
): Promise<OpenServices> {
  const log = options.log ?? createLogger({ name: options.name, level: settings.logLevel });
  const database = openDatabase({
    url: settings.databaseUrl,
    ...(settings.databaseDriver && { driver: settings.databaseDriver }),
    ...(settings.databasePoolMax && { max: settings.databasePoolMax }),
    applicationName: `quoin ${options.name}`,
    onError: (error) => log.warn({ err: error }, "an idle database connection broke"),
  });
  const { db } = database;
  const outboxDir = join(settings.dataDir, "outbox");
  const mailer = createMailer({
    smtpUrl: settings.smtpUrl,
    from: settings.mailFrom,
    outboxDir,
    keepDays: settings.mailKeepDays,
  });
  const cache = createCache({
    redisUrl: settings.redisUrl,
    onError: (error) => log.warn({ err: error }, "the shared cache is away, going on without it"),
  });
  const renderer = createRenderer();
  const limits = createLimits({
    db,
    store: settings.limitsStore,
    ...(settings.callsLimit !== undefined && { limits: callLimits(settings.callsLimit) }),
    ...(settings.redisUrl && { redisUrl: settings.redisUrl }),
  });
  const changes = openChanges({
    url: settings.databaseUrl,
    driver: settings.databaseDriver,
    log,
  });
  const queue = createJobs({ db, log });
  const auth = createAuth({
    db,
    limits,
    log,
    handleOf,
    secret: settings.authSecret,
    baseUrls: settings.urls,
    cookieSecure: settings.urls.web.startsWith("https:"),
    signUpOpen: () => isSignUpOpen(db),
    ...(settings.oidc && { oidc: settings.oidc }),
    name: async () => (await publication(db, settings.urls.web)).name,
    audit: async (entry, tx) => {
      await AuditLogs.insert(tx, [{ ...entry, requestId: currentRequest()?.requestId ?? null }]);
    },
    sendMail: async (mail: AuthMail, tx: Db) => {
      const content = authMail(await publication(tx, settings.urls.web), mail, new Date());
      await queue.jobs.mailRequested.to({ to: mail.to, ...content }).enqueue(tx);
    },
  });

  let isMigrated = false;
  return {
    mailer,
    services: {
      db,
      auth,
      jobs: queue.jobs,
      cache,
      changes,
      limits,
      renderer,
      vault: createVault(settings.authSecret),
      log,
      outbox: settings.smtpUrl ? null : readOutbox(outboxDir),
      urls: settings.urls,
      now: () => new Date(),
    },
    async ready() {
      await database.ping();
      if (isMigrated) return;
      const waiting = await pending(db);
      if (waiting.length > 0) throw new Error(`${waiting.length} migrations wait to be applied`);
      isMigrated = true;
    },
    async close() {
      await changes.close();
      await Promise.allSettled([
        queue.close(),
        renderer.close(),
        mailer.close(),
        cache.close(),
        limits.close(),
      ]);
      await database.close();
    },
  };
}

const slot = Symbol.for("quoin.services");
const shared = globalThis as typeof globalThis & { [slot]?: Promise<OpenServices> };

/**
 * The services of this process, opened once. A page's bundle and the server around it each load this
 * module, and share what it opens.
 */
export const processServices = (open: () => Promise<OpenServices>): Promise<OpenServices> =>
  (shared[slot] ??= open());
