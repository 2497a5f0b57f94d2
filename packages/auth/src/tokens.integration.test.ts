import { Sessions, SigningKeys, Users } from "@quoin/db";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { createKeys } from "./keys.ts";
import { unseal } from "./sealed.ts";
import { sweepExpired } from "./sweep.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

type Publication = Awaited<ReturnType<typeof openPublication>>;

const email = "ada@example.org";
const issuer = "https://quoin.example";
const day = 24 * 60 * 60 * 1_000;
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

/** What another service does: it reads our keys over HTTP, and nothing else of us. */
const elsewhere = ({ auth }: Pick<Publication, "auth">) =>
  createRemoteJWKSet(new URL("/api/auth/jwks", issuer), {
    cooldownDuration: 0,
    [customFetch]: (url: string, init: RequestInit) => auth.handler(new Request(url, init)),
  });

async function issue(
  { auth }: Pick<Publication, "auth">,
  browser: Browser,
  audience?: string,
): Promise<string> {
  const headers = browser.headers();
  headers.set("content-type", "application/json");
  const request = new Request(`${issuer}/api/auth/token`, {
    method: "POST",
    headers,
    body: JSON.stringify({ audience }),
  });
  const response = await auth.handler(request);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  const body = (await response.json()) as { token: string; expiresAt: string };
  return body.token;
}

async function signedIn(publication: Publication) {
  const account = await publication.account({ email, role: "editor" });
  const { browser } = await publication.signedIn(email);
  return { account, browser, token: await issue(publication, browser) };
}

test("another service learns from the published keys who is asking, and as what", async () => {
  await using publication = await openPublication();
  const { account, token } = await signedIn(publication);
  const [session] = await Sessions.select(publication.db);
  const { payload, protectedHeader } = await jwtVerify(token, elsewhere(publication), {
    issuer,
    audience: issuer,
    algorithms: ["ES256"],
  });
  expect(payload).toEqual({
    iss: issuer,
    aud: issuer,
    sub: account.id,
    role: "editor",
    sid: session?.id,
    jti: expect.stringMatching(/^[\da-f-]{36}$/),
    iat: expect.any(Number),
    exp: (payload.iat ?? 0) + 300,
  });
  expect(protectedHeader).toEqual({ alg: "ES256", kid: expect.any(String), typ: "JWT" });
});

test.for(["https://shop.example", "https://quoin.example/", "shop", "HTTPS://QUOIN.EXAMPLE"])(
  "one for %s is good there and opens nothing here",
  async (audience) => {
    await using publication = await openPublication();
    const { auth } = publication;
    const { account, browser } = await signedIn(publication);
    const token = await issue(publication, browser, audience);
    const { payload } = await jwtVerify(token, elsewhere(publication), { issuer, audience });
    expect(payload).toMatchObject({ aud: audience, sub: account.id, role: "editor" });
    await expect(auth.authenticate(bearer(token))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      status: 401,
    });
    await expect(
      jwtVerify(token, elsewhere(publication), { issuer, audience: "https://other.example" }),
    ).rejects.toMatchObject({ code: "ERR_JWT_CLAIM_VALIDATION_FAILED" });
  },
);

test("an audience is one name in plain letters, or none", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { browser } = await signedIn(publication);
  const wrong = ["", " ", "a b", "https://büro.example", "a\nb", "x".repeat(201), 7, null, {}];
  for (const audience of [...wrong, ["https://shop.example", issuer]])
    expect(
      await auth.issueToken({ audience }, browser.call()),
      JSON.stringify(audience),
    ).toMatchObject({
      ok: false,
      code: "INVALID_INPUT",
      fieldErrors: { audience: [expect.any(String)] },
    });
});

test("one for us ends no session, and changes nothing of who somebody is", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { account, token } = await signedIn(publication);
  const call = { headers: bearer(token) };
  const change = { currentPassword: password, newPassword: "another horse entirely" };
  expect(await auth.signOut(call)).toMatchObject({ code: "NOT_ALLOWED" });
  for (const refused of [
    await auth.changePassword(change, call),
    await auth.beginTwoFactor({ password }, call),
    await auth.disconnect({ id: account.id }, call),
    await auth.impersonate({ userId: account.id }, call),
  ])
    expect(refused).toMatchObject({ code: "UNAUTHENTICATED" });
  expect(await auth.refreshSession(call.headers)).toEqual(new Headers());
  await expect(auth.authenticate(bearer(token))).resolves.toMatchObject({ credential: "token" });
});

test("the keys are published without their secret halves, and stored sealed", async () => {
  await using publication = await openPublication();
  await signedIn(publication);
  const response = await publication.auth.handler(new Request(`${issuer}/api/auth/jwks`));
  expect(response.headers.get("cache-control")).toBe("public, max-age=300");
  const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([
    ["alg", "crv", "kid", "kty", "use", "x", "y"],
  ]);
  const [row] = await SigningKeys.select(publication.db);
  expect(JSON.stringify(row)).not.toMatch(/"d"|\\"d\\"/);
});

