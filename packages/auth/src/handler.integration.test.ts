import { Users } from "@quoin/db";
import { expect, test } from "vitest";
import { createAuth } from "./auth.ts";
import { createKeys } from "./keys.ts";
import { Browser, openPublication, password } from "./testing/publication.ts";

const email = "ada@example.org";
const base = "https://quoin.example/api/auth";

function post(path: string, body: BodyInit | null, headers: Headers): Request {
  return new Request(`${base}/${path}`, {
    method: "POST",
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  });
}

const json = (path: string, fields: unknown, browser = new Browser()) =>
  post(path, JSON.stringify(fields), browser.headers({ "content-type": "application/json" }));

test("signing up, in, and out over HTTP", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const browser = new Browser();
  const asked = await auth.handler(
    json("sign-up/email", { name: "Ada", email, password, role: "admin" }),
  );
  expect([asked.status, await asked.json()]).toEqual([200, { status: true }]);
  expect(asked.headers.get("cache-control")).toBe("private, no-store");

  const token = publication.token("verify");
  const verified = await auth.handler(json("verify-email", { token }, browser));
  expect(await verified.json()).toMatchObject({ user: { email, role: "reader" }, redirectTo: "/" });
  browser.keep(verified);

  const session = await auth.handler(
    new Request(`${base}/get-session`, { headers: browser.headers() }),
  );
  expect(session.headers.get("cache-control")).toBe("private, no-store");
  expect(await session.json()).toMatchObject({ user: { email }, credential: "cookie" });

  const out = await auth.handler(post("sign-out", null, browser.headers()));
  expect(out.status).toBe(200);
  browser.keep(out);
  expect(browser.cookies.size).toBe(0);
  const nobody = await auth.handler(new Request(`${base}/get-session`));
  expect([nobody.status, await nobody.json()]).toEqual([200, null]);

  const again = await auth.handler(
    post(
      "sign-in/email",
      new URLSearchParams({ email, password }),
      browser.headers({ "content-type": "application/x-www-form-urlencoded;charset=UTF-8" }),
    ),
  );
  expect(again.status).toBe(200);
  expect(again.headers.getSetCookie()).toHaveLength(1);
});

test("a mailed link may be followed as it is, and leads to our pages alone", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  await publication.account({ email });
  await auth.requestMagicLink({ email }, new Browser().call());
  const token = publication.token("magic-link");
  const follow = (query: Record<string, string>, host = "quoin.example") =>
    auth.handler(
      new Request(`${base}/magic-link/verify?${new URLSearchParams(query)}`, {
        headers: new Browser().headers({ host }),
      }),
    );
  const there = await follow({ token, redirectTo: "/posts/x" });
  expect([there.status, there.headers.get("location")]).toEqual([
    303,
    "https://quoin.example/posts/x",
  ]);
  expect(there.headers.getSetCookie()).toHaveLength(1);
  expect(there.headers.get("referrer-policy")).toBe("no-referrer");
  const twice = await follow({ token });
  expect(twice.headers.get("location")).toBe("https://quoin.example/sign-in?error=INVALID_TOKEN");
  expect(twice.headers.getSetCookie()).toEqual([]);

  await auth.requestMagicLink({ email }, new Browser().call());
  const evil = await follow(
    { token: publication.token("magic-link"), redirectTo: "//evil.example" },
    "evil.example",
  );
  expect(evil.headers.get("location")).toBe("https://quoin.example/");
  await auth.requestMagicLink({ email }, new Browser().call());
  const admin = await follow({ token: publication.token("magic-link") }, "admin.quoin.example");
  expect(admin.headers.get("location")).toBe("https://admin.quoin.example/");

  await auth.signUp({ name: "Bob", email: "bob@example.org", password }, new Browser().call());
  const verify = await auth.handler(
    new Request(`${base}/verify-email?token=${publication.token("verify")}`),
  );
  expect(verify.status).toBe(303);
  expect(verify.headers.getSetCookie()).toHaveLength(1);
});

test("every refusal has its status, its code and its words", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email });
  const answer = async (request: Request) => {
    const response = await auth.handler(request);
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
  expect(await answer(json("sign-in/email", { email, password: "incorrect horse" }))).toMatchObject(
    {
      status: 401,
      body: { code: "INVALID_CREDENTIALS", message: expect.any(String) },
    },
  );
  expect(await answer(json("sign-up/email", { email }))).toMatchObject({
    status: 400,
    body: { code: "INVALID_INPUT", fieldErrors: { name: ["Required."], password: ["Required."] } },
  });
  expect(await answer(json("reset-password", { token: "x", password }))).toMatchObject({
    status: 400,
    body: { code: "INVALID_TOKEN" },
  });
  expect(await answer(json("request-password-reset", { email }))).toMatchObject({ status: 200 });
  expect(await answer(json("sign-in/magic-link", { email }))).toMatchObject({ status: 200 });
  expect(
    await answer(json("change-password", { currentPassword: password, newPassword: password })),
  ).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
  await Users.update(db, { id }, { banned: true });
  expect(await answer(json("sign-in/email", { email, password }))).toMatchObject({
    status: 403,
    body: { code: "BANNED" },
  });
  for (let at = 0; at < 9; at++) await auth.handler(json("sign-in/email", { email, password }));
  const limited = await answer(json("sign-in/email", { email, password }));
  expect(limited).toMatchObject({ status: 429, body: { code: "RATE_LIMITED" } });
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);

  const key = new Request(`${base}/get-session`, { headers: { "x-api-key": "qn_no" } });
  expect(await answer(key)).toMatchObject({ status: 401, body: { code: "INVALID_KEY" } });
});

