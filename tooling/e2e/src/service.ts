import { readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { familyOf } from "./processes.ts";
import { repository, type RunningPublication } from "./publication.ts";

/** The process that runs an app of a publication: all look alike, but for the folder they work in. Linux only. */
export function serviceOf(
  { process: { pid } }: Pick<RunningPublication, "process">,
  app: "web" | "admin" | "worker",
): number | undefined {
  const folder = path.join(repository, "apps", app);
  return familyOf(pid ?? 0).find((one) => folderOf(one.pid) === folder)?.pid;
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Gone between two looks.
    return undefined;
  }
}

/** The server that a publication has brought along: its process, and its address as the apps know it. */
export function ownDatabaseOf(site: RunningPublication): { pid: number; url: string } {
  const [first = ""] = readFileSync(
    path.join(site.dataDir, "postgres", "cluster", "data", "postmaster.pid"),
    "utf8",
  ).split("\n");
  const web = serviceOf(site, "web");
  const variables = readFileSync(`/proc/${web}/environ`, "utf8").split("\0");
  const url = variables.find((line) => line.startsWith("DATABASE_URL="));
  if (url === undefined) throw new Error("The web app was told of no database");
  return { pid: Number(first), url: url.slice("DATABASE_URL=".length) };
}

/** Whether a database answers a statement now. */
export async function databaseAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Breaks the connections by which processes hear of changes; they make them anew. */
export async function cutListeners(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'quoin listener'",
    );
  } finally {
    await client.end();
  }
}
