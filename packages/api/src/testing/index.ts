import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SessionUser } from "@quoin/auth";
import type { Db } from "@quoin/db";
import {
  categoryFactory,
  commentFactory,
  createTestDatabase,
  emptyDatabase,
  postFactory,
  tagFactory,
  userFactory,
} from "@quoin/db/testing";
import { provisionJobs } from "@quoin/jobs";
import { emptyQueue, queuedJobs } from "@quoin/jobs/testing";
import { createLogger } from "@quoin/log";
import { test as base } from "vitest";
import { systemContext } from "../call.ts";
import type { Ctx, Services, UserCtx } from "../context.ts";
import type { Settings } from "../env.ts";
import { type ApiHandler, createHandler } from "../handler.ts";
import { type Caller, createCaller } from "../root.ts";
import { type OpenServices, openServices } from "../services.ts";
import { conforming } from "./conformance.ts";

/** A publication of one test's own: real PostgreSQL, queue, cache, limits and identity, and no HTTP in front. */
export interface TestApi {
  readonly db: Db;
  readonly services: Services;
  readonly open: OpenServices;
  readonly settings: Settings;
  /** The API as HTTP meets it; throws when an answer of REST is not what its document says. */
  readonly handler: ApiHandler;
  /** Records by trait: `api.make.post().published().by(author).create()`. */
  readonly make: {
    user(): ReturnType<typeof userFactory>;
    post(): ReturnType<typeof postFactory>;
    comment(): ReturnType<typeof commentFactory>;
    category(): ReturnType<typeof categoryFactory>;
    tag(): ReturnType<typeof tagFactory>;
  };
  /** The API as somebody, or nobody, calls it; `more` puts other things into their context. */
  as(user: SessionUser | null, more?: Partial<Ctx>): Caller;
  ctx(user: null, more?: Partial<Ctx>): Ctx;
  ctx(user: SessionUser, more?: Partial<Ctx>): UserCtx;
  /** The names of the jobs that were queued, oldest first. */
  queued(): Promise<string[]>;
  /** The payloads of the jobs of one name, oldest first. */
  payloads(name: string): Promise<unknown[]>;
}

interface Publication {
  readonly open: OpenServices;
  readonly settings: Settings;
}

const web = "http://localhost:3000";
const admin = "http://localhost:3001";

async function openPublication(): Promise<Publication & { close(): Promise<void> }> {
  const database = await createTestDatabase();
  await provisionJobs({ url: database.url });
  const dataDir = await mkdtemp(join(tmpdir(), "quoin-api-"));
  const settings: Settings = {
    databaseUrl: database.url,
    databaseDriver: "pg",
    databasePoolMax: 5,
    dataDir,
    webPort: 3000,
    adminPort: 3001,
    urls: { web, admin },
    authSecret: "a-secret-for-tests-of-at-least-32-characters",
    redisUrl: undefined,
    limitsStore: "postgres",
    // A test makes more calls in a second than anybody else.
    callsLimit: 1_000_000,
    smtpUrl: undefined,
    mailFrom: "quoin@localhost",
    oidc: undefined,
    logLevel: "silent",
    trustedProxies: [],
    production: false,
  };
  const log = createLogger({ name: "test", level: "silent" });
  const open = await openServices(settings, { name: "test", log });
  return {
    open,
    settings,
    async close() {
      await open.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function testApi({ open, settings }: Publication): TestApi {
  const { services } = open;
  const { db } = services;
  const ctx = (user: SessionUser | null, more: Partial<Ctx> = {}) => ({
    ...systemContext(services, "test-request"),
    address: "192.0.2.1",
    credential: user ? ("cookie" as const) : ("none" as const),
    ...more,
    user,
  });
  return {
    db,
    services,
    open,
    settings,
    handler: conforming(createHandler(open)),
    make: {
      user: () => userFactory(db),
      post: () => postFactory(db),
      comment: () => commentFactory(db),
      category: () => categoryFactory(db),
      tag: () => tagFactory(db),
    },
    as: (user, more) => createCaller(ctx(user, more)),
    // Safe: the overloads say that a context with a user comes of a user.
    ctx: ctx as TestApi["ctx"],
    queued: async () => (await queuedJobs(db)).map(({ name }) => name),
    payloads: async (name) =>
      (await queuedJobs(db)).filter((job) => job.name === name).map(({ payload }) => payload),
  };
}

/** Vitest's `test` with an API: one publication a file, emptied before each test. */
export const test = base.extend<{ api: TestApi; publication: Publication }>({
  publication: [
    // eslint-disable-next-line no-empty-pattern -- vitest reads the names in the braces
    async ({}, use) => {
      const publication = await openPublication();
      await use(publication);
      await publication.close();
    },
    { scope: "file" },
  ],
  api: async ({ publication }, use) => {
    const { db, cache } = publication.open.services;
    await emptyDatabase(db);
    await emptyQueue(db);
    await cache.clear();
    await use(testApi(publication));
  },
});
