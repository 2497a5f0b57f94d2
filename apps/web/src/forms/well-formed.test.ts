import fc from "fast-check";
import { expect, test } from "vitest";
import { isFormCall } from "./well-formed.ts";

const refusal = {
  success: false,
  error: "Something",
  fieldErrors: { body: "Write something here" },
  values: { body: "$$5 and more" },
};

test("a form after any answer of ours is taken", () => {
  for (const before of [null, "$undefined", refusal, { success: true, message: "Saved." }])
    expect(isFormCall(JSON.stringify([before, "$K1"]))).toBe(true);
});

test.for([
  null,
  "",
  "[1,2",
  "{}",
  "[]",
  '["$K1"]',
  "[null,null]",
  '[null,"$F1"]',
  '[null,"$K1","more"]',
  '["$F1","$K1"]',
  '[{"deep":"$@2"},"$K1"]',
  '[{"__proto__":1},"$K1"]',
  `[${"[".repeat(9_000)}${"]".repeat(9_000)},"$K1"]`,
])("%s is refused", (root) => {
  expect(isFormCall(root)).toBe(false);
});

test("nothing that is sent makes it fail", () => {
  const isAnswered = (root: string) => {
    expect(isFormCall(root)).toBeTypeOf("boolean");
  };
  fc.assert(fc.property(fc.string(), isAnswered));
  fc.assert(fc.property(fc.json(), isAnswered));
});
