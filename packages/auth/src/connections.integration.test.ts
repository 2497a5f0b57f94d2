import { Accounts, Sessions, Users } from "@quoin/db";
import { expect, test } from "vitest";
import { openIdentityProvider } from "./testing/identity-provider.ts";
import { Browser, openPublication } from "./testing/publication.ts";

const web = "https://quoin.example";
const email = "ada@example.org";
const day = 86_400_000;
const refused = (code: string) => `${web}/account?error=${code}`;

/** A publication and a provider that know of each other, and somebody with a password. */
async function open() {
  const idp = await openIdentityProvider();
  const publication = await openPublication({ oidc: idp.options });
  const { auth, db } = publication;
  const { id } = await publication.account({ email });
  const follow = async (path: string, browser: Browser) => {
    const headers = browser.headers({ "sec-fetch-site": "cross-site", host: "quoin.example" });
    headers.delete("origin");
    const response = await auth.handler(new Request(new URL(path, web), { headers }));
    browser.keep(response);
    return response.headers.get("location") ?? "";
  };
  const read = (browser: Browser) => auth.connections(browser.headers());
  const begin = async (browser: Browser, proof?: string) => {
    const given = proof ?? (await read(browser))?.offer?.proof ?? "";
    return follow(`/api/auth/oidc?connect=${given}&redirectTo=/account`, browser);
  };
  return {
    ...publication,
    id,
    begin,
    read,
    follow,
    /** Connects whoever is signed in with somebody at the provider; where that leads to. */
    async connect(browser: Browser, subject = "ada-there") {
      const back = await idp.visit(await begin(browser), subject);
      return follow(back.pathname + back.search, browser);
    },
    visit: idp.visit,
    waysOf: () => Accounts.select(db, { userId: id }),
    async [Symbol.asyncDispose]() {
      await publication[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

test("an account elsewhere is connected, signs in from then on, and is taken off again", async () => {
  await using world = await open();
  const { auth, mails, audit } = world;
  const { browser } = await world.signedIn(email);
  expect(await world.read(browser)).toEqual({
    linked: [],
    offer: { name: "Harbour", proof: expect.stringMatching(/^[\w-]{43}$/) },
    isFresh: true,
  });
  // Its address is another one, and unproven there: who holds both accounts has said what they are.
  expect(await world.connect(browser)).toBe(`${web}/account`);
  const connections = await world.read(browser);
  expect(connections).toEqual({
    linked: [
      { id: expect.any(String), name: "Harbour", since: expect.any(Date), isOnlyWay: false },
    ],
    offer: null,
    isFresh: true,
  });
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([["identity-linked", email]]);
  expect(audit.at(-1)).toMatchObject({ action: "user.identity_linked", entityId: world.id });

  const elsewhere = new Browser();
  const back = await world.visit(await world.follow("/api/auth/oidc", elsewhere), "ada-there");
  await world.follow(back.pathname + back.search, elsewhere);
  expect((await auth.authenticate(elsewhere.headers())).user?.id).toBe(world.id);

  const [linked] = connections!.linked;
  const remove = { id: linked!.id };
  expect(await auth.disconnect(remove, browser.call())).toMatchObject({ ok: true });
  expect(await auth.disconnect(remove, browser.call())).toMatchObject({ ok: true });
  expect((await world.read(browser))?.linked).toEqual([]);
  expect((await auth.authenticate(elsewhere.headers())).user).toBeNull();
  expect(mails.map(({ kind }) => kind)).toEqual(["identity-linked", "identity-unlinked"]);
  expect(audit.at(-1)).toMatchObject({ action: "user.identity_unlinked" });
  expect(await world.waysOf()).toMatchObject([{ providerId: "credential" }]);
});

test("the last way in stays, and so does a password", async () => {
  await using world = await open();
  const { auth, db } = world;
  const { browser } = await world.signedIn(email);
  const [password] = await world.waysOf();
  await world.connect(browser);
  await auth.disconnect({ id: password!.id }, browser.call());
  expect(await world.waysOf()).toHaveLength(2);

  await Accounts.delete(db, { id: password!.id });
  const { linked } = (await world.read(browser))!;
  expect(linked).toMatchObject([{ isOnlyWay: true }]);
  const [{ id } = { id: "" }] = linked;
  expect(await auth.disconnect({ id }, browser.call())).toMatchObject({
    ok: false,
    code: "CONFLICT",
    message: expect.stringContaining("only way"),
  });

  // What a provider that is gone would open is no way in.
  const old = { userId: world.id, providerId: "oidc:another", accountId: "1" };
  const [gone] = await Accounts.insert(db, [old]);
  expect((await auth.disconnect({ id }, browser.call())).ok).toBe(false);
  expect((await world.read(browser))?.linked).toContainEqual(
    expect.objectContaining({ name: null }),
  );
  expect(await auth.disconnect({ id: gone!.id }, browser.call())).toMatchObject({ ok: true });

  // Two ways that open, and both taken at once: one stays.
  const [first] = await world.waysOf();
  await Accounts.insert(db, [{ ...old, providerId: first!.providerId, accountId: "2" }]);
  const both = await world.waysOf();
  const results = await Promise.all(
    both.map((way) => auth.disconnect({ id: way.id }, browser.call())),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await world.waysOf()).toHaveLength(1);
});

test("who somebody is elsewhere belongs to one account here", async () => {
  await using world = await open();
  const bo = await world.account({ email: "bo@example.org" });
  const { browser: theirs } = await world.signedIn("bo@example.org");
  expect(await world.connect(theirs)).toBe(`${web}/account`);

  const { browser } = await world.signedIn(email);
  expect(await world.connect(browser)).toBe(refused("CONFLICT"));
  expect(await world.waysOf()).toHaveLength(1);
  const [linked] = (await world.read(theirs))!.linked;
  expect(await world.auth.disconnect({ id: linked!.id }, browser.call())).toMatchObject({
    ok: true,
  });
  expect(await Accounts.select(world.db, { userId: bo.id })).toHaveLength(2);
});

test("a link to connect is of the session whose page it stood on, and of a fresh one", async () => {
  await using world = await open();
  const { db } = world;
  const { browser } = await world.signedIn(email);
  const { browser: other } = await world.signedIn(email);
  const stolen = (await world.read(other))?.offer?.proof;
  for (const proof of [stolen, "", "x", "x".repeat(43), "%00"])
    expect(await world.begin(browser, proof)).toBe(refused("UNAUTHENTICATED"));
  expect(await world.begin(new Browser(), stolen)).toBe(refused("UNAUTHENTICATED"));

  // Signed out, or somebody else, by the time of the answer.
  await world.account({ email: "bo@example.org" });
  const back = await world.visit(await world.begin(browser), "ada-there");
  browser.keep(await world.auth.signOut(browser.call()));
  await world.signedIn("bo@example.org", browser);
  expect(await world.follow(back.pathname + back.search, browser)).toBe(refused("UNAUTHENTICATED"));
  expect(await world.waysOf()).toHaveLength(1);

  const createdAt = new Date(Date.now() - day - 1_000);
  await Sessions.update(db, { userId: world.id }, { createdAt });
  expect((await world.read(other))?.isFresh).toBe(false);
  expect(await world.begin(other)).toBe(refused("UNAUTHENTICATED"));
});

test("taking off asks for a fresh session of the owner's own", async () => {
  await using world = await open();
  const { auth, db } = world;
  const { browser, token } = await world.signedIn(email);
  await world.connect(browser);
  const [linked] = (await world.read(browser))!.linked;
  const remove = { id: linked!.id };
  const refusal = (code: string) => expect.objectContaining({ ok: false, code });

  const bearer = new Headers({ authorization: `Bearer ${token}` });
  expect(await auth.connections(bearer)).toBeNull();
  expect(await auth.connections(new Headers())).toBeNull();
  expect(await auth.disconnect(remove, { headers: bearer })).toEqual(refusal("UNAUTHENTICATED"));
  const foreign = browser.call({ origin: "https://evil.example" });
  expect(await auth.disconnect(remove, foreign)).toEqual(refusal("FOREIGN_ORIGIN"));
  expect(await auth.disconnect({ id: "1" }, browser.call())).toEqual(refusal("INVALID_INPUT"));

  const createdAt = new Date(Date.now() - day - 1_000);
  await Sessions.update(db, { userId: world.id }, { createdAt });
  expect(await auth.disconnect(remove, browser.call())).toEqual(refusal("UNAUTHENTICATED"));
  const admin = await world.account({ email: "root@example.org", role: "admin" });
  await Sessions.update(db, { userId: world.id }, { impersonatedBy: admin.id });
  expect(await auth.disconnect(remove, browser.call())).toEqual(refusal("IMPERSONATING"));
  expect(await world.read(browser)).toBeNull();
  expect(await world.waysOf()).toHaveLength(2);
  await Users.update(db, { id: world.id }, { banned: true });
  expect(await auth.disconnect(remove, browser.call())).toEqual(refusal("BANNED"));
});

test("where there is no provider there is nothing to connect", async () => {
  await using publication = await openPublication();
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  expect(await publication.auth.connections(browser.headers())).toEqual({
    linked: [],
    offer: null,
    isFresh: true,
  });
});
