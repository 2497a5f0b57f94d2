import fc from "fast-check";
import { expect, test } from "vitest";
import { createVault } from "./vault.ts";

const vault = createVault("a-secret-for-tests-of-at-least-32-characters");
const other = createVault("another-secret-for-tests-of-32-characters-");

test("opens what it sealed, and nobody else does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const sealed = vault.seal(text);
      expect(vault.unseal(sealed)).toBe(text);
      expect(other.unseal(sealed)).toBeNull();
    }),
  );
});

test("seals the same text differently each time, and shows nothing of it", () => {
  expect(vault.seal("qk_secret")).not.toBe(vault.seal("qk_secret"));
  expect(Buffer.from(vault.seal("qk_secret"), "base64url").toString("latin1")).not.toContain("qk_");
});

test("what was changed on its way does not open", () => {
  const bytes = Buffer.from(vault.seal("text"), "base64url");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(vault.unseal(changed.toString("base64url"))).toBeNull();
  }
  for (const junk of ["", "a", "not sealed at all, and longer than a nonce with its tag"])
    expect(vault.unseal(junk)).toBeNull();
});

test("digests are the same for the same text under one secret alone", () => {
  expect(vault.digest("text")).toBe(vault.digest("text"));
  expect(vault.digest("text")).toMatch(/^[\w-]{43}$/);
  expect(vault.digest("text")).not.toBe(vault.digest("texts"));
  expect(vault.digest("text")).not.toBe(other.digest("text"));
});
