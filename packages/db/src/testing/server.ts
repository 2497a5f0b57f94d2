import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensurePostgres } from "../drivers/embedded.ts";

let own: Promise<string> | undefined;

/**
 * Address of the server that tests use: the one of the whole test run, an ordinary one that was named, or else
 * one of this process alone, which ends with it.
 */
export function testServerUrl(): Promise<string> {
  const named = process.env["QUOIN_TEST_DATABASE_URL"] || process.env["DATABASE_URL"];
  if (named) return Promise.resolve(named);
  own ??= startOwn();
  return own;
}

async function startOwn(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-test-"));
  const server = await ensurePostgres({
    dataDir: folder,
    // A test database may be lost with the machine; it need not wait for the disk.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  // Nothing may wait while a process exits, so the server ends at once and its folder goes with it.
  process.once("exit", () => {
    process.kill(server.pid, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
  return server.url;
}

/** The address of another database on the same server. */
export function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
