import { Accounts, Sessions, TwoFactors, Users } from "@quoin/db";
import { expect, test } from "vitest";
import type { AuthOptions } from "./contract.ts";
import { openIdentityProvider } from "./testing/identity-provider.ts";
import { Browser, openPublication } from "./testing/publication.ts";

const web = "https://quoin.example";
const email = "ada@example.org";
const ada = { email, email_verified: true, name: "Ada Lovelace" };

type World = Awaited<ReturnType<typeof open>>;

/** A publication and a provider that know of each other. */
async function open(change: Partial<AuthOptions> = {}, provider = {}) {
  const idp = await openIdentityProvider(provider);
  const publication = await openPublication({ oidc: idp.options, ...change });
  const get = (path: string, browser: Browser, host = web) => {
    // A browser that is led here from another site says so.
    const headers = browser.headers({ "sec-fetch-site": "cross-site", host: new URL(host).host });
    headers.delete("origin");
    return publication.auth.handler(new Request(new URL(path, host), { headers }));
  };
  return {
    ...publication,
    idp,
    get,
    /** From the button to the provider's door. */
    async begin(browser: Browser, redirectTo = "/account", host = web) {
      const path = `/api/auth/oidc?redirectTo=${encodeURIComponent(redirectTo)}`;
      const response = await get(path, browser, host);
      expect(response.status).toBe(303);
      browser.keep(response);
      return response.headers.get("location") ?? "";
    },
    /** The way back. */
    async finish(back: URL, browser: Browser) {
      const response = await get(back.pathname + back.search, browser, back.origin);
      browser.keep(response);
      return { status: response.status, to: response.headers.get("location") };
    },
    async [Symbol.asyncDispose]() {
      await publication[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

/** The whole dance, as one resident of the provider. */
async function signIn(world: World, subject = "ada", browser = new Browser()) {
  const back = await world.idp.visit(await world.begin(browser), subject);
  const answer = await world.finish(back, browser);
  const { user } = await world.auth.authenticate(browser.headers());
  return { browser, back, user, ...answer };
}

const refused = (code: string) => `${web}/sign-in?error=${code}`;

test("the provider is asked with PKCE, state and nonce, and nothing of a session", async () => {
  await using world = await open();
  const browser = new Browser();
  const url = new URL(await world.begin(browser));
  expect(url.origin).toBe(world.idp.issuer);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "quoin",
    response_type: "code",
    scope: "openid email profile",
    redirect_uri: `${web}/api/auth/oidc/callback`,
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
  expect([...browser.cookies.keys()]).toEqual(["__Host-quoin.oidc"]);
  expect(world.auth.elsewhere).toEqual({ name: "Harbour" });
});

test.for([
  ["in the user info", {}],
  ["in the token", { conformIdTokenClaims: false }],
] as const)("a first visit makes an account, told %s", async ([, provider]) => {
  await using world = await open({}, provider);
  world.idp.residents.set("ada", ada);
  const { user, status, to, browser } = await signIn(world);
  expect([status, to]).toEqual([303, `${web}/account`]);
  expect(user).toMatchObject({ name: "Ada Lovelace", email, emailVerified: true, role: "reader" });
  expect([...browser.cookies.keys()]).toContain("__Secure-quoin.session_token");
  expect(world.audit.map(({ action }) => action)).toEqual(["user.signed_up", "user.signed_in"]);

  // And the second time it is the same one, whatever the provider calls the person by then.
  world.idp.residents.set("ada", { email: "else@example.org", email_verified: false });
  expect((await signIn(world)).user?.id).toBe(user?.id);
  expect(await Users.select(world.db)).toHaveLength(1);
});

test("an account with the same proven address is the same person's", async () => {
  await using world = await open();
  const account = await world.account({ email, role: "editor" });
  world.idp.residents.set("ada", { ...ada, email: "ADA@Example.org" });
  const { user } = await signIn(world);
  expect(user).toMatchObject({ id: account.id, role: "editor" });
  expect(world.audit.map(({ action }) => action)).toContain("user.identity_linked");
});

test.for([
  ["not confirmed there", { email, email_verified: false }],
  ["of which the provider says nothing", { email }],
  ["that is none", { email: "not an address", email_verified: true }],
  ["that is missing", { email_verified: true }],
] as const)("an address %s opens no account and makes none", async ([, resident]) => {
  await using world = await open();
  const account = await world.account({ email, role: "admin" });
  world.idp.residents.set("mallory", resident);
  const { user, to } = await signIn(world, "mallory");
  expect([user, to]).toEqual([null, refused("ADDRESS_UNPROVEN")]);
  expect(await Accounts.select(world.db, { userId: account.id })).toHaveLength(1);
  expect(await Users.select(world.db)).toHaveLength(1);
  expect(await Sessions.select(world.db)).toEqual([]);
});

test("an account whose own address is unproven is not given to who proves it elsewhere", async () => {
  await using world = await open();
  const { id } = await world.account({ email });
  await Users.update(world.db, { id }, { emailVerified: false });
  world.idp.residents.set("ada", ada);
  const { user, to } = await signIn(world);
  expect([user, to]).toEqual([null, refused("ADDRESS_UNPROVEN")]);
  expect(await Accounts.select(world.db, { userId: id })).toHaveLength(1);
});

test("who is invited may come by the provider instead, and has proven the address then", async () => {
  await using world = await open();
  const { id } = await world.account({ email, password: undefined as never, emailVerified: false });
  world.idp.residents.set("ada", ada);
  const { user } = await signIn(world);
  expect(user).toMatchObject({ id, emailVerified: true });
});

test("a banned person stays out, by an identity known or new", async () => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const known = await signIn(world);
  await Users.update(world.db, { email }, { banned: true });
  await Sessions.delete(world.db, { userId: known.user?.id ?? "" });
  const again = await signIn(world);
  expect([again.user, again.to]).toEqual([null, refused("BANNED")]);

  await world.account({ email: "bo@example.org" });
  await Users.update(world.db, { email: "bo@example.org" }, { banned: true });
  world.idp.residents.set("bo", { email: "bo@example.org", email_verified: true });
  const first = await signIn(world, "bo");
  expect([first.user, first.to]).toEqual([null, refused("BANNED")]);
  expect(await Accounts.select(world.db, { accountId: "bo" })).toEqual([]);
});

test("where sign-up is closed nobody new comes in, and those who are known do", async () => {
  const door = { open: false };
  await using world = await open({ signUpOpen: async () => door.open });
  world.idp.residents.set("ada", ada);
  expect(await signIn(world)).toMatchObject({ user: null, to: refused("SIGN_UP_CLOSED") });
  expect(await Users.select(world.db)).toEqual([]);
  door.open = true;
  const { user } = await signIn(world);
  door.open = false;
  expect((await signIn(world)).user?.id).toBe(user?.id);
  const { id } = await world.account({ email: "bo@example.org" });
  world.idp.residents.set("bo", { email: "bo@example.org", email_verified: true });
  expect((await signIn(world, "bo")).user?.id).toBe(id);
});

test("an imported byline is claimed by who proves its address", async () => {
  await using world = await open();
  const [byline] = await Users.insert(world.db, [
    { name: "Ada L.", email, handle: "ada-l", isProfile: true },
  ]);
  world.idp.residents.set("ada", ada);
  expect((await signIn(world)).user).toMatchObject({ id: byline?.id, handle: "ada-l" });
});

test("a second factor is asked for all the same", async () => {
  await using world = await open();
  const { id } = await world.account({ email });
  await TwoFactors.insert(world.db, [{ userId: id, secret: "sealed", confirmedAt: new Date() }]);
  world.idp.residents.set("ada", ada);
  const { user, to, browser } = await signIn(world);
  expect([user, to]).toEqual([null, `${web}/sign-in/code`]);
  expect([...browser.cookies.keys()]).toContain("__Host-quoin.two_factor");
  expect(await Sessions.select(world.db)).toEqual([]);
});

test("an answer counts once, in the browser that asked, for the question it was given to", async () => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const browser = new Browser();
  const back = await world.idp.visit(await world.begin(browser), "ada");
  const nope = { status: 303, to: refused("PROVIDER_FAILED") };
  const altered = (change: Record<string, string>) => {
    const url = new URL(back);
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    return url;
  };
  // Another browser: somebody is sent a link that would sign them in as the sender.
  expect(await world.finish(back, new Browser())).toEqual(nope);
  const stranger = new Browser();
  await world.begin(stranger);
  expect(await world.finish(back, stranger)).toEqual(nope);
  // Another state, none, two.
  expect(await world.finish(altered({ state: "A".repeat(43) }), browser)).toEqual(nope);
  expect(await world.finish(altered({ state: "" }), browser)).toEqual(nope);
  const twice = new URL(`${back.href}&state=${back.searchParams.get("state")}`);
  expect(await world.finish(twice, browser)).toEqual(nope);
  expect(await Sessions.select(world.db)).toEqual([]);

  expect(await world.finish(back, browser)).toMatchObject({ to: `${web}/account` });
  expect(await Sessions.select(world.db)).toHaveLength(1);
  // Replayed as it was, and with a new question around the old code.
  expect(await world.finish(back, browser)).toEqual(nope);
  const anew = new URL(await world.begin(browser)).searchParams.get("state") ?? "";
  expect(await world.finish(altered({ state: anew }), browser)).toEqual(nope);
  expect(await Sessions.select(world.db)).toHaveLength(1);
});

test.for([
  ["another nonce", { nonce: "of-another-question" }],
  ["another challenge", { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }],
] as const)("a code that was given for %s is refused", async ([, change]) => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const browser = new Browser();
  const start = new URL(await world.begin(browser));
  for (const [name, value] of Object.entries(change)) start.searchParams.set(name, value);
  const back = await world.idp.visit(start.href, "ada");
  expect(await world.finish(back, browser)).toMatchObject({ to: refused("PROVIDER_FAILED") });
  expect(await Sessions.select(world.db)).toEqual([]);
});

test("an answer in another issuer's name is refused, and so is a refusal", async () => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const browser = new Browser();
  const back = await world.idp.visit(await world.begin(browser), "ada");
  back.searchParams.set("iss", "https://evil.example");
  expect(await world.finish(back, browser)).toMatchObject({ to: refused("PROVIDER_FAILED") });

  const state = new URL(await world.begin(browser)).searchParams.get("state") ?? "";
  const query = new URLSearchParams({ error: "access_denied", state, iss: world.idp.issuer });
  const denied = new URL(`${web}/api/auth/oidc/callback?${query}`);
  expect(await world.finish(denied, browser)).toMatchObject({ to: refused("PROVIDER_FAILED") });
});

