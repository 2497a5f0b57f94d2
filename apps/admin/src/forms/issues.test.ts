import { expect, test } from "vitest";
import { newUsers } from "@quoin/api/user/input";
import { errorsOf, refusedFields } from "./issues.ts";

test("a field says the first thing that is wrong with it, and a list of one is that one", () => {
  expect(
    errorsOf([
      { path: [0, "name"], message: "Write something here" },
      { path: [0, "name"], message: "At most 100 characters" },
      { path: ["until"], message: "Is in the past" },
    ]),
  ).toEqual({ name: "Write something here", until: "Is in the past" });
});

test("forms and API refuse with the same words", () => {
  const parsed = newUsers.safeParse([{ name: " ", email: "nobody" }]);
  expect(parsed.success).toBe(false);
  const errors = parsed.success ? {} : errorsOf(parsed.error.issues);
  expect(errors).toEqual({ name: "Write something here", email: "This is not an e-mail address" });
});

test("a failure that names no field blames none", () => {
  expect(refusedFields(new Error("offline"))).toEqual({});
});
