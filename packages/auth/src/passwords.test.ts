import { expect, test } from "vitest";
import { hashPassword, verifyPassword, weaknessOf } from "./passwords.ts";

test("a password verifies against its digest alone, which is argon2id as OWASP advises", async () => {
  const digest = await hashPassword("correct battery horse");
  expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(digest.length).toBeLessThanOrEqual(255);
  expect(await verifyPassword(digest, "correct battery horse")).toBe(true);
  expect(await verifyPassword(digest, "correct battery hors")).toBe(false);
  expect(await hashPassword("correct battery horse")).not.toBe(digest);
});

test("the same letters typed on another keyboard are the same password", async () => {
  const digest = await hashPassword("Zürich bei Nacht");
  expect(await verifyPassword(digest, "Zu\u0308rich bei Nacht")).toBe(true);
});

test("a digest that is none is a wrong password, not an error", async () => {
  expect(await verifyPassword("", "anything at all")).toBe(false);
  expect(await verifyPassword("plain text", "plain text")).toBe(false);
});

test.each([
  ["password123", []],
  ["PASSWORD123", []],
  ["qwertyuiop", []],
  ["aaaaaaaaaaaa", []],
  ["abababababab", []],
  ["ada.lovelace1815", ["ada.lovelace@example.org"]],
  ["xxAda Lovelacexx", ["Ada Lovelace"]],
])("%s is too weak", (password, hints) => {
  expect(weaknessOf(password, hints)).toEqual(expect.any(String));
});

test.each([
  ["correct battery horse", ["ada@example.org", "Ada"]],
  ["ada went to the market", ["Ada", "ada@example.org"]],
  ["パスワードは長い方がいい", []],
])("%s will do", (password, hints) => {
  expect(weaknessOf(password, hints)).toBeNull();
});
