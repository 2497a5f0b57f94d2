import { DrizzleQueryError, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { type Migration, migrationsFolder, readMigrations } from "./folder.ts";

// Any number will do, as long as nothing else in the database uses it.
const lockKey = 7_015_511_001;

interface Applied {
  readonly hash: string;
  readonly when: number;
}

/**
 * Applies every migration that is not applied yet and returns their names, oldest first. All of them or none:
 * one transaction, under a lock that lets several migrators wait for each other. Throws when a migration that
 * was applied has been edited or removed since.
 */
export function migrateUp(db: Db, folder: string = migrationsFolder): Promise<string[]> {
  return alone(db, async (tx) => {
    await makeTable(tx);
    const migrations = readMigrations(folder);
    const applied = await readApplied(tx);
    refuseChanged(applied, migrations);
    const due = notApplied(applied, migrations);
    for (const { tag, hash, when, up } of due) {
      await runAll(tx, tag, up);
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`,
      );
    }
    return due.map(({ tag }) => tag);
  });
}

/** Undoes the `count` migrations that were applied last and returns their names, newest first. All of them or none. */
export function migrateDown(
  db: Db,
  count = 1,
  folder: string = migrationsFolder,
): Promise<string[]> {
  return alone(db, async (tx) => {
    const migrations = readMigrations(folder);
    const applied = await readApplied(tx);
    refuseChanged(applied, migrations);
    const last = applied
      .toReversed()
      .slice(0, count)
      .flatMap(({ hash }) => migrations.filter((migration) => migration.hash === hash));
    for (const { tag, hash, down } of last) {
      await runAll(tx, tag, down());
      await tx.execute(sql`delete from drizzle.__drizzle_migrations where hash = ${hash}`);
    }
    return last.map(({ tag }) => tag);
  });
}

/** The names of migrations that `migrateUp` would apply, oldest first. Changes nothing. */
export async function pending(db: Db, folder: string = migrationsFolder): Promise<string[]> {
  return notApplied(await readApplied(db), readMigrations(folder)).map(({ tag }) => tag);
}

function notApplied(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  const hashes = new Set(applied.map(({ hash }) => hash));
  return migrations.filter(({ hash }) => !hashes.has(hash));
}

async function alone<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  try {
    return await db.transaction((tx) => locked(tx, work));
  } catch (error) {
    if (!(error instanceof DrizzleQueryError)) throw error;
    throw new Error(`The migrations cannot run: ${reasonOf(error)}`, { cause: error });
  }
}

async function locked<Result>(tx: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  // Others may take their time, and so may a migration over a large table.
  await tx.execute(sql`set local lock_timeout = 0`);
  await tx.execute(sql`set local statement_timeout = 0`);
  // Held by the transaction and not by the session, so it works behind a pooler too.
  await tx.execute(sql`select pg_advisory_xact_lock(${lockKey}::bigint)`);
  // From here on waiting for a table would make every query on it wait behind us.
  await tx.execute(sql`set local lock_timeout = '10s'`);
  return work(tx);
}

// Drizzle's own table, so that drizzle-kit's tools know the database too.
async function makeTable(tx: Db): Promise<void> {
  if (await hasTable(tx)) return;
  // `if not exists` would ask for the right to create even when there is nothing to do.
  const { rows } = await tx.execute(sql`select to_regnamespace('drizzle') is not null as exists`);
  if (!rows[0]?.["exists"]) await tx.execute(sql`create schema drizzle`);
  await tx.execute(
    sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
}

async function hasTable(db: Db): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  return rows[0]?.["exists"] === true;
}

async function readApplied(db: Db): Promise<Applied[]> {
  if (!(await hasTable(db))) return [];
  const { rows } = await db.execute<{ hash: string; created_at: string }>(
    sql`select hash, created_at from drizzle.__drizzle_migrations order by id`,
  );
  return rows.map(({ hash, created_at }) => ({ hash, when: Number(created_at) }));
}

function refuseChanged(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ hash }) => hash));
  const problems = applied
    .filter(({ hash }) => !known.has(hash))
    .map(({ hash, when }) => {
      const edited = migrations.find((migration) => migration.when === when);
      return edited
        ? `${edited.tag} was edited after it had been applied`
        : `a migration of ${new Date(when).toISOString()} (${hash.slice(0, 8)}…) was applied and is not in the folder`;
    });
  if (problems.length === 0) return;
  throw new Error(
    `The database and the migrations disagree: ${problems.join("; ")}. ` +
      "Bring back what was applied, and put changes into a new migration. Nothing was changed.",
  );
}

async function runAll(tx: Db, tag: string, statements: readonly string[]): Promise<void> {
  for (const [at, statement] of statements.entries()) {
    try {
      await tx.execute(sql.raw(statement));
    } catch (error) {
      throw new Error(
        `${tag} failed at its statement ${at + 1} of ${statements.length}: ${reasonOf(error)}`,
        {
          cause: error,
        },
      );
    }
  }
}

// Drizzle's own message is the whole statement; PostgreSQL's reason is in its cause.
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
