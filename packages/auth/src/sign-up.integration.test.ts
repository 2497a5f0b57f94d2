import { Accounts, Sessions, Users, Verifications } from "@quoin/db";
import { expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

const ada = { name: "Ada Lovelace", email: "Ada@example.org", password };

test("signing up, following the link, and being signed in", async () => {
  await using publication = await openPublication();
  const { auth, db, mails, audit } = publication;
  const browser = new Browser();

  const asked = await auth.signUp({ ...ada, redirectTo: "/posts/x#comments" }, browser.call());
  expect(asked.ok).toBe(true);
  expect(await Users.select(db)).toEqual([]);
  expect(mails).toEqual([
    {
      kind: "verify",
      to: "ada@example.org",
      url: expect.stringMatching(/^https:\/\/quoin\.example\/verify-email\?token=[\w-]{32}&/),
      user: { id: null, name: "Ada Lovelace" },
    },
  ]);
  const link = new URL(mails[0]!.url);
  expect(link.searchParams.get("redirectTo")).toBe("/posts/x#comments");

  const followed = await auth.verifyEmail(Object.fromEntries(link.searchParams), browser.call());
  expect(followed).toMatchObject({
    ok: true,
    redirectTo: "/posts/x#comments",
    user: { email: "ada@example.org", emailVerified: true, role: "reader", handle: "ada-lovelace" },
  });
  browser.keep(followed);
  const identity = await auth.authenticate(browser.headers());
  expect(identity).toMatchObject({ user: { name: "Ada Lovelace" }, credential: "cookie" });
  expect(audit.map(({ action }) => action)).toEqual(["user.signed_up"]);

  const again = new Browser().call();
  expect(await auth.signIn({ email: ada.email, password }, again)).toMatchObject({ ok: true });
});

test("the cookie is out of reach of scripts and other sites", async () => {
  await using publication = await openPublication();
  await publication.auth.signUp(ada, new Browser().call());
  const token = publication.token("verify");
  const followed = await publication.auth.verifyEmail({ token }, new Browser().call());
  const [cookie] = followed.ok ? followed.headers.getSetCookie() : [];
  expect(cookie).toMatch(/^__Secure-quoin\.session_token=/);
  expect(cookie?.split("; ").slice(1).toSorted()).toEqual([
    "HttpOnly",
    "Max-Age=2592000",
    "Path=/",
    "SameSite=Lax",
    "Secure",
  ]);
});

test("the link works once, and not for ever", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  await auth.signUp(ada, new Browser().call());
  const token = publication.token("verify");
  const both = await Promise.all([
    auth.verifyEmail({ token }, new Browser().call()),
    auth.verifyEmail({ token }, new Browser().call()),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await auth.verifyEmail({ token }, new Browser().call())).toMatchObject({
    ok: false,
    code: "INVALID_TOKEN",
  });
  expect(await Users.select(db)).toHaveLength(1);

  await auth.signUp({ ...ada, email: "bob@example.org" }, new Browser().call());
  const [pending] = await Verifications.select(db);
  await Verifications.update(db, { id: pending!.id }, { expiresAt: new Date(Date.now() - 1_000) });
  const late = { token: publication.token("verify") };
  expect(await auth.verifyEmail(late, new Browser().call())).toMatchObject({
    code: "INVALID_TOKEN",
  });
});

test("a made-up link is refused, whatever it is made of", async () => {
  await using publication = await openPublication();
  for (const token of [
    "x".repeat(32),
    "",
    "\u0000",
    "../../etc",
    "\ud800",
    "x".repeat(9_999),
    7,
    null,
  ]) {
    expect(await publication.auth.verifyEmail({ token }, new Browser().call())).toMatchObject({
      ok: false,
      code: "INVALID_TOKEN",
    });
  }
});

test("the table of links holds neither tokens nor passwords", async () => {
  await using publication = await openPublication();
  await publication.auth.signUp(ada, new Browser().call());
  const rows = JSON.stringify(await Verifications.select(publication.db));
  expect(rows).not.toContain(publication.token("verify"));
  expect(rows).not.toContain(password);
});

test("a known address gets the same answer, and its owner a mail", async () => {
  await using publication = await openPublication();
  const { auth, mails, db } = publication;
  await publication.account({ email: "ada@example.org", password: "another battery horse" });
  const known = await auth.signUp(ada, new Browser().call());
  const unknown = await auth.signUp({ ...ada, email: "bob@example.org" }, new Browser().call());
  expect(known).toEqual(unknown);
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
    ["account-exists", "ada@example.org"],
    ["verify", "bob@example.org"],
  ]);
  expect(mails[0]?.url).toBe("https://quoin.example/sign-in");
  expect(await Users.select(db)).toHaveLength(1);
  const browser = new Browser();
  expect(await auth.signIn({ email: ada.email, password }, browser.call())).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
});

test("nobody can prepare an account for somebody else's address", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const thief = "the thief's own choice";
  await auth.signUp({ ...ada, password: thief }, new Browser("198.51.100.1").call());
  await auth.signUp(ada, new Browser().call());
  const owner = publication.token("verify");
  await auth.signUp({ ...ada, password: thief }, new Browser("198.51.100.1").call());

  expect(await auth.verifyEmail({ token: owner }, new Browser().call())).toMatchObject({
    ok: true,
  });
  const theft = await auth.signIn({ email: ada.email, password: thief }, new Browser().call());
  expect(theft).toMatchObject({ ok: false, code: "INVALID_CREDENTIALS" });
  const late = await auth.verifyEmail({ token: publication.token("verify") }, new Browser().call());
  expect(late).toMatchObject({ ok: false, code: "INVALID_TOKEN" });
});

