import { Sessions, Users } from "@quoin/db";
import { expect, test } from "vitest";
import { Browser, openPublication, password } from "./testing/publication.ts";

type Publication = Awaited<ReturnType<typeof openPublication>>;

const hour = 60 * 60_000;
const refusedAs = (code: string) => expect.objectContaining({ ok: false, code });

/** An admin who is signed in, and two people to act as. */
async function open(publication: Publication) {
  const admin = await publication.account({
    email: "root@example.org",
    role: "admin",
    name: "Root",
  });
  const ada = await publication.account({ email: "ada@example.org", role: "editor" });
  const bob = await publication.account({ email: "bob@example.org", role: "reader", name: "Bob" });
  const { browser, token } = await publication.signedIn("root@example.org");
  return { admin, ada, bob, browser, token };
}

/** Acts as somebody in this browser. */
async function act({ auth }: Publication, browser: Browser, userId: string) {
  const result = await auth.impersonate({ userId }, browser.call());
  expect(result).toMatchObject({ ok: true });
  browser.keep(result);
}

const who = async ({ auth }: Publication, browser: Browser) => {
  const { user, session } = await auth.authenticate(browser.headers());
  return { id: user?.id ?? null, by: session?.impersonatedBy ?? null };
};

test("an admin acts as somebody and is themselves again, and the log says so", async () => {
  await using publication = await openPublication();
  const { admin, ada, browser } = await open(publication);
  await act(publication, browser, ada.id);
  expect(await who(publication, browser)).toEqual({ id: ada.id, by: admin.id });
  const [row] = await Sessions.select(publication.db, { userId: ada.id });
  expect(row!.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + hour);

  for (const _twice of [1, 2]) {
    const stopped = await publication.auth.stopImpersonating(browser.call());
    expect(stopped).toMatchObject({ ok: true });
    browser.keep(stopped);
    expect(await who(publication, browser)).toEqual({ id: admin.id, by: null });
  }
  expect(await Sessions.select(publication.db, { userId: ada.id })).toEqual([]);
  expect([...browser.cookies.keys()]).toEqual(["__Secure-quoin.session_token"]);
  const noted = publication.audit.filter(({ action }) => action.includes("impersonation"));
  const line = { actorId: admin.id, entity: "user", entityId: ada.id, label: "Ada" };
  expect(noted).toEqual([
    {
      ...line,
      action: "user.impersonation_started",
      details: { until: row!.expiresAt.toISOString() },
    },
    { ...line, action: "user.impersonation_ended" },
  ]);
});

test("nobody else acts as anybody, nobody as an admin, and nobody from within", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { admin, ada, bob, browser, token } = await open(publication);
  const other = await publication.account({ email: "boss@example.org", role: "admin" });
  const as = (userId: unknown, given = browser) => auth.impersonate({ userId }, given.call());

  const editor = (await publication.signedIn("ada@example.org")).browser;
  expect(await as(bob.id, editor)).toEqual(refusedAs("NOT_ALLOWED"));
  expect(await as(bob.id, new Browser())).toEqual(refusedAs("UNAUTHENTICATED"));
  const machine = { headers: new Headers({ authorization: `Bearer ${token}` }) };
  expect(await auth.impersonate({ userId: bob.id }, machine)).toEqual(refusedAs("UNAUTHENTICATED"));
  const elsewhere = { headers: browser.headers({ origin: "https://evil.example" }) };
  expect(await auth.impersonate({ userId: bob.id }, elsewhere)).toEqual(
    refusedAs("FOREIGN_ORIGIN"),
  );

  for (const id of [other.id, admin.id]) expect(await as(id)).toEqual(refusedAs("NOT_ALLOWED"));
  for (const id of ["", undefined, "me", "0190b2f0-0000-7000-8000-000000000000"])
    expect(await as(id)).toEqual(refusedAs("INVALID_INPUT"));
  await Users.update(db, { id: bob.id }, { banned: true });
  expect(await as(bob.id)).toEqual(refusedAs("NOT_ALLOWED"));

  await act(publication, browser, ada.id);
  expect(await as(ada.id)).toEqual(refusedAs("IMPERSONATING"));
});

test("password and codes stay their owner's", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { ada, browser } = await open(publication);
  await act(publication, browser, ada.id);
  const change = { currentPassword: password, newPassword: "another battery horse" };
  expect(await auth.changePassword(change, browser.call())).toEqual(refusedAs("IMPERSONATING"));
  expect(await auth.beginTwoFactor({ password }, browser.call())).toEqual(
    refusedAs("IMPERSONATING"),
  );
  expect(await auth.refreshSession(browser.headers())).toEqual(new Headers());
});

test.for<
  [string, (publication: Publication, admin: { id: string }, subject: { id: string }) => unknown]
