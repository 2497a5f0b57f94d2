import { Sessions, TwoFactors, Users } from "@quoin/db";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

type Publication = Awaited<ReturnType<typeof openPublication>>;

const email = "ada@example.org";
const issuer = "https://quoin.example";
const refusedAs = (code: string) => ({ ok: false, code, message: expect.any(String) });

/** What somebody's phone does. */
function phone(secret: string, { time }: Publication) {
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  return {
    /** The code that is shown, or was or will be shown so many steps from now. */
    code: (steps = 0) => app.generate({ timestamp: time.now().getTime() + steps * 30_000 }),
  };
}

/** Half a minute later, and more: the next code. */
function wait(publication: Publication, seconds = 30): void {
  const then = publication.time.now().getTime() + seconds * 1_000;
  publication.time.now = () => new Date(then);
}

async function enrolled(publication: Publication, address = email) {
  const { auth } = publication;
  const account = await publication.account({ email: address });
  const { browser } = await publication.signedIn(address);
  const begun = await auth.beginTwoFactor({ password }, browser.call());
  if (!begun.ok) throw new Error(begun.message);
  const app = phone(begun.secret, publication);
  const confirmed = await auth.confirmTwoFactor({ code: app.code() }, browser.call());
  if (!confirmed.ok) throw new Error(confirmed.message);
  wait(publication);
  return { account, browser, app, secret: begun.secret, recoveryCodes: confirmed.recoveryCodes };
}

/** The first half of signing in, which is no session. */
async function half(publication: Publication, address = email) {
  const browser = new Browser("198.51.100.9");
  const result = await publication.auth.signIn({ email: address, password }, browser.call());
  if (!result.ok) throw new Error(result.message);
  browser.keep(result);
  return { browser, result };
}

test("an app is enrolled with the password and its first code", async () => {
  await using publication = await openPublication({ name: async () => "The Quoin" });
  const { auth, db } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const wrong = await auth.beginTwoFactor({ password: "wrong horse entirely" }, browser.call());
  expect(wrong).toMatchObject({
    ...refusedAs("INVALID_CREDENTIALS"),
    fieldErrors: { password: [expect.any(String)] },
  });
  expect(await TwoFactors.select(db)).toEqual([]);

  const begun = await auth.beginTwoFactor({ password }, browser.call());
  if (!begun.ok) throw new Error(begun.message);
  expect(new URL(begun.uri).searchParams.get("issuer")).toBe("The Quoin");
  expect(await auth.twoFactor(browser.headers())).toEqual({
    enabled: false,
    since: null,
    recoveryCodesLeft: 0,
    setup: { secret: begun.secret, uri: begun.uri },
  });
  // Not yet: nobody has shown that the app has it.
  const { result } = await half(publication);
  expect(result.user).toMatchObject({ email });

  const app = phone(begun.secret, publication);
  const refused = await auth.confirmTwoFactor({ code: app.code(5) }, browser.call());
  expect(refused).toMatchObject(refusedAs("INVALID_CREDENTIALS"));
  const confirmed = await auth.confirmTwoFactor({ code: app.code() }, browser.call());
  expect(confirmed).toMatchObject({ ok: true, recoveryCodes: { length: 10 } });
  expect(await auth.twoFactor(browser.headers())).toEqual({
    enabled: true,
    since: expect.any(Date),
    recoveryCodesLeft: 10,
    setup: null,
  });
  expect(publication.mails.map(({ kind, to }) => [kind, to])).toEqual([["two-factor-on", email]]);
  expect(publication.audit.map(({ action }) => action)).toContain("user.two_factor_enabled");
});

test("neither the secret nor a recovery code can be read from the table", async () => {
  await using publication = await openPublication();
  const { secret, recoveryCodes } = await enrolled(publication);
  const stored = JSON.stringify(await TwoFactors.select(publication.db));
  expect(stored).not.toContain(secret);
  for (const code of recoveryCodes) {
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll("-", ""));
  }
});

