import { expect, test } from "vitest";
import { Trouble, adviceFor, explained } from "./trouble.mjs";

const withCode = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ["ENOSPC", /disk is full/],
  ["EROFS", /read-only/],
  ["EACCES", /may not write/],
])("%s becomes advice that names the folder", (code, message) => {
  const trouble = explained(withCode(code), "/data/quoin");
  expect(trouble).toBeInstanceOf(Trouble);
  expect(trouble).toHaveProperty("message", expect.stringMatching(message));
  expect(trouble).toHaveProperty("message", expect.stringContaining("/data/quoin"));
});

test("what other programs print about a full disk is understood", () => {
  expect(adviceFor("ERR_PNPM write: No space left on device (os error 28)", "/x")).toMatch(/full/);
  expect(adviceFor("npm error network getaddrinfo ENOTFOUND registry", "/x")).toMatch(/registry/);
});

test("other errors stay what they are", () => {
  const error = new TypeError("x is not a function");
  expect(explained(error, "/x")).toBe(error);
  expect(explained(withCode("EISDIR"), "/x")).not.toBeInstanceOf(Trouble);
  expect(adviceFor("Cannot find module", "/x")).toBeUndefined();
});