test("fields that a form does not have change nothing", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const greedy = {
    ...ada,
    id: "019aa000-0000-7000-8000-000000000000",
    role: "admin",
    handle: "root",
    emailVerified: false,
    banned: true,
    isProfile: true,
    image: "https://evil.example/x.png",
    createdAt: new Date(0),
  };
  await auth.signUp(greedy, new Browser().call());
  await auth.verifyEmail(
    { token: publication.token("verify"), role: "admin", userId: greedy.id } as object,
    new Browser().call(),
  );
  const [user] = await Users.select(db);
  expect(user).toMatchObject({
    role: "reader",
    handle: "ada-lovelace",
    emailVerified: true,
    banned: false,
    isProfile: false,
    image: null,
  });
  expect(user?.id).not.toBe(greedy.id);
});

test("people of one name get handles of their own, also at the same instant", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const tokens: string[] = [];
  for (let at = 0; at < 4; at++) {
    await auth.signUp({ ...ada, email: `ada${at}@example.org` }, new Browser().call());
    tokens.push(publication.token("verify"));
  }
  const results = await Promise.all(
    tokens.map((token) => auth.verifyEmail({ token }, new Browser().call())),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  const handles = (await Users.select(db)).map(({ handle }) => handle);
  expect(new Set(handles).size).toBe(4);
  expect(handles).toContain("ada-lovelace");
});

test("a byline's address claims the byline and no rights", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const [byline] = await Users.insert(db, [
    {
      name: "Ada L.",
      email: "ada@example.org",
      handle: "ada",
      role: "author",
      isProfile: true,
    },
  ]);
  await auth.signUp(ada, new Browser().call());
  const claimed = await auth.verifyEmail(
    { token: publication.token("verify") },
    new Browser().call(),
  );
  expect(claimed).toMatchObject({
    ok: true,
    user: { id: byline?.id, handle: "ada", role: "reader", emailVerified: true },
  });
  expect(await Accounts.select(db)).toHaveLength(1);
});

test("a closed publication takes nobody, not even by a link from before", async () => {
  let open = true;
  await using publication = await openPublication({ signUpOpen: async () => open });
  const { auth, mails } = publication;
  await auth.signUp(ada, new Browser().call());
  open = false;
  const refused = { ok: false, code: "SIGN_UP_CLOSED" };
  expect(await auth.signUp({ ...ada, email: "b@example.org" }, new Browser().call())).toMatchObject(
    refused,
  );
  expect(mails).toHaveLength(1);
  const token = publication.token("verify");
  expect(await auth.verifyEmail({ token }, new Browser().call())).toMatchObject(refused);
});

test("a weak password says so beside its field", async () => {
  await using publication = await openPublication();
  const weak = await publication.auth.signUp(
    { ...ada, password: "ada@example.org" },
    new Browser().call(),
  );
  expect(weak).toMatchObject({
    ok: false,
    code: "INVALID_INPUT",
    fieldErrors: { password: [expect.any(String)] },
  });
});

test("ten accounts an hour from one address, five mails an hour to one", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  for (let at = 0; at < 10; at++) {
    const email = `a${at}@example.org`;
    expect((await auth.signUp({ ...ada, email }, new Browser().call())).ok).toBe(true);
  }
  const eleventh = await auth.signUp({ ...ada, email: "b@example.org" }, new Browser().call());
  expect(eleventh).toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: expect.any(Number) });
  expect(mails).toHaveLength(10);

  for (let at = 0; at < 6; at++) {
    const browser = new Browser(`198.51.100.${at}`);
    const result = await auth.signUp({ ...ada, email: "c@example.org" }, browser.call());
    expect(result.ok).toBe(at < 5);
  }
});

test("when the mail cannot be queued, there is no link either", async () => {
  await using publication = await openPublication({
    sendMail: async () => {
      throw new Error("no queue");
    },
  });
  await expect(publication.auth.signUp(ada, new Browser().call())).rejects.toThrow("no queue");
  expect(await Verifications.select(publication.db)).toEqual([]);
});

test("an answer takes its time, whichever it is", async () => {
  await using publication = await openPublication({ answerFloorMs: 150 });
  const started = performance.now();
  await publication.auth.requestMagicLink({ email: "nobody@example.org" }, new Browser().call());
  expect(performance.now() - started).toBeGreaterThanOrEqual(149);
});

test("links lead to the site that was asked, whatever the host says", async () => {
  await using publication = await openPublication();
  const call = new Browser().call({ host: "evil.example", "x-forwarded-host": "evil.example" });
  await publication.auth.signUp(ada, { ...call, site: "admin" });
  expect(publication.mails[0]?.url).toMatch(/^https:\/\/admin\.quoin\.example\/verify-email\?/);
});

test("identity refuses to open with a short secret or a site that is none", async () => {
  await using publication = await openPublication();
  const { options } = publication;
  expect(() => createAuth({ ...options, secret: "short" })).toThrow(/32/);
  expect(() => createAuth({ ...options, trustedOrigins: ["evil"] })).toThrow(/evil/);
});

test("a session that begins remembers where from, however long the browser's name is", async () => {
  await using publication = await openPublication();
  await publication.account({ email: "ada@example.org" });
  const call = new Browser("2001:db8::7").call({ "user-agent": "x".repeat(5_000) });
  expect((await publication.auth.signIn({ email: "ada@example.org", password }, call)).ok).toBe(
    true,
  );
  const [session] = await Sessions.select(publication.db);
  expect(session?.userAgent).toHaveLength(500);
  expect(session?.ipAddress).toBe("2001:0db8:0000:0000:0000:0000:0000:0000");
});
