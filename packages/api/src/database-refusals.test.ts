import { expect, test } from "vitest";
import { toAppError } from "./trpc.ts";

/** As a driver throws it, in the wrapper that Drizzle puts around it. */
const refused = (code: string) =>
  new Error("Failed query: insert into posts", {
    cause: Object.assign(new Error("said the server"), { code, severity: "ERROR" }),
  });

test.each([
  ["23505", "conflict", undefined],
  ["23503", "conflict", undefined],
  ["22021", "validation", undefined],
  ["40P01", "conflict", 2],
  ["57014", "unavailable", 10],
  ["57P01", "unavailable", 2],
  ["42P01", "internal", undefined],
])("what PostgreSQL refuses with %s is %s", (state, code, retryAfterSeconds) => {
  const error = toAppError(refused(state));
  expect(error).toMatchObject({ code, retryAfterSeconds });
  expect(error.message).not.toContain("posts");
});
