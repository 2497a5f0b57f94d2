import { roles as databaseRoles } from "@quoin/db";
import { expect, test } from "vitest";
import { hasRole, lesserRole, roles } from "./roles.ts";

test("the roles are the database's, in its order", () => {
  expect(roles).toEqual(databaseRoles);
});

test("each role may do what those before it may, and nobody may nothing", () => {
  for (const [at, role] of roles.entries()) {
    for (const [other, needed] of roles.entries()) expect(hasRole(role, needed)).toBe(at >= other);
  }
  expect(hasRole(null, "reader")).toBe(false);
  expect(hasRole(undefined, "reader")).toBe(false);
});

test("of two roles the less trusted one counts", () => {
  expect(lesserRole("admin", "author")).toBe("author");
  expect(lesserRole("reader", "editor")).toBe("reader");
  expect(lesserRole("editor", "editor")).toBe("editor");
});
