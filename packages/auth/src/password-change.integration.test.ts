import { Accounts, ApiKeys, Sessions, Users } from "@quoin/db";
import { expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { createKeys } from "./keys.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

const email = "ada@example.org";
const fresh = "another battery horse";
const refusedAs = (code: string) => ({ ok: false, code, message: expect.any(String) });

test("a reset sets the password, ends every session and sends a notice", async () => {
  await using publication = await openPublication();
  const { auth, mails, audit, db } = publication;
  const { id } = await publication.account({ email });
  const { browser, token } = await publication.signedIn(email);
  await publication.signedIn(email);

  await auth.requestPasswordReset({ email }, { ...new Browser().call(), site: "admin" });
  expect(mails[0]).toMatchObject({ kind: "reset", to: email, user: { id, name: "Ada" } });
  expect(mails[0]?.url).toMatch(
    /^https:\/\/admin\.quoin\.example\/reset-password\?token=[\w-]{32}$/,
  );
  const link = { token: publication.token("reset"), password: fresh };
  expect(await auth.resetPassword(link, new Browser().call())).toMatchObject({ ok: true });

  expect(await Sessions.select(db)).toEqual([]);
  expect((await auth.authenticate(browser.headers())).user).toBeNull();
  await expect(
    auth.authenticate(new Headers({ authorization: `Bearer ${token}` })),
  ).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(mails[1]).toMatchObject({ kind: "password-changed", to: email });
  expect(mails[1]?.url).toBe("https://quoin.example/forgot-password");
  expect(audit.at(-1)).toEqual({
    actorId: id,
    action: "user.password_reset",
    entity: "user",
    entityId: id,
    label: "Ada",
  });

  const signIn = (tried: string) => auth.signIn({ email, password: tried }, new Browser().call());
  expect(await signIn(password)).toEqual(refusedAs("INVALID_CREDENTIALS"));
  expect(await signIn(fresh)).toMatchObject({ ok: true });
  expect(await auth.resetPassword(link, new Browser().call())).toEqual(refusedAs("INVALID_TOKEN"));
});

test("a reset frees an account from a stranger's tries, and gives one to who had no password", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  await publication.account({ email, password: undefined as never });
  for (let at = 0; at < 10; at++) {
    await auth.signIn({ email, password }, new Browser(`203.0.113.${at}`).call());
  }
  const signIn = () => auth.signIn({ email, password: fresh }, new Browser("198.51.100.1").call());
  expect(await signIn()).toMatchObject(refusedAs("RATE_LIMITED"));
  await auth.requestPasswordReset({ email }, new Browser().call());
  await auth.resetPassword(
    { token: publication.token("reset"), password: fresh },
    new Browser().call(),
  );
  expect(await signIn()).toMatchObject({ ok: true });
  expect(await Accounts.select(db)).toHaveLength(1);
});

test("two resets by one link: one wins", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  await auth.requestPasswordReset({ email }, new Browser().call());
  const token = publication.token("reset");
  const results = await Promise.all(
    [fresh, `${fresh}s`].map((chosen) =>
      auth.resetPassword({ token, password: chosen }, new Browser().call()),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});

test("a weak choice does not use the link up", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  await auth.requestPasswordReset({ email }, new Browser().call());
  const token = publication.token("reset");
  for (const weak of ["short", "password123", `${email}!`]) {
    expect(await auth.resetPassword({ token, password: weak }, new Browser().call())).toMatchObject(
      {
        ...refusedAs("INVALID_INPUT"),
        fieldErrors: { password: [expect.any(String)] },
      },
    );
  }
  const good = await auth.resetPassword({ token, password: fresh }, new Browser().call());
  expect(good).toMatchObject({ ok: true });
});

test("when the notice cannot be queued, the password stays and the link lives", async () => {
  let broken = true;
  await using publication = await openPublication();
  const { mails, options } = publication;
  const auth = createAuth({
    ...options,
    sendMail: async (mail) => {
      if (broken && mail.kind === "password-changed") throw new Error("no queue");
      mails.push(mail);
    },
  });
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  await auth.requestPasswordReset({ email }, new Browser().call());
  const link = { token: publication.token("reset"), password: fresh };
  await expect(auth.resetPassword(link, new Browser().call())).rejects.toThrow("no queue");
  const change = { currentPassword: password, newPassword: fresh };
  await expect(auth.changePassword(change, browser.call())).rejects.toThrow("no queue");
  expect((await auth.authenticate(browser.headers())).user).not.toBeNull();
  expect((await auth.signIn({ email, password }, new Browser().call())).ok).toBe(true);
  broken = false;
  expect(await auth.resetPassword(link, new Browser().call())).toMatchObject({ ok: true });
});

