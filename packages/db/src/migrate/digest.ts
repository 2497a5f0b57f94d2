import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "../database.ts";

// Catalog queries, which drizzle has no words for. Two schemas with the same answers are the same to a program.
// The order of columns is left out: a column that is dropped and comes back is the last one from then on.
const questions = {
  columns: `select table_name, column_name, column_default, is_nullable, data_type, udt_name,
      character_maximum_length, numeric_precision, numeric_scale, datetime_precision,
      generation_expression, is_identity
    from information_schema.columns where table_schema = 'public' order by 1, 2`,
  constraints: `select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2`,
  indexes: `select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`,
  enums: `select t.typname, array_agg(e.enumlabel::text order by e.enumsortorder)::text as labels
    from pg_enum e join pg_type t on t.oid = e.enumtypid group by 1 order by 1`,
  sequences: `select sequencename, data_type::text, start_value::text, increment_by::text
    from pg_sequences where schemaname = 'public' order by 1`,
  triggers: `select tgrelid::regclass::text as table_name, tgname, pg_get_triggerdef(oid) as definition
    from pg_trigger where not tgisinternal order by 1, 2`,
  functions: `select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as definition
    from pg_proc p left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
    where p.pronamespace = 'public'::regnamespace and d.objid is null and p.prokind <> 'a' order by 1`,
  views: `select viewname, definition from pg_views where schemaname = 'public' order by 1`,
  materializedViews: `select matviewname, definition from pg_matviews where schemaname = 'public' order by 1`,
  policies: `select tablename, policyname, cmd, qual, with_check from pg_policies where schemaname = 'public' order by 1, 2`,
  extensions: `select extname from pg_extension where extname <> 'plpgsql' order by 1`,
} as const;

export type SchemaDescription = Record<keyof typeof questions, readonly Record<string, unknown>[]>;

/** Everything in the `public` schema that a migration can change, sorted; for looking at what differs. */
export async function describeSchema(db: Db): Promise<SchemaDescription> {
  const answers: Partial<SchemaDescription> = {};
  for (const key of Object.keys(questions) as (keyof SchemaDescription)[]) {
    answers[key] = (await db.execute(sql.raw(questions[key]))).rows;
  }
  return answers as SchemaDescription;
}

/** A short text that is equal for equal schemas, whatever path of migrations led there. */
export async function schemaDigest(db: Db): Promise<string> {
  const description = JSON.stringify(await describeSchema(db));
  return createHash("sha256").update(description).digest("hex").slice(0, 16);
}
