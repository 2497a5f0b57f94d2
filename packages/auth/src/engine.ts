import { AsyncLocalStorage } from "node:async_hooks";
import { runWithTransaction } from "@better-auth/core/context";
import {
  accounts,
  type Db,
  newId,
  sessions,
  TwoFactors,
  Users,
  users,
  verifications,
} from "@quoin/db";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { betterAuth } from "better-auth/minimal";
import { z } from "zod";
import { isBanned } from "./authenticate.ts";
import type { AuthLog } from "./contract.ts";
import { cookiePrefix } from "./cookies.ts";
import { clientAddressHeader } from "./limits.ts";
import { hashPassword, passwordLength, verifyPassword } from "./passwords.ts";

const day = 24 * 60 * 60;

/** How long a session lasts when it is not used, and how often using it extends it; seconds. */
export const sessionSeconds = { expiresIn: 30 * day, updateAge: day } as const;

export interface EngineOptions {
  readonly db: Db;
  readonly secret: string;
  readonly baseUrl: string;
  readonly cookieSecure: boolean;
  readonly trustedOrigins: readonly string[];
  readonly clock: () => Date;
  readonly log: AuthLog | undefined;
}

/** Signs in someone who has proven who they are by other means than a password. Never over HTTP. */
const openSession = createAuthEndpoint(
  "/quoin/open-session",
  { method: "POST", body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
  async (ctx) => {
    const { internalAdapter } = ctx.context;
    const user = await internalAdapter.findUserById(ctx.body.userId);
    if (!user) throw new APIError("UNAUTHORIZED", { code: "USER_NOT_FOUND" });
    const session = await internalAdapter.createSession(user.id);
    await setSessionCookie(ctx, { session, user });
    return { token: session.token };
  },
);

const ourPlugin = {
  id: "quoin",
  endpoints: { openSession },
} satisfies BetterAuthPlugin;

// A hook of better-auth is told of no transaction, and one that took a second connection while
// holding the first could wait for ever.
const current = new AsyncLocalStorage<Db>();

// Set while a session is opened for who has shown a code, or has a session and changes it.
const codeShown = new AsyncLocalStorage<true>();

const codeNeeded = z.object({ code: z.literal("CODE_NEEDED"), userId: z.string() });

/** Whose code is needed before there may be a session; null for any other error. */
export function codeNeededBy(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "APIError" || !("body" in error)) return null;
  const read = codeNeeded.safeParse(error.body);
  return read.success ? read.data.userId : null;
}

/** No session for those who may not have one, by whichever way they came. */
async function admit(engine: EngineOptions, userId: string): Promise<void> {
  const db = current.getStore() ?? engine.db;
  const [user] = await Users.select(
    db,
    { id: userId },
    { columns: ["id", "isProfile", "banned", "banExpires"] },
  );
  if (!user || user.isProfile) {
    throw new APIError("UNAUTHORIZED", { code: "INVALID_EMAIL_OR_PASSWORD" });
  }
  if (isBanned(user, engine.clock())) throw new APIError("FORBIDDEN", { code: "BANNED" });
  if (codeShown.getStore()) return;
  const [second] = await TwoFactors.select(db, { userId }, { columns: ["confirmedAt"] });
  if (second?.confirmedAt) throw new APIError("FORBIDDEN", { code: "CODE_NEEDED", userId });
}

const adapterOver = (db: Db) =>
  drizzleAdapter(db, {
    provider: "pg",
    schema: { user: users, session: sessions, account: accounts, verification: verifications },
  });

function optionsOf(engine: EngineOptions) {
  const { log } = engine;
  return {
    appName: "Quoin",
    baseURL: engine.baseUrl,
    basePath: "/api/auth",
    secret: engine.secret,
    trustedOrigins: [...engine.trustedOrigins],
    database: adapterOver(engine.db),
    advanced: {
      cookiePrefix,
      useSecureCookies: engine.cookieSecure,
      database: { generateId: newId },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    emailAndPassword: {
      enabled: true,
      // Ours asks for proof of the address before there is an account: see sign-up.ts.
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }: { hash: string; password: string }) =>
          verifyPassword(hash, password),
      },
      revokeSessionsOnPasswordReset: true,
    },
    session: { ...sessionSeconds, cookieCache: { enabled: false } },
    // A nightly job sweeps instead of every question; whoever reads the table holds no links.
    verification: { storeIdentifier: "hashed", disableCleanup: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    user: { additionalFields: { handle: { type: "string", required: true, input: false } } },
    databaseHooks: {
      // Accounts are made in accounts.ts, and nowhere else.
      user: { create: { before: async () => false as const } },
      session: {
        create: {
          before: async (session: { userId: string; userAgent?: string | null | undefined }) => {
            await admit(engine, session.userId);
            return { data: { userAgent: session.userAgent?.slice(0, 500) ?? null } };
          },
        },
      },
    },
    logger: {
      level: "error",
      log: (_level: string, message: string) => log?.error({}, message),
    },
    plugins: [ourPlugin],
  } satisfies BetterAuthOptions;
}

