import path from "node:path";
import { trustedProxies } from "@quoin/api/env";
import { databaseEnv } from "@quoin/db/env";
import { z } from "zod";
import { Trouble } from "../door/trouble.mjs";

/** What the front door needs to know, read once from the environment. */
export interface Settings {
  readonly webPort: number;
  readonly adminPort: number;
  readonly webUrl: string;
  readonly adminUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined when Quoin brings its own database. */
  readonly database: GivenDatabase | undefined;
  /** Undefined when one is to be generated and kept. */
  readonly authSecret: string | undefined;
  readonly owner: { readonly email: string; readonly password: string | undefined };
  readonly seed: "sample" | "none";
}

/** A PostgreSQL that somebody else runs. */
export interface GivenDatabase {
  readonly url: string;
  /** Where migrations run: an account that owns the tables, when the app's does not. */
  readonly migrationUrl: string;
}

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, "must be a whole number from 1 to 65535")
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, "must be a whole number from 1 to 65535")
    .default(fallback);

const origin = z
  .string()
  .refine(
    (value) => /^https?:\/\//.test(value) && URL.canParse(value) && isOrigin(new URL(value)),
    "must be an address without a path, such as https://blog.example.com",
  )
  .transform((value) => new URL(value).origin)
  .optional();

const address = (example: string, schemes: RegExp) =>
  z
    .string()
    .refine(
      (value) => schemes.test(value) && URL.canParse(value),
      `must be an address such as ${example}`,
    )
    .optional();

/** The variables that the front door reads itself; the rest belongs to the services. */
export const environment = z
  .object({
    ...databaseEnv,
    WEB_PORT: port(3000),
    ADMIN_PORT: port(3001),
    WEB_URL: origin,
    ADMIN_URL: origin,
    QUOIN_DATA_DIR: z.string().default(".quoin"),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    QUOIN_OWNER_EMAIL: z.email("must be an e-mail address").default("owner@localhost.test"),
    QUOIN_OWNER_PASSWORD: z.string().min(10, "must have at least 10 characters").optional(),
    QUOIN_SEED: z.enum(["sample", "none"], "must be “sample” or “none”").default("sample"),
    REDIS_URL: address("redis://localhost:6379", /^rediss?:\/\//),
    TRUSTED_PROXIES: trustedProxies.optional(),
    SMTP_URL: address("smtp://user:password@mail.example.com:587", /^smtps?:\/\//),
  })
  .superRefine((values, context) => {
    if (values.WEB_PORT === values.ADMIN_PORT) {
      context.addIssue({
        code: "custom",
        path: ["ADMIN_PORT"],
        message: `must differ from WEB_PORT, and both are ${values.WEB_PORT}`,
      });
    }
    const driver = values.QUOIN_DATABASE_DRIVER;
    if (driver !== undefined && driver !== "embedded" && values.DATABASE_URL === undefined) {
      context.addIssue({
        code: "custom",
        path: ["DATABASE_URL"],
        message: `must be set when QUOIN_DATABASE_DRIVER is “${driver}”`,
      });
    }
  });

/**
 * Reads the settings; an empty variable counts as unset, a relative data folder starts at the
 * repository. Throws one Trouble that names every variable that cannot be used, and never its value.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = environment.safeParse(given);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new Trouble(`Some settings cannot be used:\n${problems.join("\n")}`);
  }
  const values = read.data;
  const { DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl } = values;
  const isEmbedded = url === undefined || values.QUOIN_DATABASE_DRIVER === "embedded";
  return {
    webPort: values.WEB_PORT,
    adminPort: values.ADMIN_PORT,
    webUrl: values.WEB_URL ?? `http://localhost:${values.WEB_PORT}`,
    adminUrl: values.ADMIN_URL ?? `http://localhost:${values.ADMIN_PORT}`,
    dataDir: path.resolve(root, values.QUOIN_DATA_DIR),
    database: isEmbedded ? undefined : { url, migrationUrl: migrationUrl ?? url },
    authSecret: values.AUTH_SECRET,
    owner: { email: values.QUOIN_OWNER_EMAIL, password: values.QUOIN_OWNER_PASSWORD },
    seed: values.QUOIN_SEED,
  };
}

function isOrigin(url: URL): boolean {
  return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
}
