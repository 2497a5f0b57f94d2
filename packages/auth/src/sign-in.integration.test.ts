import { inspect } from "node:util";
import { Accounts, openDatabase, Sessions, Users } from "@quoin/db";
import { expect, test, vi } from "vitest";
import { createAuth } from "./auth.ts";
import { createLimits } from "./limits.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

const work = vi.hoisted(() => ({ runs: 0 }));

// The real thing, counted: one argon2 run is what a try costs, and what a stopwatch would see.
vi.mock(import("@node-rs/argon2"), async (original) => {
  const real = await original();
  return {
    ...real,
    hash: (...args: Parameters<typeof real.hash>) => (work.runs++, real.hash(...args)),
    verify: (...args: Parameters<typeof real.verify>) => (work.runs++, real.verify(...args)),
  };
});

const email = "ada@example.org";
const wrong = "incorrect battery horse";
const refusedAs = (code: string) => ({ ok: false, code, message: expect.any(String) });

test("the right password signs in, as a cookie and as a bearer token", async () => {
  await using publication = await openPublication();
  const { auth, audit } = publication;
  const account = await publication.account({ email, role: "editor" });
  const { browser, token, user } = await publication.signedIn("ADA@example.org ");
  expect(user).toEqual({
    id: account.id,
    name: "Ada",
    email,
    emailVerified: true,
    image: null,
    handle: "ada",
    role: "editor",
  });
  const byCookie = await auth.authenticate(browser.headers());
  expect(byCookie).toMatchObject({ user, credential: "cookie", key: null, refusal: null });
  const byBearer = await auth.authenticate(new Headers({ authorization: `Bearer ${token}` }));
  expect(byBearer).toEqual({ ...byCookie, credential: "bearer" });
  expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["user.signed_in", account.id],
  ]);
});

test("a wrong password, an unknown address, a byline: one answer for one price", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  await publication.account({ email });
  await publication.account({ email: "mail-only@example.org", password: undefined as never });
  await Users.insert(db, [
    { name: "By Line", email: "line@example.org", handle: "line", isProfile: true },
  ]);
  const answers = [];
  for (const address of [
    email,
    "nobody@example.org",
    "line@example.org",
    "mail-only@example.org",
  ]) {
    work.runs = 0;
    const browser = new Browser();
    answers.push(await auth.signIn({ email: address, password: wrong }, browser.call()));
    expect([address, work.runs]).toEqual([address, 1]);
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toEqual(refusedAs("INVALID_CREDENTIALS"));
});

test("a byline cannot sign in even with a password", async () => {
  await using publication = await openPublication();
  const { id } = await publication.account({ email });
  await Users.update(publication.db, { id }, { isProfile: true });
  const result = await publication.auth.signIn({ email, password }, new Browser().call());
  expect(result).toEqual(refusedAs("INVALID_CREDENTIALS"));
  expect(await Sessions.select(publication.db)).toEqual([]);
});

test("a banned user is told so with the right password only, until the ban ends", async () => {
  await using publication = await openPublication();
  const { auth, db, time } = publication;
  const { id } = await publication.account({ email });
  const banExpires = new Date(Date.now() + 3_600_000);
  await Users.update(db, { id }, { banned: true, banExpires });
  const signIn = (tried: string) => auth.signIn({ email, password: tried }, new Browser().call());
  expect(await signIn(wrong)).toEqual(refusedAs("INVALID_CREDENTIALS"));
  expect(await signIn(password)).toEqual(refusedAs("BANNED"));
  expect(await Sessions.select(db)).toEqual([]);
  time.now = () => new Date(banExpires.getTime() + 1);
  expect(await signIn(password)).toMatchObject({ ok: true });
});

