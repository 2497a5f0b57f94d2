import { CommanderError } from "commander";
import { beforeEach, expect, test, vi } from "vitest";
import { createProgram } from "./program.ts";

let said: string;

beforeEach(() => {
  said = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});

const run = (...args: string[]) =>
  createProgram({ env: {}, root: "/nowhere" }).parseAsync(["node", "quoin", ...args]);

test("help names every command", async () => {
  await expect(run("--help")).rejects.toMatchObject({ exitCode: 0 });
  for (const name of ["whoami", "import", "export", "users", "keys", "posts"])
    expect(said).toContain(name);
});

test.each([
  ["an unknown command", ["frobnicate"], /unknown command/],
  ["a near miss", ["whoam"], /Did you mean whoami/],
  ["a limit beyond a page", ["posts", "list", "--limit", "101"], /from 1 to 100/],
  ["a limit that is no number", ["posts", "list", "--limit", "1e9"], /from 1 to 100/],
  ["a role that does not exist", ["users", "set-role", "a@example.com", "emperor"], /reader/],
  ["a key without a role", ["keys", "create", "--name", "x"], /--role/],
  ["a status that is no status", ["posts", "list", "--status", "lost"], /Allowed choices/],
  ["a site that is no address", ["import", "markdown", ".", "--site", "/blog"], /an address/],
  ["a revocation of nothing", ["keys", "revoke"], /missing required argument/],
])("%s is refused with words", async (_what, args, words) => {
  await expect(run(...args)).rejects.toBeInstanceOf(CommanderError);
  expect(said).toMatch(words);
});

test("without a publication it says how to get one", async () => {
  await expect(run("whoami")).rejects.toMatchObject({
    name: "CliError",
    message: expect.stringContaining("npm start"),
  });
});