test("our own API takes it, and reads the session behind it", async () => {
  await using publication = await openPublication();
  const { account, token } = await signedIn(publication);
  const identity = await publication.auth.authenticate(bearer(token));
  expect(identity).toMatchObject({
    user: { id: account.id, email, role: "editor" },
    credential: "token",
    key: null,
    refusal: null,
  });
});

test.for<[string, (publication: Publication, id: string, browser: Browser) => Promise<unknown>]>([
  ["sign-out", ({ auth }, _id, browser) => auth.signOut(browser.call())],
  ["a revoked session", ({ db }, id) => Sessions.delete(db, { userId: id })],
  ["a ban", ({ db }, id) => Users.update(db, { id }, { banned: true })],
  [
    "a new password",
    ({ auth }, _id, browser) =>
      auth.changePassword(
        { currentPassword: password, newPassword: "another horse entirely" },
        browser.call(),
      ),
  ],
  ["a session's end", async ({ time }) => (time.now = () => new Date(Date.now() + 31 * day))],
])("%s ends it at once", async ([, end]) => {
  await using publication = await openPublication();
  const { account, browser, token } = await signedIn(publication);
  await end(publication, account.id, browser);
  await expect(publication.auth.authenticate(bearer(token))).rejects.toMatchObject({
    name: "AuthError",
    status: expect.toSatisfy((status) => status === 401 || status === 403),
  });
});

test("a demotion counts at once, whatever the token says", async () => {
  await using publication = await openPublication();
  const { account, token } = await signedIn(publication);
  await Users.update(publication.db, { id: account.id }, { role: "reader" });
  const { user } = await publication.auth.authenticate(bearer(token));
  expect(user?.role).toBe("reader");
});

