import { z } from "zod";

/** Which way the database is reached. `embedded` is the server that Quoin starts itself, spoken to like any other. */
export const databaseDrivers = ["embedded", "pg", "neon"] as const;
export type DatabaseDriver = (typeof databaseDrivers)[number];

// A message never repeats the value: it holds a password.
const address = z
  .string()
  .trim()
  .refine(
    (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
    "must look like postgres://user:password@host:5432/name",
  );

/** An unset variable and an empty one mean the same. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** The environment variables of the database, to be spread into an app's own schema. */
export const databaseEnv = {
  DATABASE_URL: optional(address),
  /** Owner of the tables, for migrations alone; the app then runs under a role with fewer rights. */
  DATABASE_MIGRATION_URL: optional(address),
  QUOIN_DATABASE_DRIVER: optional(z.enum(databaseDrivers)),
  /** Connections each process holds at the most. */
  DATABASE_POOL_MAX: optional(z.coerce.number().int().min(1).max(200)),
};

const databaseEnvSchema = z.object(databaseEnv);

/** What `openDatabase` and the migration runner need from the environment. */
export interface DatabaseSettings {
  readonly url?: string;
  readonly migrationUrl?: string;
  readonly driver?: DatabaseDriver;
  readonly max?: number;
}

/** Reads the database's variables; throws one readable error that names each bad variable and never its value. */
export function readDatabaseEnv(
  env: Readonly<Record<string, string | undefined>>,
): DatabaseSettings {
  const read = databaseEnvSchema.safeParse(env);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment is not usable: ${problems.join("; ")}`);
  }
  const { DATABASE_URL, DATABASE_MIGRATION_URL, QUOIN_DATABASE_DRIVER, DATABASE_POOL_MAX } =
    read.data;
  return {
    ...(DATABASE_URL === undefined ? {} : { url: DATABASE_URL }),
    ...(DATABASE_MIGRATION_URL === undefined ? {} : { migrationUrl: DATABASE_MIGRATION_URL }),
    ...(QUOIN_DATABASE_DRIVER === undefined ? {} : { driver: QUOIN_DATABASE_DRIVER }),
    ...(DATABASE_POOL_MAX === undefined ? {} : { max: DATABASE_POOL_MAX }),
  };
}

/** The driver for an address: Neon's own addresses mean Neon, all others an ordinary PostgreSQL. */
export function driverFor(url: string, chosen?: DatabaseDriver): DatabaseDriver {
  if (chosen !== undefined) return chosen;
  return /(^|\.)neon\.(tech|build)$/.test(new URL(url).hostname) ? "neon" : "pg";
}
