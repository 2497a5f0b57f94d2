import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { leash } from "./service.ts";

const folder = mkdtempSync(path.join(tmpdir(), "quoin-leash-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// A service that asks a process of its own, which inherits what it preloads, as Next's server does.
const service = `
  import { fork } from "node:child_process";
  if (process.argv[2] === "own") {
    process.on("message", (word) => setTimeout(() => process.send("heard " + word), 50));
  } else {
    const own = fork(import.meta.filename, ["own"]);
    own.on("message", (answer) => { process.send(answer); });
    own.on("exit", () => process.send("it has gone"));
    // Later than a process with nothing to do would live.
    setTimeout(() => own.send("you"), 300);
  }
`;

test("a service's own processes are not on the leash, and the service is", async () => {
  const file = path.join(folder, "service.mjs");
  writeFileSync(file, service);
  const child = spawn(process.execPath, ["--import", leash(), file], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [answer] = (await once(child, "message")) as [unknown];
  expect(answer).toBe("heard you");
  child.disconnect();
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect([code, signal]).toEqual([null, "SIGTERM"]);
});