test("the password alone opens no session; password and code do", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { account, app } = await enrolled(publication);
  const before = await Sessions.select(db);
  const { browser, result } = await half(publication);
  expect(result).toEqual({
    ok: true,
    headers: expect.any(Headers),
    user: null,
    token: null,
    challenge: expect.stringMatching(/^[\w-]{32}$/),
    redirectTo: "/sign-in/code",
  });
  const [cookie] = result.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-quoin\.two_factor=[\w-]{32}; .*HttpOnly; SameSite=Lax; Secure$/);
  expect(await Sessions.select(db)).toEqual(before);
  expect((await auth.authenticate(browser.headers())).user).toBeNull();

  const entered = await auth.signInWithCode({ code: app.code() }, browser.call());
  if (!entered.ok) throw new Error(entered.message);
  browser.keep(entered);
  expect((await auth.authenticate(browser.headers())).user?.id).toBe(account.id);
  expect([...browser.cookies.keys()]).toEqual(["__Secure-quoin.session_token"]);
  const signedIn = publication.audit.filter(({ action }) => action === "user.signed_in");
  expect(signedIn).toHaveLength(2);
});

test("where one wanted to go is kept until the code is there", async () => {
  await using publication = await openPublication();
  const { app } = await enrolled(publication);
  const finish = async (redirectTo: string) => {
    const browser = new Browser();
    const fields = { email, password, redirectTo };
    browser.keep(await publication.auth.signIn(fields, browser.call()));
    wait(publication);
    return publication.auth.signInWithCode({ code: app.code() }, browser.call());
  };
  expect(await finish("/posts/one#comments")).toMatchObject({ redirectTo: "/posts/one#comments" });
  expect(await finish("https://evil.example/")).toMatchObject({ redirectTo: "/" });
});

test("a code is taken once, in any process and however many ask at once", async () => {
  await using publication = await openPublication();
  const { auth, options, db } = publication;
  const { account, app } = await enrolled(publication);
  const neighbour = createAuth(options);
  const halves = await Promise.all(Array.from({ length: 3 }, () => half(publication)));
  const code = app.code();
  const answers = await Promise.all(
    halves.map(({ browser }, at) =>
      (at % 2 ? neighbour : auth).signInWithCode({ code }, browser.call()),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const again = await half(publication);
  expect(await auth.signInWithCode({ code }, again.browser.call())).toMatchObject({
    ...refusedAs("INVALID_CREDENTIALS"),
    fieldErrors: { code: [expect.any(String)] },
  });
  // Nor one before it, which the window would still allow.
  expect(await auth.signInWithCode({ code: app.code(-1) }, again.browser.call())).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  expect(await Sessions.select(db, { userId: account.id })).toHaveLength(2);
  wait(publication);
  expect(await auth.signInWithCode({ code: app.code() }, again.browser.call())).toMatchObject({
    ok: true,
  });
});

test("a recovery code signs in once, and its owner hears of it", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { browser: home, recoveryCodes } = await enrolled(publication);
  const [code = ""] = recoveryCodes;
  const first = await half(publication);
  const typed = code.toUpperCase().replaceAll("-", " ");
  expect(await auth.signInWithCode({ code: typed }, first.browser.call())).toMatchObject({
    ok: true,
  });
  const second = await half(publication);
  expect(await auth.signInWithCode({ code }, second.browser.call())).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  expect(await auth.twoFactor(home.headers())).toMatchObject({ recoveryCodesLeft: 9 });
  expect(publication.mails.map(({ kind }) => kind)).toContain("recovery-code-used");
  expect(publication.audit.map(({ action }) => action)).toContain("user.recovery_code_used");
});

test("what is begun ends: used, too old, after a new password, of a banned person", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { account, app, browser: home } = await enrolled(publication);
  const used = await half(publication);
  expect(await auth.signInWithCode({ code: app.code() }, used.browser.call())).toMatchObject({
    ok: true,
  });
  wait(publication);
  expect(await auth.signInWithCode({ code: app.code() }, used.browser.call())).toMatchObject(
    refusedAs("INVALID_TOKEN"),
  );

  const banned = await half(publication);
  await Users.update(db, { id: account.id }, { banned: true });
  expect(await auth.signInWithCode({ code: app.code() }, banned.browser.call())).toMatchObject(
    refusedAs("BANNED"),
  );
  await Users.update(db, { id: account.id }, { banned: false });

  const stale = await half(publication);
  const fields = { currentPassword: password, newPassword: "another horse entirely" };
  expect(await auth.changePassword(fields, home.call())).toMatchObject({ ok: true });
  wait(publication);
  expect(await auth.signInWithCode({ code: app.code() }, stale.browser.call())).toMatchObject(
    refusedAs("INVALID_TOKEN"),
  );
  const nobody = new Browser();
  const made = { code: app.code(), challenge: "made-up-made-up-made-up" };
  expect(await auth.signInWithCode(made, nobody.call())).toMatchObject(refusedAs("INVALID_TOKEN"));
});

