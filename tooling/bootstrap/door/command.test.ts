import { expect, test } from "vitest";
import { parseCommand } from "./command.mjs";
import { Trouble } from "./trouble.mjs";

test("arguments of the client pass through untouched", () => {
  expect(parseCommand(["quoin", "import", "--", "-x", "a b"])).toEqual({
    name: "quoin",
    args: ["import", "--", "-x", "a b"],
  });
});

test("run takes the first -- away and no other", () => {
  expect(parseCommand(["run", "--", "turbo", "run", "build", "--", "--verbose"])).toEqual({
    name: "run",
    args: ["turbo", "run", "build", "--", "--verbose"],
  });
  expect(parseCommand(["run", "node", "--version"]).args).toEqual(["node", "--version"]);
});

test.each([[[]], [["stop"]], [["run"]], [["run", "--"]], [["toString"]]])(
  "%j explains what there is",
  (argv) => {
    expect(() => parseCommand(argv)).toThrow(Trouble);
    expect(() => parseCommand(argv)).toThrow(/Usage: /);
  },
);
