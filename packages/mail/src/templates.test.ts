import * as fc from "fast-check";
import { expect, test } from "vitest";
import { mailMessage } from "./message.ts";
import {
  accountExists,
  commentApproved,
  commentWaiting,
  connectionChanged,
  invitation,
  magicLink,
  passwordChanged,
  postPublished,
  resetPassword,
  twoFactorChanged,
  verifyEmail,
  welcome,
} from "./templates.ts";

/** Strings with the characters that break things. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom(...Array.from('aé👋 \0\n\r\t"\\<&@.:;\u2028'), "\ud800", "\udfff"),
  }),
);

const url = "https://blog.example/x?a=1&b=2";

/** Every template, with the same text in all places that a person can fill. */
function all(text: string) {
  const publication = { name: text, url: "https://blog.example/" };
  return {
    verifyEmail: verifyEmail({ publication, url }),
    resetPassword: resetPassword({ publication, url }),
    magicLink: magicLink({ publication, url }),
    passwordChanged: passwordChanged({ publication, name: text, at: new Date(0), url }),
    commentApproved: commentApproved({ publication, name: text, postTitle: text, url }),
    commentWaiting: commentWaiting({
      publication,
      postTitle: text,
      authorName: text,
      excerpt: text,
      url,
    }),
    ...Object.fromEntries(
      (["on", "off", "reset", "recovery"] as const).map((event) => [
        `twoFactorChanged (${event})`,
        twoFactorChanged({ publication, name: text, event, at: new Date(0), url }),
      ]),
    ),
    ...Object.fromEntries(
      (["connected", "disconnected"] as const).map((event) => [
        `connectionChanged (${event})`,
        connectionChanged({ publication, name: text, event, at: new Date(0), url }),
      ]),
    ),
    welcome: welcome({ publication, name: text, url }),
    accountExists: accountExists({ publication, url }),
    invitation: invitation({ publication, name: text, url }),
    postPublished: postPublished({ publication, name: text, postTitle: text, url }),
  };
}

test.each(Object.entries(all("The Quoin Review")))(
  "%s names the publication and links",
  (_, mail) => {
    expect(mail.text).toContain("The Quoin Review");
    expect(mail.text).toContain(url);
    expect(mail.html).toContain(`href="https://blog.example/x?a=1&amp;b=2"`);
    expect(mail.subject).not.toBe("");
  },
);

test("what people wrote is text, not markup", () => {
  for (const mail of Object.values(all(`<img src=x onerror="a()">'&`)))
    expect(mail.html).not.toContain("<img");
});

test("mails to unproven addresses quote nothing a stranger typed", () => {
  const publication = { name: "Quoin", url: "https://blog.example" };
  // The only inputs are the publication and the link; this pins that it stays so.
  for (const mail of [verifyEmail, resetPassword, magicLink])
    expect(Object.keys(mail({ publication, url })).toSorted()).toEqual(["html", "subject", "text"]);
  expect(verifyEmail({ publication, url }).text).not.toContain("Hello");
});

test("a link that is not http is refused", () => {
  const publication = { name: "Quoin", url: "https://blog.example" };
  expect(() => verifyEmail({ publication, url: "javascript:alert(1)" })).toThrow("http or https");
  expect(() => magicLink({ publication, url: "/relative" })).toThrow("Invalid URL");
});

test("whatever people wrote, the mail can be sent", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const content of Object.values(all(text)))
        expect(mailMessage.safeParse({ to: "jo@example.com", ...content }).success).toBe(true);
    }),
  );
});