test("a change keeps this browser signed in and no other", async () => {
  await using publication = await openPublication();
  const { auth, mails, audit } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const { browser: other } = await publication.signedIn(email);
  const before = browser.headers();

  const change = { currentPassword: password, newPassword: fresh };
  const changed = await auth.changePassword(change, browser.call());
  expect(changed).toMatchObject({ ok: true });
  browser.keep(changed);
  expect((await auth.authenticate(browser.headers())).user).not.toBeNull();
  expect((await auth.authenticate(other.headers())).user).toBeNull();
  expect((await auth.authenticate(before)).user).toBeNull();
  expect(mails).toMatchObject([{ kind: "password-changed", to: email }]);
  expect(audit.at(-1)?.action).toBe("user.password_changed");
  expect(await auth.signIn({ email, password: fresh }, new Browser().call())).toMatchObject({
    ok: true,
  });
});

test("a change leaves keys alone, or revokes one's own where that is asked for", async () => {
  await using publication = await openPublication();
  const { auth, audit, db } = publication;
  const { id } = await publication.account({ email });
  const other = await publication.account({ email: "bo@example.org" });
  const longAgo = new Date("2026-01-01T00:00:00Z");
  await createKeys(db, [{ userId: id, name: "Ended", role: "reader" }]);
  await ApiKeys.update(db, { userId: id }, { revokedAt: longAgo });
  const [mine, theirs] = await createKeys(
    db,
    [id, other.id].map((userId) => ({ userId, name: "Script", role: "reader" as const })),
  );
  const works = (key: string) =>
    auth.authenticate(new Headers({ "x-api-key": key })).then(
      () => true,
      () => false,
    );
  const { browser } = await publication.signedIn(email);
  const change = async (fields: object) => {
    const result = await auth.changePassword(
      { currentPassword: password, newPassword: fresh, ...fields },
      browser.call(),
    );
    browser.keep(result);
    return result;
  };

  expect(await change({ revokeKeys: "perhaps" })).toMatchObject(refusedAs("INVALID_INPUT"));
  expect(await change({ currentPassword: "not it at all", revokeKeys: "on" })).toMatchObject(
    refusedAs("INVALID_CREDENTIALS"),
  );
  expect(await change({})).toMatchObject({ ok: true });
  expect(await works(mine!.key)).toBe(true);
  expect(
    await change({ currentPassword: fresh, newPassword: password, revokeKeys: "on" }),
  ).toMatchObject({ ok: true });
  expect([await works(mine!.key), await works(theirs!.key)]).toEqual([false, true]);
  expect(audit.at(-1)).toMatchObject({
    action: "user.password_changed",
    details: { keysRevoked: 1 },
  });
  expect(await ApiKeys.select(db, { userId: id, revokedAt: longAgo })).toHaveLength(1);
});

test("a change needs the present password, and counts the tries at it", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  for (let at = 0; at < 10; at++) {
    const wrong = await auth.changePassword(
      { currentPassword: "incorrect battery horse", newPassword: fresh },
      browser.call({ "x-quoin-client-ip": `203.0.113.${at}` }),
    );
    expect(wrong).toMatchObject({
      ...refusedAs("INVALID_CREDENTIALS"),
      fieldErrors: { currentPassword: [expect.any(String)] },
    });
  }
  const right = { currentPassword: password, newPassword: fresh };
  const call = browser.call({ "x-quoin-client-ip": "198.51.100.1" });
  expect(await auth.changePassword(right, call)).toMatchObject(refusedAs("RATE_LIMITED"));
  expect(mails).toEqual([]);
  expect((await auth.authenticate(browser.headers())).user).not.toBeNull();
});

test("only the owner changes a password, in a browser", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email });
  const { browser, token } = await publication.signedIn(email);
  const change = { currentPassword: password, newPassword: fresh };
  const bearer = { headers: new Headers({ authorization: `Bearer ${token}` }) };
  expect(await auth.changePassword(change, bearer)).toEqual(refusedAs("UNAUTHENTICATED"));
  expect(await auth.changePassword(change, new Browser().call())).toEqual(
    refusedAs("UNAUTHENTICATED"),
  );
  expect(
    await auth.changePassword({ ...change, newPassword: "password123" }, browser.call()),
  ).toMatchObject({
    code: "INVALID_INPUT",
    fieldErrors: { newPassword: [expect.any(String)] },
  });

  const admin = await publication.account({ email: "root@example.org", role: "admin" });
  await Sessions.update(db, { userId: id }, { impersonatedBy: admin.id });
  expect(await auth.changePassword(change, browser.call())).toEqual(refusedAs("IMPERSONATING"));
  await Users.update(db, { id }, { banned: true });
  expect(await auth.changePassword(change, browser.call())).toEqual(refusedAs("BANNED"));
});

test("who signs in by mail alone is told that there is no password to change", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email, password: undefined as never });
  const browser = new Browser();
  await auth.requestMagicLink({ email }, browser.call());
  browser.keep(
    await auth.signInWithLink({ token: publication.token("magic-link") }, browser.call()),
  );
  const change = { currentPassword: password, newPassword: fresh };
  expect(await auth.changePassword(change, browser.call())).toEqual(
    refusedAs("INVALID_CREDENTIALS"),
  );
});
