import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "./testing/any-text.ts";
import {
  changePasswordFields,
  emailFields,
  readFields,
  resetPasswordFields,
  signInFields,
  signUpFields,
  tokenFields,
} from "./input.ts";

const good = { name: "Ada Lovelace", email: "ada@example.org", password: "correct battery horse" };

test("names are trimmed, addresses lower-cased, unknown fields dropped", () => {
  const read = readFields(signUpFields, {
    ...good,
    // What turns the direction of a name does not stay in it.
    name: " \u202a Ada\u202e Lovelace \u2069",
    email: " Ada@Example.ORG ",
    role: "admin",
    emailVerified: true,
    banned: false,
    handle: "root",
    id: "1",
  });
  expect(read).toEqual({ fields: good });
});

test.each([
  ["a name of nothing", { name: "  " }, "name"],
  ["a name of 121 characters", { name: "x".repeat(121) }, "name"],
  ["a name that nobody can see", { name: "\u200b\u2060\u3164\u202e" }, "name"],
  ["a name that no feed can say", { name: "Ada\uffff" }, "name"],
  ["a name with NUL", { name: "Ada\u0000" }, "name"],
  ["half a character in a name", { name: "Ada \ud83d" }, "name"],
  ["a name that advertises", { name: "Win at https://evil.example" }, "name"],
  ["a name with markup", { name: "<b>Ada" }, "name"],
  ["a name in two lines", { name: "Ada\nBcc: all@example.org" }, "name"],
  ["no name", { name: undefined }, "name"],
  ["a list for a name", { name: ["Ada"] }, "name"],
  ["no address", { email: undefined }, "email"],
  ["an address without a domain", { email: "ada" }, "email"],
  ["two addresses", { email: "ada@example.org,bob@example.org" }, "email"],
  ["an address with NUL", { email: "ada\u0000@example.org" }, "email"],
  ["an address with a line break", { email: "ada@example.org\nx" }, "email"],
  ["an address of 300 characters", { email: `${"a".repeat(300)}@example.org` }, "email"],
  ["a byline's placeholder address", { email: "ada@profile.invalid" }, "email"],
  ["a short password", { password: "123456789" }, "password"],
  ["a password of 201 characters", { password: "x".repeat(201) }, "password"],
  ["a password with NUL", { password: "correct\u0000battery" }, "password"],
  ["half a character in a password", { password: "correct battery \ud800" }, "password"],
  ["a number for a password", { password: 1234567890 }, "password"],
])("sign-up refuses %s", (_case, change, field) => {
  const read = readFields(signUpFields, { ...good, ...change });
  expect(read).toMatchObject({ ok: false, code: "INVALID_INPUT", message: expect.any(String) });
  expect(Object.keys("fieldErrors" in read ? (read.fieldErrors ?? {}) : {})).toEqual([field]);
});

test("whatever is sent, every form answers with fields or with reasons", () => {
  const schemas = [
    signUpFields,
    signInFields,
    emailFields,
    tokenFields,
    resetPasswordFields,
    changePasswordFields,
  ];
  const names = ["name", "email", "password", "token", "redirectTo", "newPassword", "__proto__"];
  const value = fc.oneof(anyText, fc.emailAddress(), fc.anything());
  const form = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(fc.oneof(form, fc.anything()), (given) => {
      for (const schema of schemas) {
        const read = readFields<object>(schema, given);
        if ("fields" in read) {
          for (const text of Object.values(read.fields)) {
            if (typeof text === "string" && text !== read.fields["redirectTo" as never]) {
              expect(text.isWellFormed() && !text.includes("\u0000")).toBe(true);
            }
          }
        } else expect(read.message.length).toBeGreaterThan(0);
      }
    }),
  );
});