test("it leads to our own pages alone, and back to the site it began at", async () => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const goal = async (redirectTo: string, host = web) => {
    const browser = new Browser();
    const back = await world.idp.visit(await world.begin(browser, redirectTo, host), "ada");
    return (await world.finish(back, browser)).to;
  };
  for (const foreign of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    expect(await goal(foreign)).toBe(`${web}/`);
  }
  expect(await goal("/posts/one")).toBe(`${web}/posts/one`);
  const newsroom = "https://admin.quoin.example";
  expect(await goal("/posts", newsroom)).toBe(`${newsroom}/posts`);
  // What a Host header says is no address to be sent to.
  const asked = new URL(await world.begin(new Browser(), "/", "https://evil.example"));
  expect(asked.searchParams.get("redirect_uri")).toBe(`${web}/api/auth/oidc/callback`);
  // Nor does the provider send anybody elsewhere.
  asked.searchParams.set("redirect_uri", "https://evil.example/callback");
  await expect(world.idp.visit(asked.href, "ada")).rejects.toThrow("400 at the provider");
});

test("two tabs do not spoil each other, and two first visits make one account", async () => {
  await using world = await open();
  world.idp.residents.set("ada", ada);
  const browser = new Browser();
  const [one, other] = [await world.begin(browser), await world.begin(browser)];
  const backs = [await world.idp.visit(one, "ada"), await world.idp.visit(other, "ada")];
  const answers = await Promise.all(backs.map((back) => world.finish(back, browser)));
  expect(answers.map(({ to }) => to)).toEqual([`${web}/account`, `${web}/account`]);
  expect(await Users.select(world.db)).toHaveLength(1);
  expect(await Accounts.select(world.db)).toHaveLength(1);
});

test("a provider that is away is told in words", async () => {
  const idp = await openIdentityProvider();
  await idp[Symbol.asyncDispose]();
  await using publication = await openPublication({ oidc: idp.options });
  const request = new Request(`${web}/api/auth/oidc`);
  const response = await publication.auth.handler(request);
  expect(response.headers.get("location")).toBe(refused("PROVIDER_FAILED"));
});

test("without a provider there is no such address", async () => {
  await using publication = await openPublication();
  expect(publication.auth.elsewhere).toBeNull();
  for (const path of ["oidc", "oidc/callback?code=x&state=y"]) {
    const response = await publication.auth.handler(new Request(`${web}/api/auth/${path}`));
    expect(response.headers.get("location")).toBe(refused("NOT_OFFERED"));
  }
});