test("the eleventh try is refused, the right password included, in every process", async () => {
  await using publication = await openPublication();
  await using neighbour = besideIt(publication);
  const { auth } = publication;
  await publication.account({ email });
  for (let at = 0; at < 10; at++) {
    const { auth: process } = at % 2 ? publication : neighbour;
    const browser = new Browser(`203.0.113.${at}`);
    expect(await process.signIn({ email, password: wrong }, browser.call())).toEqual(
      refusedAs("INVALID_CREDENTIALS"),
    );
  }
  for (const process of [auth, neighbour.auth]) {
    const eleventh = await process.signIn({ email, password }, new Browser("198.51.100.1").call());
    expect(eleventh).toMatchObject({
      ...refusedAs("RATE_LIMITED"),
      retryAfterSeconds: expect.any(Number),
    });
  }
  const unknown = { email: "other@example.org", password };
  expect(await auth.signIn(unknown, new Browser("198.51.100.1").call())).toEqual(
    refusedAs("INVALID_CREDENTIALS"),
  );
});

test("the eleventh try from one address is refused, of one IPv6 household too", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  for (let at = 0; at < 10; at++) {
    const browser = new Browser(`2001:db8:0:7::${at}`);
    const result = await auth.signIn({ email: `x${at}@example.org`, password }, browser.call());
    expect(result).toEqual(refusedAs("INVALID_CREDENTIALS"));
  }
  const same = await auth.signIn({ email, password }, new Browser("2001:db8:0:7:a:b:c:d").call());
  expect(same).toMatchObject(refusedAs("RATE_LIMITED"));
  const next = await auth.signIn({ email, password }, new Browser("2001:db8:0:8::1").call());
  expect(next).toMatchObject({ ok: true });
});

test("parallel tries count one by one", async () => {
  await using publication = await openPublication();
  await publication.account({ email });
  const results = await Promise.all(
    Array.from({ length: 16 }, (_, at) =>
      publication.auth.signIn({ email, password: wrong }, new Browser(`203.0.113.${at}`).call()),
    ),
  );
  const codes = results.map((result) => (result.ok ? "OK" : result.code));
  expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(10);
  expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(6);
});

test("signing in well uses nothing up", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  const tries = [wrong, wrong, password, wrong, password, password, password, wrong];
  for (const tried of [...tries, ...tries.filter((one) => one === password)]) {
    const result = await auth.signIn({ email, password: tried }, new Browser().call());
    expect(result.ok).toBe(tried === password);
  }
  for (let at = 0; at < 8; at++) {
    expect((await auth.signIn({ email, password }, new Browser().call())).ok).toBe(true);
  }
});

test("no database, no sign-in: neither limits nor identity fall open", async () => {
  await using publication = await openPublication();
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const nowhere = openDatabase({ driver: "pg", url: "postgres://quoin@127.0.0.1:1/quoin" });
  for (const limits of [publication.limits, createLimits({ db: nowhere.db })]) {
    const away = createAuth({ ...publication.options, db: nowhere.db, limits });
    expect(await away.signIn({ email, password }, new Browser().call())).toMatchObject({
      ...refusedAs("UNAVAILABLE"),
      retryAfterSeconds: 2,
    });
    const refused: unknown = await away
      .authenticate(browser.headers())
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "UNAVAILABLE", status: 503 });
    // Whoever prints it prints no token.
    const [session] = await Sessions.select(publication.db);
    expect(inspect(refused, { depth: 9 })).toContain("ECONNREFUSED");
    expect(inspect(refused, { depth: 9 })).not.toContain(session?.token);
    expect(await away.authenticate(new Headers())).toMatchObject({ credential: "none" });
  }
  await nowhere.close();
});

test("a write from another site is refused before anything is looked at", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const foreign = { headers: browser.headers({ origin: "https://evil.example" }) };
  const refused = refusedAs("FOREIGN_ORIGIN");
  expect(await auth.signIn({ email, password }, foreign)).toEqual(refused);
  expect(await auth.signOut(foreign)).toEqual(refused);
  expect(await auth.requestPasswordReset({ email }, foreign)).toEqual(refused);
  expect(
    await auth.changePassword({ currentPassword: password, newPassword: wrong }, foreign),
  ).toEqual(refused);
  expect(mails).toEqual([]);
  expect((await auth.authenticate(browser.headers())).user).not.toBeNull();
});

