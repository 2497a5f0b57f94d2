import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { layoutOf } from "../drivers/embedded/folder.ts";
import { readPostmaster } from "../drivers/embedded/postmaster.ts";
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
  process.once("exit", () => {
    process.kill(server.pid, "SIGQUIT");
    waitUntilGone(layoutOf(folder).data);
    rmSync(folder, { recursive: true, force: true });
  });
  return server.url;
}

// A process that exits can wait for nothing but this, and the server still writes into the folder.
function waitUntilGone(data: string): void {
  const still = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; waits < 100 && readPostmaster(data); waits++) Atomics.wait(still, 0, 0, 20);
}

/** The address of another database on the same server. */
export function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
