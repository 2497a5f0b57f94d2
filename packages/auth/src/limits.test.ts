import fc from "fast-check";
import { expect, test } from "vitest";
import { accountKey, addressKey, clientKey } from "./limits.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002:0000:0000:0000:0000"],
  ["2001:DB8:1:2::", "2001:0db8:0001:0002:0000:0000:0000:0000"],
  ["fe80::1%eth0", "fe80:0000:0000:0000:0000:0000:0000:0000"],
  [" 203.0.113.7 ", "203.0.113.7"],
])("%s counts as %s", (ip, key) => {
  expect(addressKey(ip)).toBe(key);
});

test("what is no address shares one key", () => {
  for (const ip of ["", "localhost", "1.2.3", "203.0.113.7, 10.0.0.1", null, undefined]) {
    expect(addressKey(ip)).toBe("unknown");
  }
});

test("two addresses of one /64 are one client, of two they are two", () => {
  fc.assert(
    fc.property(fc.ipV6(), (ip) => {
      const key = addressKey(ip);
      expect(key.length).toBeLessThanOrEqual(64);
    }),
  );
  expect(addressKey("2001:db8::1")).toBe(addressKey("2001:db8::ffff:ffff:ffff:ffff"));
  expect(addressKey("2001:db8:0:1::1")).not.toBe(addressKey("2001:db8:0:2::1"));
});

test("the client's address is the one that our own server wrote down", () => {
  const headers = new Headers({
    "x-quoin-client-ip": "203.0.113.7",
    "x-forwarded-for": "198.51.100.1",
  });
  expect(clientKey(headers)).toBe("203.0.113.7");
  expect(clientKey(new Headers({ "x-forwarded-for": "198.51.100.1" }))).toBe("unknown");
});

test("an account's key says nothing of its address and ignores its case", () => {
  expect(accountKey("Ada@Example.org ")).toBe(accountKey("ada@example.org"));
  expect(accountKey("ada@example.org")).toMatch(/^[\w-]{43}$/);
  expect(accountKey("ada@example.org")).not.toBe(accountKey("bob@example.org"));
});