test("a key that names scopes is told whose it is when one of them says so", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  const { id } = await publication.account({ email, role: "author" });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const owned = { userId: id, name: "Build", role: "author" as const };
  const keys = await createKeys(db, [
    { ...owned, scopes: ["post:read", "user:write"] },
    { ...owned, scopes: ["user:read"], expiresAt },
    owned,
  ]);
  const answers = await Promise.all(
    keys.map(async ({ key }) => {
      const headers = { "x-api-key": key };
      const response = await auth.handler(new Request(`${base}/get-session`, { headers }));
      return { status: response.status, body: await response.json() };
    }),
  );
  expect(answers).toMatchObject([
    { status: 403, body: { code: "NOT_ALLOWED", message: "This key lacks the scope user:read" } },
    { status: 200, body: { user: { email }, key: { expiresAt: expiresAt.toISOString() } } },
    { status: 200, body: { user: { email }, key: { scopes: null, expiresAt: null } } },
  ]);
  expect(JSON.stringify(answers[0])).not.toContain(email);
});

test("what Quoin does not use does not exist", async () => {
  await using publication = await openPublication();
  const paths = `/ ok error update-user delete-user change-email list-sessions revoke-sessions
    list-accounts set-password sign-in/social callback/github admin/list-users quoin/open-session
    __proto__ constructor sign-in/email/x send-verification-email verify-password update-session
    reset-password/abc`.split(/\s+/);
  for (const path of paths) {
    for (const method of ["GET", "POST"]) {
      const response = await publication.auth.handler(new Request(`${base}/${path}`, { method }));
      expect([method, path, response.status]).toEqual([method, path, 404]);
    }
  }
  const wrongMethod = await publication.auth.handler(new Request(`${base}/sign-in/email`));
  expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
  const both = await publication.auth.handler(
    new Request(`${base}/verify-email`, { method: "PUT" }),
  );
  expect([both.status, both.headers.get("allow")]).toEqual([405, "GET, POST"]);
});

test("a write from another site is refused, whatever it says it is", async () => {
  await using publication = await openPublication();
  const { auth, db } = publication;
  await publication.account({ email });
  const { browser } = await publication.signedIn(email);
  const cookie = browser.headers().get("cookie") ?? "";
  const from = (headers: Record<string, string>) =>
    auth.handler(post("sign-out", null, new Headers({ cookie, ...headers })));
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { referer: "https://evil.example/" },
  ]) {
    expect((await from(headers)).status).toBe(403);
  }
  const plain = post(
    "sign-in/email",
    JSON.stringify({ email, password }),
    new Headers({ "content-type": "text/plain", origin: "https://evil.example" }),
  );
  expect((await auth.handler(plain)).status).toBe(415);
  expect(await Users.select(db)).toHaveLength(1);
  expect((await auth.authenticate(browser.headers())).user).not.toBeNull();
});

test("a body that cannot be read is refused, large ones unread", async () => {
  await using publication = await openPublication();
  const { auth } = publication;
  const type = (value: string) => new Headers({ "content-type": value });
  const sign = "sign-in/email";
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(8 * 1024).fill(0x20));
    },
  });
  const cases: [Request, number][] = [
    [post(sign, "{", type("application/json")), 400],
    [post(sign, "[]", type("application/json")), 400],
    [post(sign, "null", type("application/json")), 400],
    [post(sign, '"x"', type("application/json")), 400],
    [post(sign, "[".repeat(8_000), type("application/json")), 400],
    [post(sign, new Uint8Array([0x7b, 0xff, 0xfe]), type("application/json")), 400],
    [post(sign, "{}", type("text/plain")), 415],
    [post(sign, "<x/>", type("application/xml")), 415],
    [post(sign, "", new Headers()), 400],
    [post(sign, JSON.stringify({ email: "x".repeat(20_000) }), type("application/json")), 413],
    [post(sign, endless, type("application/json")), 413],
    [
      post(
        sign,
        "{}",
        new Headers({ "content-type": "application/json", "content-length": "9e9" }),
      ),
      413,
    ],
    [post(sign, '{"__proto__":{"email":"a@b.c"}}', type("application/json")), 400],
    [post(sign, "email=a&email=%00&password=%ff", type("application/x-www-form-urlencoded")), 400],
  ];
  for (const [request, status] of cases) {
    const response = await auth.handler(request);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code: expect.any(String),
      message: expect.any(String),
    });
  }
  expect(pulled).toBeLessThan(10);
});

test("what nobody foresaw is left to the server around it", async () => {
  await using publication = await openPublication();
  const auth = createAuth({
    ...publication.options,
    signUpOpen: () => Promise.reject(new TypeError("a bug")),
  });
  const request = json("sign-up/email", { name: "Ada", email, password });
  await expect(auth.handler(request)).rejects.toThrow("a bug");
});
