import { ApiKeys, openDatabase, Sessions, Users } from "@quoin/db";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { createAuth } from "./auth.ts";
import { signToken } from "./cookies.ts";
import { createKeys, listKeys, revokeKeys } from "./keys.ts";
import { Browser, openPublication } from "./testing/publication.ts";

const email = "ada@example.org";
const withKey = (key: string) => new Headers({ "x-api-key": key });
const withBearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test("a ban, a demotion and a changed name count at the next request", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email, role: "admin" });
  const { browser, token } = await publication.signedIn(email);
  const asks = () => auth.authenticate(browser.headers());
  expect((await asks()).user?.role).toBe("admin");

  await Users.update(db, { id }, { role: "reader", name: "Ada L." });
  expect((await asks()).user).toMatchObject({ role: "reader", name: "Ada L." });

  await Users.update(db, { id }, { banned: true });
  expect(await asks()).toEqual({
    user: null,
    session: null,
    credential: "cookie",
    key: null,
    refusal: "BANNED",
  });
  await expect(auth.authenticate(withBearer(token))).rejects.toMatchObject({
    code: "BANNED",
    status: 403,
  });
  await Users.update(db, { id }, { banExpires: new Date(Date.now() - 1) });
  expect((await asks()).user).not.toBeNull();

  await Users.delete(db, { id });
  expect(await asks()).toMatchObject({ user: null, refusal: "EXPIRED" });
});

test("a forged cookie is nobody, and costs no query", async () => {
  await using publication = await openPublication();
  const { auth, db, options } = publication;
  await publication.account({ email });
  await publication.signedIn(email);
  const [session] = await Sessions.select(db);
  const name = "__Secure-quoin.session_token";
  const forgeries = [
    session!.token,
    `${session!.token}.`,
    signToken(session!.token, "another-secret-of-more-than-thirty-two"),
    `${session!.token}.${"A".repeat(43)}=`,
    "%00",
    "",
  ];
  const asked = await questions(async () => {
    for (const forged of forgeries) {
      const headers = new Headers({ cookie: `${name}=${encodeURIComponent(forged)}` });
      expect(await auth.authenticate(headers)).toMatchObject({ user: null, credential: "none" });
    }
    expect(await auth.authenticate(new Headers())).toMatchObject({ credential: "none" });
  });
  expect(asked).toBe(0);

  const unknown = signToken("x".repeat(32), options.secret);
  const headers = new Headers({ cookie: `${name}=${encodeURIComponent(unknown)}` });
  expect(await auth.authenticate(headers)).toMatchObject({ user: null, refusal: "EXPIRED" });
});

test("a cookie costs one query, a key one and a note a minute", async () => {
  await using publication = await openPublication();
  const { auth, db, time } = publication;
  const { id } = await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const [made] = await createKeys(db, [{ userId: id, name: "robot", role: "reader" }]);
  const cost = (headers: Headers) => questions(() => auth.authenticate(headers));
  expect(await cost(browser.headers())).toBe(1);
  expect(await cost(withKey(made!.key))).toBe(2);
  expect(await cost(withKey(made!.key))).toBe(1);
  const [used] = await ApiKeys.select(db, { id: made!.record.id });
  expect(used?.lastUsedAt).not.toBeNull();
  expect(used?.updatedAt).toEqual(used?.createdAt);
  time.now = () => new Date(Date.now() + 61_000);
  expect(await cost(withKey(made!.key))).toBe(2);
});

test("a key acts as its owner, with the lesser of two roles", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email, role: "editor" });
  const [strong, weak] = await createKeys(db, [
    { userId: id, name: "strong", role: "admin" },
    { userId: id, name: "weak", role: "author", expiresAt: new Date(Date.now() + 60_000) },
  ]);
  expect(strong!.key).toMatch(/^qn_[\w-]{43}$/);
  expect(await auth.authenticate(withKey(strong!.key))).toMatchObject({
    user: { id, role: "editor" },
    session: null,
    credential: "key",
    key: { id: strong!.record.id, role: "admin" },
  });
  expect(await auth.authenticate(withBearer(weak!.key))).toMatchObject({
    user: { id, role: "author" },
    credential: "key",
  });
  await Users.update(db, { id }, { role: "reader" });
  expect((await auth.authenticate(withKey(weak!.key))).user?.role).toBe("reader");
});