test("forged, foreign, old and altered tokens are refused", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { token } = await signedIn(publication);
  const { kid = "" } = decodeProtectedHeader(token);
  const claims = decodeJwt(token);
  const stranger = await generateKeyPair("ES256");
  const sign = (change: JWTPayload, header: object = {}) =>
    new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: "ES256", kid, typ: "JWT", ...header })
      .sign(stranger.privateKey);
  const [head = "", body = "", signature = ""] = token.split(".");
  const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const hmac = new TextEncoder().encode("a-secret-of-more-than-thirty-two-characters");
  const forged = {
    "signed by nobody": `${encode({ alg: "none", typ: "JWT", kid })}.${body}.`,
    "signed by nobody, with a signature": `${encode({ alg: "none", typ: "JWT", kid })}.${body}.${signature}`,
    "signed by a stranger": await sign({}),
    "of an unknown key": await sign({}, { kid: "0199aaaa-0000-7000-8000-000000000000" }),
    "of no key": await sign({}, { kid: undefined }),
    "with its key inside": await sign({}, { jwk: await exportJWK(stranger.publicKey) }),
    "signed with a secret": await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid, typ: "JWT" })
      .sign(hmac),
    "with another person": `${head}.${encode({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
    "with another role": `${head}.${encode({ ...claims, role: "admin" })}.${signature}`,
    "with a signature cut short": token.slice(0, -2),
    "with too much to it": `${token}.${body}`,
    "as long as a book": `${head}.${"a".repeat(100_000)}.${signature}`,
  };
  for (const [what, text] of Object.entries(forged)) {
    const refused = auth.authenticate(bearer(text));
    await expect(refused, what).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  }
});

test("what our own key signed for somebody else is refused", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const { token } = await signedIn(publication);
  // The same secret and table, at other addresses.
  const move = (web: string) =>
    createAuth({ ...publication.options, baseUrls: { web, admin: "https://other.example" } });
  await expect(move("https://other.example").authenticate(bearer(token))).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  await expect(auth.authenticate(bearer(token))).resolves.toMatchObject({ credential: "token" });
});

test("what our own key signed is refused when it says anything else than ours do", async () => {
  await using publication = await openPublication();
  const { auth, db, options } = publication;
  const { token } = await signedIn(publication);
  const [row] = await SigningKeys.select(db);
  const sealed = await unseal(options.secret, "signing-key", row?.privateKey ?? "");
  const key = await importJWK(JSON.parse(sealed ?? ""), "ES256");
  const claims = decodeJwt(token);
  const now = claims.iat ?? 0;
  const sign = (
    change: { [Claim in keyof JWTPayload]: JWTPayload[Claim] | undefined },
    header: object = {},
  ) =>
    // Safe: what is undefined is left out when it is written.
    new SignJWT({ ...claims, ...change } as JWTPayload)
      .setProtectedHeader({ alg: "ES256", kid: row?.id ?? "", typ: "JWT", ...header })
      .sign(key);
  await expect(auth.authenticate(bearer(await sign({})))).resolves.toMatchObject({
    credential: "token",
  });

  const other = await publication.account({ email: "bob@example.org" });
  const altered = {
    "for somebody else": await sign({ aud: "https://other.example" }),
    "by somebody else": await sign({ iss: "https://other.example" }),
    "for nobody": await sign({ aud: undefined }),
    "without an end": await sign({ exp: undefined }),
    "that has ended": await sign({ exp: now - 60 }),
    "made long ago, good for ever": await sign({ iat: now - 3_600, exp: now + 1e9 }),
    "without a beginning": await sign({ iat: undefined }),
    "not good yet": await sign({ nbf: now + 3_600 }),
    "of another kind": await sign({}, { typ: "at+jwt" }),
    "with somebody else's session": await sign({ sub: other.id }),
    "of a session that never was": await sign({ sid: crypto.randomUUID() }),
    "with no session": await sign({ sid: undefined }),
    "with a session that is no id": await sign({ sid: "' or 1=1" }),
    "without a number of its own": await sign({ jti: undefined }),
  };
  for (const [what, text] of Object.entries(altered)) {
    const refused = auth.authenticate(bearer(text));
    await expect(refused, what).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  }
});

test("after five minutes it is over", async () => {
  await using publication = await openPublication();
  const { token } = await signedIn(publication);
  const later = (seconds: number) => {
    publication.time.now = () => new Date(Date.now() + seconds * 1_000);
    return publication.auth.authenticate(bearer(token));
  };
  await expect(later(280)).resolves.toMatchObject({ credential: "token" });
  await expect(later(310)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("neither a key nor a token gets a token, and a stranger neither", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { account, token } = await signedIn(publication);
  const [made] = await createKeys(db, [{ userId: account.id, name: "ci", role: "admin" }]);
  const given = [bearer(token), new Headers({ "x-api-key": made?.key ?? "" }), new Headers()];
  for (const headers of given) {
    expect(await auth.issueToken({}, { headers })).toMatchObject({ code: "UNAUTHENTICATED" });
  }
  const { headers } = new Browser().call();
  headers.set("cookie", "quoin.session_token=made-up.signature");
  headers.set("origin", "https://evil.example");
  expect(await auth.issueToken({}, { headers })).toMatchObject({ code: "FOREIGN_ORIGIN" });
});

test("a successor is published a day before it signs, and what the old one signed holds on", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { browser } = await signedIn(publication);
  const kidAfter = async (days: number) => {
    // The session is used every day meanwhile.
    await Sessions.update(
      db,
      { impersonatedBy: null },
      { expiresAt: new Date(Date.now() + 90 * day) },
    );
    publication.time.now = () => new Date(Date.now() + days * day);
    return decodeProtectedHeader(await issue(publication, browser)).kid;
  };
  const first = await kidAfter(0);
  expect(await kidAfter(29)).toBe(first);
  expect(await kidAfter(30.1)).toBe(first);
  const { keys: both } = await auth.tokenKeys();
  expect(both).toHaveLength(2);
  const last = await issue(publication, browser);

  const second = await kidAfter(31.2);
  expect(second).not.toBe(first);
  const local = createLocalJWKSet({ keys: (await auth.tokenKeys()).keys as never });
  await expect(
    jwtVerify(last, local, { currentDate: new Date(Date.now() + 30.1 * day) }),
  ).resolves.toMatchObject({ payload: { iss: issuer } });

  await kidAfter(33);
  expect((await auth.tokenKeys()).keys).toHaveLength(1);
  await sweepExpired(db, publication.time.now());
  expect((await SigningKeys.select(db)).map(({ id }) => id)).toEqual([second]);
});

test("processes that begin together agree on one key, and trust each other's at once", async () => {
  await using publication = await openPublication();
  const { auth, options } = publication;
  const other = { auth: createAuth(options) };
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const tokens = await Promise.all([
    ...Array.from({ length: 4 }, () => issue(publication, browser)),
    ...Array.from({ length: 4 }, () => issue(other, browser)),
  ]);
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
  for (const token of tokens) {
    await expect(auth.authenticate(bearer(token))).resolves.toMatchObject({ credential: "token" });
    await expect(other.auth.authenticate(bearer(token))).resolves.toMatchObject({
      credential: "token",
    });
  }
});

test("keys that another secret sealed are left aside, and new ones made", async () => {
  await using publication = await openPublication();
  const { browser } = await signedIn(publication);
  const changed = createAuth({
    ...publication.options,
    secret: "another-secret-of-more-than-thirty-two-characters",
  });
  expect((await changed.tokenKeys()).keys).toEqual([]);
  await expect(issue(publication, browser)).resolves.toEqual(expect.any(String));
});
