import fc from "fast-check";
import { Secret } from "otpauth";
import { expect, test } from "vitest";
import { digestOf, newRecoveryCodes, newSecret, readCode, setupUri, stepOf } from "./codes.ts";
import { anyText } from "./testing/any-text.ts";

// RFC 6238, appendix B, cut to six digits.
const secret = Secret.fromUTF8("12345678901234567890").base32;

test.for([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
] as const)("at second %i of the RFC the code is %s", ([seconds, code]) => {
  expect(stepOf(secret, code, new Date(seconds * 1_000))).toBe(Math.floor(seconds / 30));
});

test("a code counts one step early and one step late, and says which it is of", () => {
  const step = Math.floor(1_111_111_111 / 30);
  const at = (seconds: number) =>
    stepOf(secret, "050471", new Date((1_111_111_111 + seconds) * 1_000));
  expect([at(-90), at(-30), at(0), at(30), at(90)]).toEqual([null, step, step, step, null]);
});

test("a setup address carries secret and names, whatever the names hold", () => {
  const uri = new URL(setupUri(secret, "The Quoin: Daily & Co", "ada@example.org"));
  expect(uri.href).toMatch(/^otpauth:\/\/totp\//);
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(uri.searchParams.get("issuer")).toBe("The Quoin  Daily & Co");
  expect(decodeURIComponent(uri.pathname)).toContain("ada@example.org");
});

test("secrets are 160 bits and never the same", () => {
  const secrets = Array.from({ length: 50 }, newSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const made of secrets) expect(made).toMatch(/^[A-Z2-7]{32}$/);
});

test("recovery codes are ten, different, and read back as typed by people", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    const plain = code.replaceAll("-", "");
    expect(plain).toHaveLength(12);
    const typed = [code, plain, code.toUpperCase(), ` ${code.replaceAll("-", " ")} `];
    for (const text of [...typed, code.replaceAll("0", "O").replaceAll("1", "l")]) {
      expect(readCode(text)).toEqual({ kind: "recovery", code: plain });
      expect(digestOf("pepper", text)).toBe(digestOf("pepper", code));
    }
    expect(digestOf("other", code)).not.toBe(digestOf("pepper", code));
  }
});

test("six figures are the app's, with a gap as apps show them too", () => {
  for (const text of ["123456", "123 456", " 123-456 "]) {
    expect(readCode(text)).toEqual({ kind: "app", code: "123456" });
  }
});

test("whatever is typed is a code or none, and never an error", () => {
  const wellFormed = (text: string) => {
    const read = readCode(text);
    if (read === null) return true;
    return (read.kind === "app" ? /^\d{6}$/ : /^[0-9a-z]{12}$/).test(read.code);
  };
  expect(() => fc.assert(fc.property(anyText, wellFormed))).not.toThrow();
});
