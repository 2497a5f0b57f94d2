import { expect, test } from "vitest";
import { fieldErrorsOf, shown, textOf, valuesOf } from "./form-state.ts";

const data = new FormData();
data.set("email", " dana@example.org ");
data.set("name", "Dana");
data.set("file", new Blob(["x"]));

test("a field is as it was typed, and a file is nothing", () => {
  expect(textOf(data, "email")).toBe(" dana@example.org ");
  expect(textOf(data, "file")).toBe("");
  expect(textOf(data, "missing")).toBe("");
});

test("only the fields that are named travel back", () => {
  expect(valuesOf(data, ["name"])).toEqual({ name: "Dana" });
});

test("each field shows the first thing that is wrong with it", () => {
  const issues = [
    { field: "email", issue: "Missing its ending." },
    { field: "email", issue: "Too short." },
    { field: "role", issue: "Not yours to set." },
  ];
  expect(fieldErrorsOf(issues, ["email", "name"])).toEqual({ email: "Missing its ending." });
});

test("a form shows nothing before it was sent", () => {
  expect(shown(null)).toEqual({ message: null, error: null, errors: {}, values: {} });
});

test("an accepted form shows its message", () => {
  expect(shown({ success: true, message: "Saved" })).toMatchObject({
    message: "Saved",
    error: null,
  });
});

test("a refused form shows what is wrong and what was typed", () => {
  const answer = {
    success: false,
    error: "Look at the address.",
    fieldErrors: { email: "Missing its ending." },
    values: { email: "dana@example" },
  } as const;
  expect(shown(answer)).toEqual({
    message: null,
    error: "Look at the address.",
    errors: { email: "Missing its ending." },
    values: { email: "dana@example" },
  });
});