test("a key is stored as a digest and shown once", async () => {
  await using publication = await openPublication();
  const { db } = publication;
  const { id } = await publication.account({ email });
  const [made] = await createKeys(db, [{ userId: id, name: "robot", role: "reader" }]);
  expect(made!.record).not.toHaveProperty("hash");
  expect(JSON.stringify(await ApiKeys.select(db))).not.toContain(made!.key.slice(11));
  expect(made!.key.startsWith(made!.record.prefix)).toBe(true);
  const { items } = await listKeys(db, { userId: id }, { limit: 20 });
  expect(items).toMatchObject([
    { id: made!.record.id, ownerName: "Ada", prefix: made!.record.prefix },
  ]);
  expect(items[0]).not.toHaveProperty("hash");
});

test("a key that is not good is refused, never taken for a stranger", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const past = new Date(Date.now() - 1_000);
  const [revoked, expired, good] = await createKeys(db, [
    { userId: id, name: "revoked", role: "reader" },
    { userId: id, name: "expired", role: "reader", expiresAt: past },
    { userId: id, name: "good", role: "reader" },
  ]);
  await revokeKeys(db, { ids: [revoked!.record.id] });

  const bad = [revoked!.key, expired!.key, `${good!.key}x`, `qn_${"x".repeat(43)}`, "qn_", "x", ""];
  for (const key of bad) {
    const headers = browser.headers({ "x-api-key": key });
    await expect(auth.authenticate(headers)).rejects.toMatchObject({
      name: "AuthError",
      code: "INVALID_KEY",
      status: 401,
    });
  }
  await expect(auth.authenticate(withBearer(revoked!.key))).rejects.toMatchObject({
    code: "INVALID_KEY",
  });
  for (const authorization of [
    "Bearer",
    "Bearer ",
    "bearer x",
    `Bearer ${"x".repeat(9_000)}`,
    "Bearer %zz.x",
  ]) {
    await expect(auth.authenticate(new Headers({ authorization }))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      status: 401,
    });
  }
  const basic = browser.headers({ authorization: "Basic eDp5" });
  expect((await auth.authenticate(basic)).credential).toBe("cookie");

  await Users.update(db, { id }, { banned: true });
  await expect(auth.authenticate(withKey(good!.key))).rejects.toMatchObject({
    code: "BANNED",
    status: 403,
  });
});

test("revoking counts at once, once, and for the owner's keys alone", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const ada = await publication.account({ email });
  const bob = await publication.account({ email: "bob@example.org" });
  const [his] = await createKeys(db, [{ userId: bob.id, name: "his", role: "reader" }]);
  const ids = [his!.record.id];
  expect(await revokeKeys(db, { ids, userId: ada.id })).toEqual([]);
  expect((await auth.authenticate(withKey(his!.key))).user?.id).toBe(bob.id);
  const [revoked] = await revokeKeys(db, { ids, userId: bob.id });
  expect(revoked).toMatchObject({ id: his!.record.id, revokedAt: expect.any(Date) });
  expect(revoked).not.toHaveProperty("hash");
  await expect(auth.authenticate(withKey(his!.key))).rejects.toMatchObject({ code: "INVALID_KEY" });
  expect(await revokeKeys(db, { ids })).toEqual([]);
  expect(await revokeKeys(db, { ids: [] })).toEqual([]);
});

test("a key works although nobody can note that it was used", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email });
  const [made] = await createKeys(db, [{ userId: id, name: "robot", role: "reader" }]);
  await db.execute(
    sql`alter database ${sql.identifier(new URL(publication.url).pathname.slice(1))} set default_transaction_read_only = on`,
  );
  const warnings: string[] = [];
  const standby = openDatabase({ driver: "pg", url: publication.url });
  const log = {
    info: () => {},
    error: () => {},
    warn: (_: object, text: string) => void warnings.push(text),
  };
  const readOnly = createAuth({ ...publication.options, db: standby.db, log });
  expect((await readOnly.authenticate(withKey(made!.key))).user?.id).toBe(id);
  expect(warnings).toEqual(["could not note that an API key was used"]);
  expect((await auth.authenticate(new Browser().headers())).user).toBeNull();
  await standby.close();
});

/** How often the database is asked while `work` runs: identity asks through these and nothing else. */
async function questions(work: () => Promise<unknown>): Promise<number> {
  const doors = [
    vi.spyOn(Sessions, "byToken"),
    vi.spyOn(ApiKeys, "byHash"),
    vi.spyOn(ApiKeys, "touch"),
  ];
  await work();
  const count = doors.reduce((sum, door) => sum + door.mock.calls.length, 0);
  for (const door of doors) door.mockRestore();
  return count;
}
