import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readSetCookie } from "./set-cookie.ts";

test("a cookie is read with all its attributes", () => {
  expect(
    readSetCookie(
      "__Secure-session=a%20b; Max-Age=60; Path=/; Domain=blog.example; HttpOnly; Secure; SameSite=Lax",
    ),
  ).toEqual({
    name: "__Secure-session",
    value: "a b",
    maxAge: 60,
    path: "/",
    domain: "blog.example",
    httpOnly: true,
    secure: true,
    sameSite: "lax",
  });
});

test("a date is read, and what is not understood is left out", () => {
  expect(
    readSetCookie("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=odd; Priority=High"),
  ).toEqual({ name: "a", value: "b", expires: new Date(0), httpOnly: false, secure: false });
});

test("a value may hold what is not an encoding", () => {
  expect(readSetCookie("a=100%; Path=/")?.value).toBe("100%");
  expect(readSetCookie("a=b=c")?.value).toBe("b=c");
});

test.each(["", "a", "=b", " =b", "; Path=/"])("%j names no cookie", (line) => {
  expect(readSetCookie(line)).toBeNull();
});

test("any line can be read", () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      expect(readSetCookie(line)?.name).not.toBe("");
    }),
  );
});