test("a link by mail asks for the code too, and is used up all the same", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { account, app } = await enrolled(publication);
  const sessions = await Sessions.select(db, { userId: account.id });
  await auth.requestMagicLink({ email }, new Browser().call());
  const token = publication.token("magic-link");
  const browser = new Browser();
  const followed = await auth.signInWithLink({ token }, browser.call());
  expect(followed).toMatchObject({ ok: true, user: null, redirectTo: "/sign-in/code" });
  expect(await Sessions.select(db, { userId: account.id })).toEqual(sessions);
  expect(await auth.signInWithLink({ token }, browser.call())).toMatchObject(
    refusedAs("INVALID_TOKEN"),
  );
  browser.keep(followed);
  expect(await auth.signInWithCode({ code: app.code() }, browser.call())).toMatchObject({
    ok: true,
  });
});

test("the sixth try is refused, the right code included, and never lets through what cannot count", async () => {
  await using publication = await openPublication();
  const { auth, limits } = publication;
  const { app } = await enrolled(publication);
  const { browser } = await half(publication);
  const tries = [];
  for (let at = 0; at < 5; at++) {
    tries.push(await auth.signInWithCode({ code: app.code(10 + at) }, browser.call()));
  }
  expect(tries.map((result) => !result.ok && result.code)).toEqual(
    Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"),
  );
  const elsewhere = await half(publication);
  expect(await auth.signInWithCode({ code: app.code() }, elsewhere.browser.call())).toMatchObject({
    ...refusedAs("RATE_LIMITED"),
    retryAfterSeconds: expect.any(Number),
  });

  await using other = await openPublication();
  const person = await enrolled(other);
  const begun = await half(other);
  const cannotCount = createAuth({
    ...other.options,
    limits: {
      ...limits,
      consume: async () => {
        throw Object.assign(new Error("gone"), { name: "AuthError", code: "UNAVAILABLE" });
      },
    },
  });
  expect(
    await cannotCount.signInWithCode({ code: person.app.code() }, begun.browser.call()),
  ).toMatchObject(refusedAs("UNAVAILABLE"));
});

test("turning it off takes the password and a code, and is told by mail", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { browser, app } = await enrolled(publication);
  const off = (fields: object) => auth.disableTwoFactor(fields, browser.call());
  expect(await off({ password: "wrong horse entirely", code: app.code() })).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  expect(await off({ password, code: app.code(9) })).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  expect(await off({ password })).toMatchObject(refusedAs("INVALID_INPUT"));
  expect(await TwoFactors.select(db)).toHaveLength(1);
  expect(await off({ password, code: app.code() })).toMatchObject({ ok: true });
  expect(await TwoFactors.select(db)).toEqual([]);
  const { result } = await half(publication);
  expect(result.user).toMatchObject({ email });
  expect(publication.mails.map(({ kind }) => kind)).toEqual(["two-factor-on", "two-factor-off"]);
  expect(publication.audit.map(({ action }) => action)).toContain("user.two_factor_disabled");
  expect(await off({ password, code: app.code() })).toMatchObject(refusedAs("INVALID_INPUT"));
});

