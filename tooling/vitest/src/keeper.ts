// Keeps the PostgreSQL of one test run, in a process of its own: when the run is gone, however it went,
// the channel closes, and the server and its folder go too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensurePostgres } from "@quoin/db/embedded";

const folder = mkdtempSync(path.join(tmpdir(), "quoin-test-"));
const postgres = await ensurePostgres({
  dataDir: folder,
  // A test database may be lost with the machine; it need not wait for the disk.
  settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
});

async function end(): Promise<void> {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

if (process.connected) {
  process.once("disconnect", () => void end());
  process.send?.({ url: postgres.url });
} else await end();