test("after signing in one goes where one wanted, among our pages", async () => {
  await using publication = await openPublication();
  await publication.account({ email });
  for (const [redirectTo, expected] of [
    ["/posts/x", "/posts/x"],
    ["https://admin.quoin.example/posts", "https://admin.quoin.example/posts"],
    ["//evil.example", "/"],
    [["/posts"], "/"],
    [undefined, "/"],
  ]) {
    const result = await publication.auth.signIn(
      { email, password, redirectTo },
      new Browser().call(),
    );
    expect(result).toMatchObject({ ok: true, redirectTo: expected });
  }
});

test("signing out ends the session everywhere at once, and twice is once", async () => {
  await using publication = await openPublication();
  const { auth, audit, db } = publication;
  await publication.account({ email });
  const { browser, token } = await publication.signedIn(email);
  const stolen = browser.headers();
  const out = await auth.signOut(browser.call());
  expect(out.ok && out.headers.getSetCookie()[0]).toMatch(
    /^__Secure-quoin.session_token=; Max-Age=0/,
  );
  expect(await auth.authenticate(stolen)).toMatchObject({ user: null, refusal: "EXPIRED" });
  await expect(
    auth.authenticate(new Headers({ authorization: `Bearer ${token}` })),
  ).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  expect(await Sessions.select(db)).toEqual([]);
  expect(await auth.signOut(browser.call())).toMatchObject({ ok: true });
  expect(await auth.signOut(new Browser().call())).toMatchObject({ ok: true });
  expect(audit.filter(({ action }) => action === "user.signed_out")).toHaveLength(1);
});

test("a bearer token signs itself out", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  const { token } = await publication.signedIn(email);
  const headers = new Headers({ authorization: `Bearer ${token}` });
  expect(await auth.signOut({ headers })).toMatchObject({ ok: true });
  await expect(auth.authenticate(headers)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("a link by mail signs in once, and proves the address", async () => {
  await using publication = await openPublication();
  const { auth, mails, db } = publication;
  const { id } = await publication.account({ email });
  await Users.update(db, { id }, { emailVerified: false });
  const browser = new Browser();
  expect(
    await auth.requestMagicLink({ email, redirectTo: "/posts/x" }, browser.call()),
  ).toMatchObject({ ok: true });
  expect(mails).toMatchObject([{ kind: "magic-link", to: email, user: { id, name: "Ada" } }]);
  const link = new URL(mails[0]!.url);
  expect(link.origin + link.pathname).toBe("https://quoin.example/sign-in/link");

  const fields = Object.fromEntries(link.searchParams);
  const followed = await auth.signInWithLink(fields, browser.call());
  expect(followed).toMatchObject({
    ok: true,
    redirectTo: "/posts/x",
    user: { id, emailVerified: true },
  });
  expect(await auth.signInWithLink(fields, browser.call())).toEqual(refusedAs("INVALID_TOKEN"));
  expect(await Accounts.select(db, { userId: id })).toHaveLength(1);
  expect(await auth.signIn({ email, password }, browser.call())).toMatchObject({ ok: true });
});

test("links for the unknown, the banned and bylines are never sent, and nobody learns of it", async () => {
  await using publication = await openPublication();
  const { auth, db, mails } = publication;
  const banned = await publication.account({ email: "banned@example.org" });
  await Users.update(db, { id: banned.id }, { banned: true });
  await Users.insert(db, [
    { name: "By Line", email: "line@example.org", handle: "line", isProfile: true },
  ]);
  await publication.account({ email });
  const answers = [];
  for (const address of [email, "nobody@example.org", "banned@example.org", "line@example.org"]) {
    answers.push(await auth.requestMagicLink({ email: address }, new Browser().call()));
    answers.push(await auth.requestPasswordReset({ email: address }, new Browser().call()));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
    ["magic-link", email],
    ["reset", email],
  ]);
});

test("a link that was sent before a ban does not get around it", async () => {
  await using publication = await openPublication();
  const { id } = await publication.account({ email });
  await publication.auth.requestMagicLink({ email }, new Browser().call());
  await Users.update(publication.db, { id }, { banned: true });
  const token = publication.token("magic-link");
  expect(await publication.auth.signInWithLink({ token }, new Browser().call())).toEqual(
    refusedAs("BANNED"),
  );
  expect(await Sessions.select(publication.db)).toEqual([]);
});

test("a link of one kind does not pass for another", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  await auth.requestMagicLink({ email }, new Browser().call());
  const token = publication.token("magic-link");
  const call = new Browser().call();
  expect(await auth.verifyEmail({ token }, call)).toEqual(refusedAs("INVALID_TOKEN"));
  expect(await auth.resetPassword({ token, password: wrong }, call)).toEqual(
    refusedAs("INVALID_TOKEN"),
  );
  expect(await auth.signInWithLink({ token }, call)).toMatchObject({ ok: true });
});

