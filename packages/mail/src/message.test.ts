import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mailMessage } from "./message.ts";

/** Strings with the characters that break things. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom(...Array.from('aé👋 \0\n\r\t"\\<&@.:;\u2028'), "\ud800", "\udfff"),
  }),
);

const mail = { to: "jo@example.com", subject: "Hello", text: "Hello Jo" };

test("a plain mail passes", () => {
  expect(mailMessage.parse(mail)).toEqual(mail);
  expect(mailMessage.parse({ ...mail, to: "owner@localhost" }).to).toBe("owner@localhost");
  const headers = { "List-Unsubscribe": "<https://example.com/u>" };
  expect(mailMessage.parse({ ...mail, headers })).toEqual({ ...mail, headers });
});

test.each([
  { to: "jo@example.com\r\nBcc: eve@example.com" },
  { to: "jo@example.com, eve@example.com" },
  { to: '"jo@example.com eve"@example.org' },
  { to: "Jo <jo@example.com>" },
  { to: "jo@eve@example.com" },
  { to: "jo" },
  { subject: "Hello\nBcc: eve@example.com" },
  { subject: "Hello\u2028there" },
  { subject: "Hello\0" },
  { subject: "" },
  { subject: "x".repeat(251) },
  { text: "" },
  { headers: { "X-A": "b\r\nBcc: eve@example.com" } },
  { headers: { "X-A: b\r\nBcc": "eve@example.com" } },
  { headers: { Bcc: "eve@example.com" } },
  { headers: { "Content-Type": "text/html" } },
])("%j is refused", (change) => {
  expect(mailMessage.safeParse({ ...mail, ...change }).success).toBe(false);
});

test("no accepted header can hold a line break", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom("to", "subject"), (text, field) => {
      const { success } = mailMessage.safeParse({ ...mail, [field]: text });
      expect(success && /[\r\n\0]/.test(text)).toBe(false);
    }),
  );
});