/** A session that was just opened, and the cookies that carry it. */
export interface OpenedSession {
  readonly token: string;
  readonly headers: Headers;
}

/**
 * better-auth over our tables: it holds passwords, sessions and cookies. What it refuses it throws
 * as an APIError with a code. Named one by one, so that its own types end here.
 */
export interface Engine {
  signIn(email: string, password: string, headers: Headers): Promise<OpenedSession>;
  /** Where the account asks for a code, only with `codeShown`; see `codeNeededBy`. */
  openSession(
    userId: string,
    headers: Headers,
    proof?: { readonly codeShown: boolean },
  ): Promise<OpenedSession>;
  /** The cookies that end the session of these headers, which is gone then. */
  signOut(headers: Headers): Promise<Headers>;
  /** The cookies that extend the session of these headers. */
  refresh(headers: Headers): Promise<Headers>;
  resetPassword(token: string, newPassword: string): Promise<void>;
  /** Ends every session and opens a new one, in the cookies returned. */
  changePassword(currentPassword: string, newPassword: string, headers: Headers): Promise<Headers>;
  /** Takes a way in off the account of a session that began within a day, by the id of its row. */
  unlink(accountId: string, headers: Headers): Promise<void>;
  /** Keeps a value under a name until then. The table holds a digest of the name. */
  keep(name: string, value: string, expiresAt: Date): Promise<void>;
  /** The value under a name; null when there is none or its time is over. */
  look(name: string): Promise<string | null>;
  /** The same, once: of several callers at the same instant, one gets it. */
  take(name: string): Promise<string | null>;
  /**
   * Runs calls of this engine and statements of our own in one transaction: all happen or none. Inside
   * another one when `db` is that.
   */
  together<Result>(work: (tx: Db) => Promise<Result>, db?: Db): Promise<Result>;
}

export function createEngine(engine: EngineOptions): Engine {
  const { api, $context } = betterAuth(optionsOf(engine));
  const returnHeaders = true;
  const store = async () => (await $context).internalAdapter;

  return {
    async signIn(email, password, headers) {
      const body = { email, password };
      const answer = await api.signInEmail({ body, headers, returnHeaders });
      return { token: answer.response.token, headers: answer.headers };
    },
    async openSession(userId, headers, proof) {
      const open = () => api.openSession({ body: { userId }, headers, returnHeaders });
      const answer = await (proof?.codeShown ? codeShown.run(true, open) : open());
      return { token: answer.response.token, headers: answer.headers };
    },
    signOut: async (headers) => (await api.signOut({ headers, returnHeaders })).headers,
    refresh: async (headers) => (await api.getSession({ headers, returnHeaders })).headers,
    async resetPassword(token, newPassword) {
      await api.resetPassword({ body: { token, newPassword } });
    },
    async changePassword(currentPassword, newPassword, headers) {
      const body = { currentPassword, newPassword, revokeOtherSessions: true };
      const change = () => api.changePassword({ body, headers, returnHeaders });
      return (await codeShown.run(true, change)).headers;
    },
    async unlink(accountId, headers) {
      await api.unlinkAccount({ body: { accountId }, headers });
    },
    async keep(identifier, value, expiresAt) {
      await (await store()).createVerificationValue({ identifier, value, expiresAt });
    },
    async look(name) {
      const found = await (await store()).findVerificationValue(name);
      return found && found.expiresAt > new Date() ? found.value : null;
    },
    async take(name) {
      return (await (await store()).consumeVerificationValue(name))?.value ?? null;
    },
    async together<Result>(work: (tx: Db) => Promise<Result>, db = engine.db): Promise<Result> {
      const { options } = await $context;
      return db.transaction((tx) => {
        const inside = adapterOver(tx)(options);
        const open = {
          ...inside,
          transaction: <R>(run: (adapter: typeof inside) => Promise<R>) => run(inside),
        };
        return current.run(tx, () => runWithTransaction(open, () => work(tx)));
      });
    },
  };
}
