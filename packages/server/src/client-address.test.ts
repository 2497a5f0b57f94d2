import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clientOf, parseTrustedProxies, plainAddress } from "./client-address.ts";

const nobody = parseTrustedProxies();
const proxies = parseTrustedProxies("10.0.0.0/8, ::1 192.0.2.7");
const from = (address: string) => ({ address, encrypted: false });

test("networks and addresses of both families are known", () => {
  expect(["10.1.2.3", "::1", "192.0.2.7"].map((address) => proxies.has(address))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["11.1.2.3", "::2", "192.0.2.8", "", "x"].some((address) => proxies.has(address))).toBe(
    false,
  );
  expect(nobody.has("127.0.0.1")).toBe(false);
});

test.each(["10.0.0.0/33", "10.0.0/8", "proxy.example", "::1/129", "10.0.0.0/8/8", "10.0.0.0/x"])(
  "%j is refused with its name",
  (text) => {
    expect(() => parseTrustedProxies(text)).toThrow(`"${text}"`);
  },
);

test("whoever connects without a trusted proxy is the client, whatever the headers say", () => {
  const forwarded = { for: "1.2.3.4", proto: "https", host: "evil.example" };
  expect(clientOf(from("203.0.113.9"), "blog.example", forwarded, proxies)).toEqual({
    address: "203.0.113.9",
    proto: "http",
    host: "blog.example",
  });
});

test("a trusted proxy names the client, the protocol and the host", () => {
  const forwarded = { for: "203.0.113.9", proto: "https", host: "blog.example" };
  expect(clientOf(from("::ffff:10.0.0.1"), "inner:3000", forwarded, proxies)).toEqual({
    address: "203.0.113.9",
    proto: "https",
    host: "blog.example",
  });
});

test("the country comes from a trusted proxy alone", () => {
  const countryFrom = (address: string, country: string) =>
    clientOf(from(address), "blog.example", { country }, proxies).country;
  expect(countryFrom("10.0.0.1", "de")).toBe("DE");
  expect(countryFrom("10.0.0.1", "XX")).toBeUndefined();
  expect(countryFrom("203.0.113.9", "de")).toBeUndefined();
});

test.each([
  ["1.1.1.1, 203.0.113.9", "203.0.113.9"],
  ["203.0.113.9, 10.0.0.2, ::1", "203.0.113.9"],
  ["10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["nonsense, 10.0.0.2", "10.0.0.2"],
  ["203.0.113.9, nonsense", "10.0.0.1"],
  ["", "10.0.0.1"],
  [undefined, "10.0.0.1"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
])("in the chain %j the client is %s", (chain, address) => {
  expect(clientOf(from("10.0.0.1"), undefined, { for: chain }, proxies).address).toBe(address);
});

test("a protocol that is neither is not believed", () => {
  const client = clientOf(from("10.0.0.1"), "h", { proto: "gopher" }, proxies);
  expect(client.proto).toBe("http");
  expect(clientOf({ address: "1.1.1.1", encrypted: true }, "h", {}, proxies).proto).toBe("https");
});

test("nobody can name another's address from outside", () => {
  const address = fc.ipV4();
  fc.assert(
    fc.property(fc.array(fc.oneof(address, fc.string())), address, (chain, self) => {
      fc.pre(!proxies.has(self));
      // The proxy appends who it saw; what came before is the client's own invention.
      const header = [...chain, self].join(", ");
      expect(clientOf(from("10.0.0.1"), "h", { for: header }, proxies).address).toBe(self);
    }),
  );
});

test("mapped addresses are written plainly", () => {
  expect(plainAddress("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(plainAddress("2001:db8::1")).toBe("2001:db8::1");
});
