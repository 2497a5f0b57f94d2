import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "./testing/any-text.ts";
import { readSessionCookie, readSignedToken, sessionCookieName, signToken } from "./cookies.ts";

const secret = "a-secret-of-more-than-thirty-two-characters";
const token = "bTm0Wz3rPbJ1C8vUqQ8mK2hXn4sY6dLe";

const cookie = (header: string, secure = false) =>
  readSessionCookie(new Headers({ cookie: header }), secret, secure);

test("a signed token reads back", () => {
  expect(readSignedToken(signToken(token, secret), secret)).toBe(token);
});

test("a token with another signature is nobody's", () => {
  const signed = signToken(token, secret);
  for (const forged of [
    signToken(token, `${secret}!`),
    signed.replace(/^b/, "c"),
    `${signed}A`,
    signed.slice(0, -1),
    token,
    `${token}.`,
    `.${signed}`,
    "",
    ".",
    `${"x".repeat(10_000)}.${signed}`,
  ]) {
    expect(readSignedToken(forged, secret)).toBeNull();
  }
});

test("no text but a signed token passes", () => {
  fc.assert(
    fc.property(anyText, fc.base64String(), (text, signature) => {
      expect(readSignedToken(`${text}.${signature}`, secret)).toBeNull();
    }),
  );
});

test("the cookie is found among others, percent-encoded or not", () => {
  const signed = signToken(token, secret);
  expect(cookie(`a=b; quoin.session_token=${encodeURIComponent(signed)}; c=d`)).toBe(token);
  expect(cookie(`quoin.session_token=${signed}`)).toBe(token);
});

test("a planted cookie of the same name does not hide the genuine one", () => {
  const signed = encodeURIComponent(signToken(token, secret));
  expect(cookie(`quoin.session_token=evil; quoin.session_token=${signed}`)).toBe(token);
  expect(cookie("quoin.session_token=%zz; quoin.session_token=")).toBeNull();
});

test("over https only the cookie that needs https counts", () => {
  const signed = encodeURIComponent(signToken(token, secret));
  expect(sessionCookieName(true)).toBe("__Secure-quoin.session_token");
  expect(cookie(`quoin.session_token=${signed}`, true)).toBeNull();
  expect(cookie(`__Secure-quoin.session_token=${signed}`, true)).toBe(token);
  expect(cookie(`__Secure-quoin.session_token=${signed}`, false)).toBeNull();
});

test("no cookie is no token", () => {
  expect(readSessionCookie(new Headers(), secret, false)).toBeNull();
  expect(cookie("; ;=;x")).toBeNull();
});
