import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensurePostgres } from "@quoin/db/embedded";

/**
 * One PostgreSQL for a whole test run, told to the tests as `QUOIN_TEST_DATABASE_URL`: the one that
 * `DATABASE_URL` names, or else an embedded one in a temporary folder. Its account may create
 * databases; every test file clones one of its own from the template.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env["QUOIN_TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];
  if (given !== undefined && given !== "") {
    process.env["QUOIN_TEST_DATABASE_URL"] = given;
    return async () => {};
  }
  const folder = await mkdtemp(path.join(tmpdir(), "quoin-test-"));
  const postgres = await ensurePostgres({
    dataDir: folder,
    // A test database may be lost with the machine; it need not wait for the disk.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  process.env["QUOIN_TEST_DATABASE_URL"] = postgres.url;
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