test("new recovery codes end the old ones", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { browser, app, recoveryCodes: old } = await enrolled(publication);
  const renewed = await auth.renewRecoveryCodes({ password, code: app.code() }, browser.call());
  if (!renewed.ok) throw new Error(renewed.message);
  expect(renewed.recoveryCodes).toHaveLength(10);
  expect(renewed.recoveryCodes.filter((code) => old.includes(code))).toEqual([]);
  const { browser: phoneless } = await half(publication);
  expect(await auth.signInWithCode({ code: old[0] }, phoneless.call())).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  const [code] = renewed.recoveryCodes;
  expect(await auth.signInWithCode({ code }, phoneless.call())).toMatchObject({ ok: true });
  expect(publication.audit.map(({ action }) => action)).toContain("user.recovery_codes_renewed");
});

test("an app in use is not replaced, and a setup left lying is over", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { browser, app } = await enrolled(publication);
  expect(await auth.beginTwoFactor({ password }, browser.call())).toMatchObject(
    refusedAs("INVALID_INPUT"),
  );
  expect(await auth.confirmTwoFactor({ code: app.code() }, browser.call())).toMatchObject(
    refusedAs("INVALID_INPUT"),
  );

  await publication.account({ email: "bo@example.org" });
  const bo = await publication.signedIn("bo@example.org");
  const begun = await auth.beginTwoFactor({ password }, bo.browser.call());
  if (!begun.ok) throw new Error(begun.message);
  wait(publication, 3_600);
  expect(await auth.twoFactor(bo.browser.headers())).toMatchObject({ setup: null });
  const late = { code: phone(begun.secret, publication).code() };
  expect(await auth.confirmTwoFactor(late, bo.browser.call())).toMatchObject(
    refusedAs("INVALID_INPUT"),
  );
});

test("only the owner, in a browser: not an admin who acts as them, not a machine, not a stranger", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { account, browser, app } = await enrolled(publication);
  const admin = await publication.account({ email: "root@example.org", role: "admin" });
  const { token } = await publication.signedIn("root@example.org");
  await Sessions.update(db, { userId: account.id }, { impersonatedBy: admin.id });
  const fields = { password, code: app.code() };
  const calls = [auth.beginTwoFactor, auth.confirmTwoFactor, auth.disableTwoFactor] as const;
  for (const call of [...calls, auth.renewRecoveryCodes]) {
    expect(await call(fields, browser.call())).toMatchObject(refusedAs("IMPERSONATING"));
    expect(await call(fields, new Browser().call())).toMatchObject(refusedAs("UNAUTHENTICATED"));
    const machine = { headers: new Headers({ authorization: `Bearer ${token}` }) };
    expect(await call(fields, machine)).toMatchObject(refusedAs("UNAUTHENTICATED"));
    const foreign = browser.call({ origin: "https://evil.example" });
    expect(await call(fields, foreign)).toMatchObject(refusedAs("FOREIGN_ORIGIN"));
  }
});

test("changing the password keeps the session of who has shown a code", async () => {
  await using publication = await openPublication();
  const { browser } = await enrolled(publication);
  const fields = { currentPassword: password, newPassword: "another horse entirely" };
  const changed = await publication.auth.changePassword(fields, browser.call());
  expect(changed).toMatchObject({ ok: true });
  browser.keep(changed);
  expect((await publication.auth.authenticate(browser.headers())).user).toMatchObject({ email });
});

test("over HTTP: the challenge in the answer serves those without cookies", async () => {
  await using publication = await openPublication();
  const { app } = await enrolled(publication);
  const post = async (path: string, body: object) => {
    const request = new Request(`${issuer}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const response = await publication.auth.handler(request);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const first = await post("sign-in/email", { email, password });
  expect(first).toEqual({
    status: 200,
    body: {
      user: null,
      token: null,
      challenge: expect.any(String),
      redirectTo: "/sign-in/code",
    },
  });
  const { challenge } = first.body;
  const wrong = await post("sign-in/code", { challenge, code: app.code(9) });
  expect(wrong).toMatchObject({ status: 401, body: { code: "INVALID_CREDENTIALS" } });
  const right = await post("sign-in/code", { challenge, code: app.code() });
  expect(right).toMatchObject({
    status: 200,
    body: { user: { email }, token: expect.any(String) },
  });
  const headers = { authorization: `Bearer ${String(right.body["token"])}` };
  const state = await publication.auth.handler(
    new Request(`${issuer}/api/auth/two-factor`, { headers }),
  );
  expect(await state.json()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
});
