import { Accounts, Sessions, TwoFactors, Users, Verifications } from "@quoin/db";
import { expect, test } from "vitest";
import { createAccounts, freeHandles } from "./accounts.ts";
import { sweepExpired } from "./sweep.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

test("accounts are made many at once, in order, ready to sign in", async () => {
  await using publication = await openPublication();
  const { db, options, auth } = publication;
  const made = await createAccounts(
    db,
    [
      { name: "Ada", email: "Ada@example.org", password, role: "admin" },
      { name: "Ada", email: "ada2@example.org" },
      { name: "日本語", email: "third@example.org", role: "author" },
    ],
    options.handleOf,
  );
  expect(made.map(({ email, handle }) => [email, handle])).toEqual([
    ["ada@example.org", "ada"],
    ["ada2@example.org", "ada-2"],
    ["third@example.org", "reader"],
  ]);
  expect(await Accounts.select(db)).toHaveLength(1);
  const signedIn = await auth.signIn({ email: "ada@example.org", password }, new Browser().call());
  expect(signedIn).toMatchObject({ ok: true, user: { role: "admin", emailVerified: true } });
  expect(await createAccounts(db, [], options.handleOf)).toEqual([]);
});

test("all or none, and the reason in words", async () => {
  await using publication = await openPublication();
  const { db, options } = publication;
  await publication.account({ email: "ada@example.org" });
  const make = (...people: Parameters<typeof createAccounts>[1]) =>
    createAccounts(db, people, options.handleOf);
  const bob = { name: "Bob", email: "bob@example.org" };
  await expect(make(bob, { name: "Ada", email: "ADA@example.org" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "This address has an account already.",
  });
  await expect(make({ ...bob, password: "short" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
  await expect(make({ ...bob, name: "\u0000" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  expect(await Users.select(db)).toHaveLength(1);
});

test("an admin may turn a byline into an account with a role", async () => {
  await using publication = await openPublication();
  const { db } = publication;
  const [byline] = await Users.insert(db, [
    { name: "By Line", email: "line@example.org", handle: "line", isProfile: true },
  ]);
  const account = await publication.account({ email: "line@example.org", role: "author" });
  expect(account).toEqual({
    id: byline!.id,
    name: "By Line",
    email: "line@example.org",
    handle: "line",
  });
  const [user] = await Users.select(db);
  expect(user).toMatchObject({ role: "author", isProfile: false });
});

test("the twenty-first of a name gets a handle too", async () => {
  await using publication = await openPublication();
  const { db, options } = publication;
  const names = Array.from({ length: 22 }, () => "Ada");
  const handles = await freeHandles(db, names, options.handleOf);
  expect(handles.slice(0, 3)).toEqual(["ada", "ada-2", "ada-3"]);
  expect(new Set(handles).size).toBe(22);
  for (const handle of handles) expect(handle).toMatch(/^ada(-[\w]+)?$/);
  const [long] = await freeHandles(db, ["x".repeat(120)], options.handleOf);
  expect(long!.length).toBeLessThanOrEqual(64);
});

test("a secret that never got its first code is swept, one that did stays", async () => {
  await using publication = await openPublication();
  const { db } = publication;
  const ada = await publication.account({ email: "ada@example.org" });
  const bo = await publication.account({ email: "bo@example.org" });
  await TwoFactors.begin(db, ada.id, "waits");
  await TwoFactors.insert(db, [{ userId: bo.id, secret: "in use", confirmedAt: new Date() }]);
  const after = (minutes: number) => sweepExpired(db, new Date(Date.now() + minutes * 60_000));
  expect(await after(29)).toBe(0);
  expect(await after(31)).toBe(1);
  expect(await TwoFactors.select(db)).toMatchObject([{ userId: bo.id }]);
});

test("what has expired is swept, the rest stays", async () => {
  await using publication = await openPublication();
  const { db, auth } = publication;
  await publication.account({ email: "ada@example.org" });
  await publication.signedIn("ada@example.org");
  await auth.requestMagicLink({ email: "ada@example.org" }, new Browser().call());
  expect(await sweepExpired(db)).toBe(0);
  const nextYear = new Date(Date.now() + 365 * 24 * 3_600_000);
  expect(await sweepExpired(db, nextYear)).toBeGreaterThanOrEqual(3);
  expect(await Sessions.select(db)).toEqual([]);
  expect(await Verifications.select(db)).toEqual([]);
  expect(await sweepExpired(db, nextYear)).toBe(0);
});
