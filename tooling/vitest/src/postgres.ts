import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

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
  const keeper = fork(path.join(import.meta.dirname, "keeper.ts"), {
    // Ctrl-C ends the run and not the keeper, which has to clean up after it.
    detached: true,
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  process.env["QUOIN_TEST_DATABASE_URL"] = await addressFrom(keeper);
  return async () => {
    const ended = once(keeper, "exit");
    keeper.disconnect();
    await ended;
  };
}

function addressFrom(keeper: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    keeper.once("message", (message) => {
      const isAddress = typeof message === "object" && "url" in message;
      if (isAddress && typeof message.url === "string") resolve(message.url);
      else
        reject(new Error("The keeper of the test database said something else than its address"));
    });
    keeper.once("exit", () => reject(new Error("The test database did not start; see above")));
    keeper.once("error", reject);
  });
}
