import { Accounts, Sessions, Users, Verifications } from "@quoin/db";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createAccounts } from "./accounts.ts";
import { anyText } from "./testing/any-text.ts";
import { Browser, openPublication } from "./testing/publication.ts";

const email = "ada@example.org";
const password = "another battery horse";
const usedUp = { ok: false, code: "INVALID_TOKEN", message: expect.stringContaining("expired") };
type Publication = Awaited<ReturnType<typeof openPublication>>;

/** An account made for Ada, and the token of the link that she was mailed. */
async function invited({ auth, db, options, ...world }: Publication, role: "reader" | "author") {
  const fields = { name: "Ada", email, role, emailVerified: false };
  const [account] = await createAccounts(db, [fields], options.handleOf);
  if (!account) throw new Error("No account was made");
  const again = async () => {
    await auth.invite([{ ...account, role }], db);
    return world.token("invitation");
  };
  return { ...account, again, token: await again() };
}

test.for([
  ["reader", "https://quoin.example"],
  ["author", "https://admin.quoin.example"],
] as const)("an invited %s chooses a password and is in", async ([role, site]) => {
  await using publication = await openPublication();
  const { auth, db, mails, audit } = publication;
  const { id, token } = await invited(publication, role);
  expect(mails).toEqual([
    {
      kind: "invitation",
      to: email,
      url: `${site}/welcome?token=${token}`,
      user: { id, name: "Ada" },
    },
  ]);
  expect(JSON.stringify(await Verifications.select(db))).not.toContain(token);
  expect(await Users.select(db, { id })).toMatchObject([{ emailVerified: false }]);

  expect(await auth.readInvitation({ token })).toEqual({ name: "Ada", email });
  expect(await auth.readInvitation({ token })).toEqual({ name: "Ada", email });
  const browser = new Browser();
  const result = await auth.acceptInvitation({ token, password }, browser.call());
  expect(result).toMatchObject({
    ok: true,
    user: { id, role, emailVerified: true },
    redirectTo: "/",
  });
  browser.keep(result);
  expect((await auth.authenticate(browser.headers())).user?.id).toBe(id);
  expect(await auth.signIn({ email, password }, new Browser().call())).toMatchObject({ ok: true });
  expect(audit.map(({ action }) => action)).toContain("user.invitation_accepted");

  expect(await auth.readInvitation({ token })).toBeNull();
  expect(await auth.acceptInvitation({ token, password }, new Browser().call())).toEqual(usedUp);
});

test("a poor password is refused in words, and the link stays good", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { token } = await invited(publication, "reader");
  for (const poor of ["short", "1234567890", `${email} forever`, undefined])
    expect(
      await auth.acceptInvitation({ token, password: poor }, new Browser().call()),
    ).toMatchObject({
      code: "INVALID_INPUT",
      fieldErrors: { password: [expect.any(String)] },
    });
  expect(await auth.acceptInvitation({ token, password }, new Browser().call())).toMatchObject({
    ok: true,
  });
});

test("unknown, expired and foreign links, and those of who is gone, look alike", async () => {
  await using publication = await openPublication();
  const { auth, db, time } = publication;
  const { id, again } = await invited(publication, "reader");
  const refused = async (token: unknown) => {
    expect(await auth.readInvitation({ token })).toBeNull();
    expect(await auth.acceptInvitation({ token, password }, new Browser().call())).toEqual(usedUp);
  };
  await fc.assert(fc.asyncProperty(anyText, refused), { numRuns: 30 });
  await refused("x".repeat(32));
  await refused(undefined);

  await publication.account({ email: "bo@example.org" });
  await auth.requestPasswordReset({ email: "bo@example.org" }, new Browser().call());
  await refused(publication.token("reset"));

  const token = await again();
  await Verifications.update(db, { value: id }, { expiresAt: new Date(Date.now() - 1_000) });
  await refused(token);

  const good = await again();
  await Users.update(db, { id }, { banned: true, banExpires: new Date(Date.now() + 60_000) });
  await refused(good);
  time.now = () => new Date(Date.now() + 120_000);
  expect(await auth.readInvitation({ token: good })).not.toBeNull();

  await Users.delete(db, { id });
  await refused(good);
  expect(await Accounts.select(db, { userId: id })).toEqual([]);
});

test("a link lasts seven days", async () => {
  await using publication = await openPublication();
  await invited(publication, "reader");
  const [row] = await Verifications.select(publication.db);
  const days = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.99);
  expect(days).toBeLessThanOrEqual(7);
});

test("is useless beside a password, however that came about, and of several at once one counts", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id, token, again } = await invited(publication, "reader");
  const tokens = [token, token, await again(), await again()];
  const results = await Promise.all(
    tokens.map((each, at) =>
      auth.acceptInvitation({ token: each, password: `${password} ${at}` }, new Browser().call()),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter(({ ok }) => !ok)).toEqual([usedUp, usedUp, usedUp]);
  expect(await Accounts.select(db, { userId: id })).toHaveLength(1);
  expect(await Sessions.select(db, { userId: id })).toHaveLength(1);

  const late = await again();
  expect(await auth.readInvitation({ token: late })).toBeNull();
  expect(await auth.acceptInvitation({ token: late, password }, new Browser().call())).toEqual(
    usedUp,
  );
});

test("who asks for a forgotten password before accepting is invited again", async () => {
  await using publication = await openPublication();
  const { auth, mails } = publication;
  const { token } = await invited(publication, "author");
  expect(await auth.requestPasswordReset({ email }, new Browser().call())).toMatchObject({
    ok: true,
  });
  expect(mails.map(({ kind }) => kind)).toEqual(["invitation", "invitation"]);
  const fresh = publication.token("invitation");
  expect(fresh).not.toBe(token);
  expect(mails[1]?.url).toContain("https://admin.quoin.example/welcome?token=");
  await auth.acceptInvitation({ token: fresh, password }, new Browser().call());
  await auth.requestPasswordReset({ email }, new Browser().call());
  expect(mails.at(-1)?.kind).toBe("reset");
});

test("who signs in by a mailed link has proven the address, and may still choose a password", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id, token } = await invited(publication, "reader");
  await auth.requestMagicLink({ email }, new Browser().call());
  const link = { token: publication.token("magic-link") };
  expect(await auth.signInWithLink(link, new Browser().call())).toMatchObject({ ok: true });
  expect(await Users.select(db, { id })).toMatchObject([{ emailVerified: true }]);
  expect(await auth.acceptInvitation({ token, password }, new Browser().call())).toMatchObject({
    ok: true,
  });
});

test("an invitation is queued with the account or not at all", async () => {
  const failing = { sendMail: async () => Promise.reject(new Error("The queue is away")) };
  await using publication = await openPublication(failing);
  const { auth, db } = publication;
  const account = await publication.account({ email });
  const invitee = { ...account, role: "reader" } as const;
  await expect(auth.invite([invitee], db)).rejects.toThrow("away");
  expect(await Verifications.select(db)).toEqual([]);
});

test("a form of another site accepts nothing", async () => {
  await using publication = await openPublication();
  const { token } = await invited(publication, "reader");
  const call = { headers: new Headers({ origin: "https://evil.example" }) };
  expect(await publication.auth.acceptInvitation({ token, password }, call)).toMatchObject({
    code: "FOREIGN_ORIGIN",
  });
});