test("five links an hour to one mailbox", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  await publication.account({ email });
  for (let at = 0; at < 6; at++) {
    const link = await auth.requestMagicLink({ email }, new Browser(`203.0.113.${at}`).call());
    const reset = await auth.requestPasswordReset({ email }, new Browser(`203.0.113.${at}`).call());
    expect([link.ok, reset.ok]).toEqual([at < 5, at < 5]);
  }
  expect(mails).toHaveLength(10);
});

test("a session that is used lasts, one that is not ends after thirty days", async () => {
  await using publication = await openPublication();
  const { auth, db, time } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  expect([...(await auth.refreshSession(browser.headers())).keys()]).toEqual([]);
  expect([...(await auth.refreshSession(new Headers())).keys()]).toEqual([]);

  const [session] = await Sessions.select(db);
  const twoDays = 2 * 24 * 3_600_000;
  const older = new Date(session!.expiresAt.getTime() - twoDays);
  await Sessions.update(db, { id: session!.id }, { expiresAt: older });
  const refreshed = await auth.refreshSession(browser.headers());
  expect(refreshed.getSetCookie()[0]).toMatch(/^__Secure-quoin.session_token=.+; Max-Age=2592000/);
  browser.keep({ headers: refreshed });
  const { session: now } = await auth.authenticate(browser.headers());
  expect(now!.expiresAt.getTime()).toBeGreaterThan(older.getTime() + twoDays - 60_000);

  time.now = () => new Date(now!.expiresAt.getTime() + 1);
  expect(await auth.authenticate(browser.headers())).toMatchObject({
    user: null,
    refusal: "EXPIRED",
  });
});

test("whatever is put into a form, the answer is a refusal and not an accident", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const odd = [
    "\u0000",
    "\ud800",
    "x".repeat(100_000),
    "",
    " ",
    {},
    [],
    Number.POSITIVE_INFINITY,
    null,
    true,
    "a@b",
    "\u202e",
  ];
  for (const value of odd) {
    const fields = {
      name: value,
      email: value,
      password: value,
      token: value,
      currentPassword: value,
      newPassword: value,
    };
    const call = new Browser().call();
    const results = await Promise.all([
      auth.signUp(fields, call),
      auth.verifyEmail(fields, call),
      auth.signIn(fields, call),
      auth.requestMagicLink(fields, call),
      auth.signInWithLink(fields, call),
      auth.requestPasswordReset(fields, call),
      auth.resetPassword(fields, call),
      auth.changePassword(fields, call),
    ]);
    for (const result of results) expect(result.ok).toBe(false);
  }
});

/** A second process over the same database. */
function besideIt({ options }: Awaited<ReturnType<typeof openPublication>>) {
  const limits = createLimits({ db: options.db });
  return {
    auth: createAuth({ ...options, limits }),
    [Symbol.asyncDispose]: () => limits.close(),
  };
}
