import { isIP } from "node:net";
import type { OidcOptions } from "@quoin/auth";
import { databaseEnv } from "@quoin/db/env";
import { z } from "zod";

/** An unset variable and an empty one mean the same. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const port = z.coerce.number("must be a number").int().min(1).max(65_535);
const httpUrl = z
  .url({ protocol: /^https?$/, error: "must look like https://example.com" })
  .transform((url) => url.replace(/\/+$/, ""));

const entriesOf = (list: string) => list.split(/[\s,]+/).filter(Boolean);

/** An address, or a network such as 10.0.0.0/8. */
function isNetwork(entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
  );
}

/** Addresses and networks, separated by commas or spaces. */
export const trustedProxies = z
  .string()
  .refine(
    (list) => entriesOf(list).every(isNetwork),
    "must list addresses or networks, such as 127.0.0.1, 10.0.0.0/8",
  );

/** Every variable that the running publication reads. All optional: without any it runs on this machine. */
export const environment = z.object({
  ...databaseEnv,
  NODE_ENV: optional(z.enum(["development", "production", "test"])),
  WEB_PORT: optional(port),
  ADMIN_PORT: optional(port),
  WEB_URL: optional(httpUrl),
  ADMIN_URL: optional(httpUrl),
  /** Uploads, outbox, generated secrets; and the embedded database. */
  QUOIN_DATA_DIR: optional(z.string()),
  AUTH_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must look like redis://host:6379" })),
  /** Where limits are counted; `redis` when there is one, else `postgres`. */
  RATE_LIMIT_STORE: optional(
    z.enum(["memory", "postgres", "redis"], "must be memory, postgres or redis"),
  ),
  /** How many calls of the API an address or an account has in ten seconds. */
  RATE_LIMIT_CALLS: optional(
    z.coerce.number("must be a number").int("must be whole").min(1).max(1_000_000_000),
  ),
  SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@host:587" }),
  ),
  MAIL_FROM: optional(z.string().max(320)),
  /** How many days a mail lies in the outbox. */
  MAIL_KEEP_DAYS: optional(
    z.coerce.number("must be a number").int("must be whole").min(1).max(3_650),
  ),
  OIDC_ISSUER: optional(
    z.url({ protocol: /^https?$/, error: "must look like https://example.com" }),
  ),
  OIDC_CLIENT_ID: optional(z.string().max(500)),
  OIDC_CLIENT_SECRET: optional(z.string().max(2000)),
  /** As the button calls the provider. */
  OIDC_NAME: optional(z.string().max(60)),
  QUOIN_OWNER_EMAIL: optional(z.email("must be an e-mail address")),
  QUOIN_OWNER_PASSWORD: optional(z.string().min(10, "must have at least 10 characters").max(200)),
  QUOIN_SEED: optional(z.enum(["sample", "none"])),
  /** Addresses or networks in front of us whose `X-Forwarded-For` is believed, separated by commas. */
  TRUSTED_PROXIES: optional(trustedProxies),
  /** The header in which that proxy names the visitor's country; one that it sets on every request. */
  COUNTRY_HEADER: optional(
    z
      .string()
      .toLowerCase()
      .regex(/^[a-z][a-z0-9-]*$/, "must be the name of a header, such as cf-ipcountry"),
  ),
  LOG_LEVEL: optional(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])),
});
export type Environment = z.output<typeof environment>;

/** What a process needs to run, with every default filled in. */
export interface Settings {
  readonly databaseUrl: string;
  readonly databaseDriver: Environment["QUOIN_DATABASE_DRIVER"];
  readonly databasePoolMax: number | undefined;
  readonly dataDir: string;
  readonly webPort: number;
  readonly adminPort: number;
  readonly urls: { readonly web: string; readonly admin: string };
  readonly authSecret: string;
  readonly redisUrl: string | undefined;
  readonly limitsStore: NonNullable<Environment["RATE_LIMIT_STORE"]>;
  /** Calls of the API for each address or account in ten seconds; default 600. */
  readonly callsLimit?: number | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** How long mails lie in the outbox; default 30. */
  readonly mailKeepDays?: number | undefined;
  /** Where else people may sign in. */
  readonly oidc: OidcOptions | undefined;
  readonly logLevel: NonNullable<Environment["LOG_LEVEL"]>;
  readonly trustedProxies: readonly string[];
  /** In lower case; undefined when no proxy names countries. */
  readonly countryHeader?: string | undefined;
  readonly production: boolean;
}

/** A mistake in the environment, told so that it can be put right: every variable with what is wrong. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Checks all variables at once; throws an EnvironmentError that names each bad one and never its value. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environment.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) =>
      `  ${path.join(".")} ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
  );
  throw new EnvironmentError(`The environment is not usable:\n${problems.join("\n")}`);
}

function oidcOf(read: Environment): OidcOptions | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = read;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) return undefined;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    ...(OIDC_CLIENT_SECRET !== undefined && { clientSecret: OIDC_CLIENT_SECRET }),
    ...(OIDC_NAME !== undefined && { name: OIDC_NAME }),
  };
}

/** The settings of a running process. What `npm start` fills in must be given when a process is started alone. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = readEnvironment(env);
  const missing = (["DATABASE_URL", "AUTH_SECRET", "QUOIN_DATA_DIR"] as const).filter(
    (name) => read[name] === undefined,
  );
  if (missing.length > 0)
    throw new EnvironmentError(
      `Set ${missing.join(", ")}, or start with \`npm start\`, which fills them in`,
    );
  if ((read.OIDC_ISSUER === undefined) !== (read.OIDC_CLIENT_ID === undefined))
    throw new EnvironmentError("Set OIDC_ISSUER and OIDC_CLIENT_ID together, or neither");
  if (read.RATE_LIMIT_STORE === "redis" && read.REDIS_URL === undefined)
    throw new EnvironmentError("RATE_LIMIT_STORE is redis: set REDIS_URL too");
  const webPort = read.WEB_PORT ?? 3000;
  const adminPort = read.ADMIN_PORT ?? 3001;
  const urls = {
    web: read.WEB_URL ?? `http://localhost:${webPort}`,
    admin: read.ADMIN_URL ?? `http://localhost:${adminPort}`,
  };
  return {
    databaseUrl: read.DATABASE_URL ?? "",
    databaseDriver: read.QUOIN_DATABASE_DRIVER,
    databasePoolMax: read.DATABASE_POOL_MAX,
    dataDir: read.QUOIN_DATA_DIR ?? "",
    webPort,
    adminPort,
    urls,
    authSecret: read.AUTH_SECRET ?? "",
    redisUrl: read.REDIS_URL,
    limitsStore: read.RATE_LIMIT_STORE ?? (read.REDIS_URL === undefined ? "postgres" : "redis"),
    callsLimit: read.RATE_LIMIT_CALLS,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM ?? `quoin@${new URL(urls.web).hostname}`,
    mailKeepDays: read.MAIL_KEEP_DAYS,
    oidc: oidcOf(read),
    logLevel: read.LOG_LEVEL ?? "info",
    countryHeader: read.COUNTRY_HEADER,
    trustedProxies: entriesOf(read.TRUSTED_PROXIES ?? ""),
    production: read.NODE_ENV === "production",
  };
}