>([
  ["an hour", ({ time }) => (time.now = () => new Date(Date.now() + hour + 1_000))],
  ["the end of the admin's session", ({ db }, { id }) => Sessions.delete(db, { userId: id })],
  ["the admin's demotion", ({ db }, { id }) => Users.update(db, { id }, { role: "editor" })],
  ["the admin's suspension", ({ db }, { id }) => Users.update(db, { id }, { banned: true })],
  ["the end of the admin's account", ({ db }, { id }) => Users.delete(db, { id })],
  [
    "their becoming an admin",
    ({ db }, _admin, { id }) => Users.update(db, { id }, { role: "admin" }),
  ],
  ["their suspension", ({ db }, _admin, { id }) => Users.update(db, { id }, { banned: true })],
])("%s ends it with the next request", async ([, end]) => {
  await using publication = await openPublication();
  const { admin, ada, browser } = await open(publication);
  await act(publication, browser, ada.id);
  expect((await who(publication, browser)).id).toBe(ada.id);
  await end(publication, admin, ada);
  expect((await who(publication, browser)).id).toBeNull();
});

test("signing out meanwhile signs the admin out as well", async () => {
  await using publication = await openPublication();
  const { ada, browser, token } = await open(publication);
  await act(publication, browser, ada.id);
  browser.keep(await publication.auth.signOut(browser.call()));
  expect([...browser.cookies.keys()]).toEqual([]);
  expect((await who(publication, browser)).id).toBeNull();
  const own = new Headers({ authorization: `Bearer ${token}` });
  await expect(publication.auth.authenticate(own)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  expect(await Sessions.select(publication.db)).toEqual([]);
});

test("whoever's own session is over meanwhile is nobody after stopping", async () => {
  await using publication = await openPublication();
  const { admin, ada, browser } = await open(publication);
  await act(publication, browser, ada.id);
  await Sessions.delete(publication.db, { userId: admin.id });
  browser.keep(await publication.auth.stopImpersonating(browser.call()));
  expect((await who(publication, browser)).id).toBeNull();
  expect([...browser.cookies.keys()]).toEqual([]);
});

test("nobody is given a session that was not put aside by us for theirs", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { admin, ada, bob, browser, token } = await open(publication);
  const [own] = await Sessions.select(db, { userId: admin.id });
  const raw = own?.token ?? "";
  const other = await publication.signedIn("bob@example.org");
  const [bobs] = await Sessions.select(db, { userId: bob.id });
  const name = "__Host-quoin.own_session";
  await act(publication, browser, ada.id);
  const kept = browser.cookies.get(name) ?? "";
  const acting = browser.cookies.get("__Secure-quoin.session_token") ?? "";

  const stop = (cookies: Record<string, string>) => {
    const cookie = Object.entries(cookies).map((pair) => pair.join("="));
    const headers = new Headers({ cookie: cookie.join("; "), origin: "https://quoin.example" });
    return auth.stopImpersonating({ headers });
  };
  const tampered = kept.slice(0, -1) + (kept.endsWith("A") ? "B" : "A");
  // What the database alone tells, what another secret made, and what is another browser's.
  for (const given of [raw, raw + "A".repeat(43), tampered, (bobs?.token ?? "") + kept.slice(-43)])
    for (const session of ["", `${raw}.forged`, acting]) {
      const result = await stop({ "__Secure-quoin.session_token": session, [name]: given });
      expect(result, given).toMatchObject({ ok: true });
      const after = new Browser();
      after.keep(result);
      expect([...after.cookies.keys()]).toEqual([]);
    }
  // Without the session it was put aside for, it is nothing.
  const alone = new Browser();
  alone.keep(await stop({ [name]: kept }));
  expect([...alone.cookies.keys()]).toEqual([]);
  // In the browser of somebody who acts as nobody, it changes nothing.
  const cookie = {
    "__Secure-quoin.session_token": other.browser.cookies.get("__Secure-quoin.session_token") ?? "",
  };
  const unmoved = new Browser();
  unmoved.keep(await stop({ ...cookie, [name]: kept }));
  expect([...unmoved.cookies.keys()]).toEqual([]);

  const back = new Browser();
  back.keep(await stop({ "__Secure-quoin.session_token": acting, [name]: kept }));
  expect((await who(publication, back)).id).toBe(admin.id);
  const machine = { headers: new Headers({ authorization: `Bearer ${token}` }) };
  expect(await auth.stopImpersonating(machine)).toEqual(refusedAs("NOT_ALLOWED"));
});

test("an admin is themselves again also when the session of the other is gone already", async () => {
  await using publication = await openPublication();
  const { admin, ada, browser } = await open(publication);
  await act(publication, browser, ada.id);
  await Sessions.delete(publication.db, { userId: ada.id });
  browser.keep(await publication.auth.stopImpersonating(browser.call()));
  expect(await who(publication, browser)).toEqual({ id: admin.id, by: null });
});

test("a plain form stops it and leads on to a page of ours", async () => {
  await using publication = await openPublication();
  const { admin, ada, browser } = await open(publication);
  const stop = (redirectTo: string) =>
    publication.auth.handler(
      new Request("https://quoin.example/api/auth/impersonate/stop", {
        method: "POST",
        headers: browser.headers({
          accept: "text/html,*/*",
          "content-type": "application/x-www-form-urlencoded",
        }),
        body: new URLSearchParams({ redirectTo }),
      }),
    );
  for (const [asked, led] of [
    ["/users", "https://quoin.example/users"],
    ["//evil.example", "https://quoin.example/"],
  ] as const) {
    await act(publication, browser, ada.id);
    const response = await stop(asked);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(led);
    browser.keep(response);
    expect((await who(publication, browser)).id).toBe(admin.id);
  }
});
