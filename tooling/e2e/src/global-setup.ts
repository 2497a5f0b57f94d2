import { readFileSync } from "node:fs";
import path from "node:path";
import { type Publication, startPublication } from "./publication.ts";

const variable = "QUOIN_E2E_PUBLICATION";

/**
 * Starts the publication that most tests share, and ends it after them. What it promises of its own
 * life counts like a test: it ends in time, leaves nothing behind, and has answered nobody with a 5xx.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  // One that runs already, for whoever works on a test and runs it again and again.
  if (process.env[variable]) return async () => {};
  const running = await startPublication();
  const { webUrl, adminUrl, dataDir, ownerEmail, ownerPassword, ownDatabase } = running;
  const facts: Publication = { webUrl, adminUrl, dataDir, ownerEmail, ownerPassword, ownDatabase };
  process.env[variable] = JSON.stringify(facts);
  return async () => {
    const ending = await running.stop();
    const failures = failedRequests(dataDir);
    const said = running.output();
    await running.remove();
    const problems = [
      ...(ending.code === 0 ? [] : [`it ended with ${ending.code ?? ending.signal}`]),
      ...(ending.milliseconds <= 10_000 ? [] : [`it took ${ending.milliseconds} ms to end`]),
      ...ending.survivors.map(({ pid, command }) => `process ${pid} outlived it: ${command}`),
      ...(ending.databaseClean === false ? ["its database was not shut down cleanly"] : []),
      ...failures.map((line) => `it failed to answer: ${line}`),
    ];
    if (problems.length > 0) {
      throw new Error(`The publication broke a promise:\n${problems.join("\n")}\n\n${said}`);
    }
  };
}

/** The publication that global setup has started, in a test. */
export function sharedPublication(): Publication {
  const facts = process.env[variable];
  if (!facts) throw new Error("No publication was started");
  return JSON.parse(facts) as Publication;
}

/** What its servers say of requests that they could not answer. */
function failedRequests(dataDir: string): string[] {
  return ["web", "admin"].flatMap((name) =>
    readFileSync(path.join(dataDir, "logs", `${name}.log`), "utf8")
      .split("\n")
      .filter((line) => /"status":5\d\d/.test(line)),
  );
}
