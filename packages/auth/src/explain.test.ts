import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { failureStatus } from "./result.ts";

test("every code has a sentence, and nothing else has one", () => {
  for (const code of Object.keys(failureStatus)) expect(explain(code)).toMatch(/^[A-Z].+\.$/);
  for (const made of ["", "__proto__", "toString", "Call 555-0100 now", "banned"])
    expect(explain(made)).toBeNull();
});
