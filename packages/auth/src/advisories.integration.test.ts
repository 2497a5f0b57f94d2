import { Sessions, Users } from "@quoin/db";
import { createEmailVerificationToken } from "better-auth/api";
import { expect, test } from "vitest";
import { Browser, openPublication, password } from "./testing/publication.ts";

// One test for each published weakness of better-auth that would have reached Quoin. It must not
// come back by an upgrade, a downgrade, or a route that somebody opens.

const email = "ada@example.org";
const base = "https://quoin.example/api/auth";
const json = (path: string, fields: object, browser = new Browser()) =>
  new Request(`${base}/${path}`, {
    method: "POST",
    body: JSON.stringify(fields),
    headers: browser.headers({ "content-type": "application/json" }),
  });

test("CVE-2024-56734, CVE-2025-27143: a mailed link leads nowhere but to us", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const evil = ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"];
  for (const [at, target] of evil.entries()) {
    const fields = { name: "Ada", email: `ada${at}@example.org`, password, redirectTo: target };
    await auth.signUp(fields, new Browser().call());
    const token = publication.token("verify");
    const query = new URLSearchParams({ token, callbackURL: target, redirectTo: target });
    const response = await auth.handler(new Request(`${base}/verify-email?${query}`));
    expect(response.headers.get("location")).toBe("https://quoin.example/");
  }
});

test("CVE-2025-61928: nobody makes a key for somebody else over HTTP", async () => {
  await using publication = await openPublication();
  const { id } = await publication.account({ email });
  for (const path of ["api-key/create", "api-key/update", "api-key/verify"]) {
    const response = await publication.auth.handler(json(path, { userId: id, name: "x" }));
    expect(response.status).toBe(404);
  }
});

test("CVE-2025-71402: a forged cookie of a second session ends nobody's session", async () => {
  await using publication = await openPublication();
  await publication.account({ email });
  await publication.signedIn(email);
  const [session] = await Sessions.select(publication.db);
  const cookie = ["quoin.session_token_multi-x", "__Secure-quoin.session_token_multi-x"]
    .map((name) => `${name}=${session?.token}.x`)
    .join("; ");
  const headers = new Headers({ cookie, origin: "https://quoin.example" });
  expect(await publication.auth.signOut({ headers })).toMatchObject({ ok: true });
  expect(await Sessions.select(publication.db)).toHaveLength(1);
});

test("GHSA-x732-6j76-qmhm: more slashes are another address, not a way around limits", async () => {
  await using publication = await openPublication();
  for (const path of ["/sign-in/email", "//sign-in/email", "sign-in//email", "./sign-in//email"]) {
    const response = await publication.auth.handler(json(path, { email, password }));
    expect([path, response.status]).toEqual([path, 404]);
  }
  const outside = new Request("https://quoin.example//api/auth/get-session");
  expect((await publication.auth.handler(outside)).status).toBe(404);
});

test("GHSA-569q-mpph-wgww: a first request under another name does not move the addresses", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  await auth.handler(new Request("https://evil.example/elsewhere/api/auth/get-session"));
  await auth.handler(new Request("https://evil.example/api/auth/get-session"));
  const response = await auth.handler(json("sign-up/email", { name: "Ada", email, password }));
  expect(response.status).toBe(200);
  expect(mails[0]?.url).toMatch(/^https:\/\/quoin\.example\/verify-email\?/);
});

test("CVE-2026-45364: an IPv6 household is one client, however it spells its address", async () => {
  await using publication = await openPublication();
  const spellings = ["2001:db8::1", "2001:DB8:0::1", "2001:db8:0:0:ffff::", "2001:0db8::9.9.9.9"];
  const codes = [];
  for (let at = 0; at < 12; at++) {
    const browser = new Browser(spellings[at % spellings.length]);
    const fields = { email: `x${at}@example.org`, password };
    const result = await publication.auth.signIn(fields, browser.call());
    codes.push(result.ok ? "OK" : result.code);
  }
  expect(codes.slice(10)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
});

test("CVE-2026-114607: a proof of one kind does not sign in as another", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  await auth.requestPasswordReset({ email }, new Browser().call());
  await auth.signUp({ name: "Bob", email: "bob@example.org", password }, new Browser().call());
  for (const kind of ["reset", "verify"] as const) {
    const token = publication.token(kind);
    expect(await auth.signInWithLink({ token }, new Browser().call())).toMatchObject({
      code: "INVALID_TOKEN",
    });
  }
});

test("1.7.16: a signed proof of an address, which better-auth would take, opens nothing", async () => {
  await using publication = await openPublication();
  const { auth, db, options } = publication;
  const { id } = await publication.account({ email });
  await Users.update(db, { id }, { emailVerified: false });
  for (const moved of [undefined, "thief@example.org"]) {
    const token = await createEmailVerificationToken(options.secret, email, moved, 3_600);
    expect(await auth.verifyEmail({ token }, new Browser().call())).toMatchObject({
      code: "INVALID_TOKEN",
    });
    const query = new URLSearchParams({ token });
    const response = await auth.handler(new Request(`${base}/verify-email?${query}`));
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  expect((await auth.handler(json("change-email", { newEmail: "t@example.org" }))).status).toBe(
    404,
  );
  expect(await Users.select(db, { id })).toMatchObject([{ email, emailVerified: false }]);
});
